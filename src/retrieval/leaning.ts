/** How a search leans on words and on meaning: more on words when the model does not know the language of the query. */
import { guessLanguage } from './function-words.ts';
import type { RankingLeaning } from './rank.ts';
import { rankingSettings } from './ranking-settings.ts';

/** Scripts by the languages that are written in them; Latin is where no other is named. */
const SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\p{Script=Han}/gu, ['zh', 'ja']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, ['ja']],
  [/\p{Script=Hangul}/gu, ['ko']],
  [/\p{Script=Arabic}/gu, ['ar', 'fa', 'ur']],
  [/\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg', 'sr']],
  [/\p{Script=Greek}/gu, ['el']],
  [/\p{Script=Hebrew}/gu, ['he', 'yi']],
  [/\p{Script=Devanagari}/gu, ['hi', 'mr', 'ne']],
  [/\p{Script=Thai}/gu, ['th']],
];
const LATIN = /\p{Script=Latin}/gu;
const LETTERS = /\p{L}/gu;

/**
 * @param languages BCP 47 languages that the embedding model knows
 * @param settings those that are shipped, unless others are measured
 */
export function leaningFor(query: string, languages: readonly string[], settings = rankingSettings): RankingLeaning {
  const { wordShare, curve, kept, keptWhereWordsMislead, nearEnough } = settings;
  if (isInOneOf(languages, query)) return { wordShare, curve, kept, keptWhereWordsMislead, nearEnough };
  // Its vectors say little more than shared names and roots do: no place is kept for them. Of a script that the model was not made for they say
  // even less; they are made of the digits and the few foreign names.
  const words = isWrittenAsOneOf(languages, query) ? settings.unknownLanguage : settings.unknownScript;
  return { wordShare: words, curve: 1, kept: 0, keptWhereWordsMislead: 0, nearEnough };
}

/** Whether a text is, as far as can be told, in one of these BCP 47 languages. Where nothing tells, it is taken to be. */
export function isInOneOf(languages: readonly string[], text: string): boolean {
  if (!isWrittenAsOneOf(languages, text)) return false;
  const guess = guessLanguage(text);
  return guess === undefined || primary(languages).includes(guess);
}

/** Whether at least half of the letters belong to a script in which one of these languages is written. */
const isWrittenAsOneOf = (languages: readonly string[], text: string): boolean => knownLetters(text, primary(languages)) >= 0.5;

/** "en-GB" is "en". */
const primary = (languages: readonly string[]): string[] => languages.map((language) => language.toLowerCase().split('-')[0] ?? '');

/** Share of the letters that belong to a script in which one of the languages is written. 1 without letters. */
function knownLetters(text: string, known: readonly string[]): number {
  const all = text.match(LETTERS)?.length ?? 0;
  if (all === 0) return 1;
  let counted = 0;
  const nonLatin = new Set(SCRIPTS.flatMap(([, spoken]) => spoken));
  if (known.some((language) => !nonLatin.has(language))) counted += text.match(LATIN)?.length ?? 0;
  for (const [script, spoken] of SCRIPTS) if (spoken.some((language) => known.includes(language))) counted += text.match(script)?.length ?? 0;
  return counted / all;
}
