/** How much a search leans on words rather than on meaning: more when the model does not know the language of the query. */

/** Best on the even-numbered queries of the test sets; on the odd-numbered ones too (evaluation/results.json, `fusion`). */
const WORD_SHARE = 0.6;
/** For a language that the model was not made for, its vectors are little better than chance. */
const WORD_SHARE_UNKNOWN_LANGUAGE = 0.9;

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
 * Weight of the word half in fusion, 0…1.
 * @param languages BCP 47 languages that the embedding model knows
 */
export function wordShare(query: string, languages: readonly string[]): number {
  return knownLetters(query, languages) < 0.5 ? WORD_SHARE_UNKNOWN_LANGUAGE : WORD_SHARE;
}

/** Share of the letters that belong to a script in which one of the languages is written. 1 without letters. */
function knownLetters(text: string, languages: readonly string[]): number {
  const all = text.match(LETTERS)?.length ?? 0;
  if (all === 0) return 1;
  const known = languages.map((language) => language.toLowerCase().split('-')[0] ?? '');
  let counted = 0;
  const nonLatin = new Set(SCRIPTS.flatMap(([, spoken]) => spoken));
  if (known.some((language) => !nonLatin.has(language))) counted += text.match(LATIN)?.length ?? 0;
  for (const [script, spoken] of SCRIPTS) if (spoken.some((language) => known.includes(language))) counted += text.match(script)?.length ?? 0;
  return counted / all;
}
