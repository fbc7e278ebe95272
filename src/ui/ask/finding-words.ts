/** Why a sentence of an answer is not believed, in words that stand behind it. */
import type { Answer, AnswerSentence, SentenceFinding } from '../../contract/answer.ts';
import { claimsOf, isLabel } from './answer-blocks.ts';

/** Below this share of its words, little of a sentence is in the passages. */
const LITTLE = 0.35;

type Words = { [C in SentenceFinding['code']]: (finding: SentenceFinding & { code: C }, sentence: string) => string };

const words: Words = {
  'no-citation': () => 'no passage is named for this',
  'number-not-found': ({ what }) => `“${what}” is not in the cited passages`,
  'date-not-found': ({ what }) => `“${what}” is not in the cited passages`,
  'name-not-found': ({ what }) => `“${what}” is not in the cited passages`,
  'quotation-not-found': ({ what }) => `the quoted words “${what}” are not in the cited passages`,
  'number-elsewhere': ({ what }) => `“${what}” is said of something else in the cited passages`,
  'name-elsewhere': ({ what }) => `“${what}” is said of something else in the cited passages`,
  // The word can stand on either side.
  'negation-differs': ({ what }, sentence) => (sentence.includes(what) ? `says “${what}” where the passage does not` : `leaves out the “${what}” of the passage`),
  'too-little-found': ({ share }) => (share < LITTLE ? 'hardly any of this is in the cited passages' : 'only part of this is in the cited passages'),
};

/** @returns empty for a sentence that is supported */
export function findingWords({ text, supported, finding }: Pick<AnswerSentence, 'text' | 'supported' | 'finding'>): string {
  if (supported) return '';
  // The table is typed by code; TypeScript cannot follow a code and its details through one lookup.
  return finding ? (words[finding.code] as (finding: SentenceFinding, sentence: string) => string)(finding, text) : 'not found in your documents';
}

/** What stands behind a sentence of an answer. */
export const flagOf = (sentence: AnswerSentence, answer: Pick<Answer, 'evidence'>): string => (isLabel(sentence, answer) ? '' : findingWords(sentence));

/** "2 of 6 sentences are not found in your documents." Empty when all are. */
export function unsupportedWords(answer: Pick<Answer, 'sentences' | 'evidence'>): string {
  const sentences = claimsOf(answer);
  const missing = sentences.filter(({ supported }) => !supported).length;
  if (missing === 0) return '';
  if (sentences.length === 1) return 'This sentence was not found in your documents.';
  if (missing === sentences.length) return `None of these ${sentences.length} sentences was found in your documents.`;
  return missing === 1 ? `1 of ${sentences.length} sentences was not found in your documents. It is marked.` : `${missing} of ${sentences.length} sentences were not found in your documents. They are marked.`;
}
