/** The ways to answer, in words. */
import type { AnswerMode } from '../../contract/answer.ts';

export type WantedMode = AnswerMode | 'auto';

const WORDS: { [M in WantedMode]: string } = {
  auto: 'Auto',
  passages: 'From passages',
  summarise: 'Summarise',
  compare: 'Compare',
  list: 'List all',
  count: 'Count',
};

/** In the order they are offered. */
export const MODES = Object.keys(WORDS) as WantedMode[];

export const modeWords = (mode: WantedMode): string => WORDS[mode];

/** How it was done, for people who want to know. */
export const modeSentence = (mode: AnswerMode): string => ({
  passages: 'From the passages that came nearest.',
  summarise: 'By going through whole documents to summarise them.',
  compare: 'By going through whole documents to compare them.',
  list: 'By going through whole documents to list everything.',
  count: 'By going through whole documents to count.',
})[mode];
