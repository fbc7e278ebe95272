/** Scripts that are written without spaces, where a line's end means nothing. */

/** Han, kana, Bopomofo and their punctuation; Thai, Lao, Khmer, Myanmar. Not Hangul: Korean has spaces. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Bopomofo}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\u3000-\\u303F\\u30FC\\uFF01-\\uFF0F\\uFF1A-\\uFF20\\uFF3B-\\uFF40\\uFF5B-\\uFF65';
const ENDS_UNSPACED = new RegExp(`[${UNSPACED}]\\p{M}*$`, 'u');
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');

/** Whether no space belongs between two texts where one runs on into the other. */
export function glued(before: string, after: string): boolean {
  // Two units are enough for any letter, and its marks are few: expressions with `$` look through all of a string.
  return STARTS_UNSPACED.test(after) && ENDS_UNSPACED.test(before.slice(-8));
}
