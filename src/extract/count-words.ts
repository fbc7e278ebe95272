/** How long a document is, in the words a person would count. */

/** What a character does to the count. */
enum Role {
  /** Ends a word. */
  Between,
  /** Letters and digits begin a word, or go on with it. */
  Letter,
  /** Marks, joiners and apostrophes go on with a word, but begin none. */
  Inside,
  /** An ideograph or kana is a word of its own, as word processors count. */
  Whole,
  /** Scripts without spaces whose words only a dictionary can find. */
  Dictionary,
}

const DICTIONARY = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const WHOLE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const LETTER = /[\p{L}\p{N}]/u;
const INSIDE = /\p{M}|\u200C|\u200D|['’]/u;

/** Characters of a dictionary stretch that are looked up at a time; more would only cost memory. */
const STRETCH = 10_000;

/** Roles of the characters of one code unit, found as they are first met: a regular expression for each would take seconds. */
const known = new Int8Array(0x10000).fill(-1);
let segmenter: Intl.Segmenter | undefined;

/** Counts words in any script, in one pass. */
export function countWords(text: string): number {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const role = roleOf(point);
    if (role === Role.Dictionary) {
      const end = dictionaryEnd(text, at);
      words += countDictionaryWords(text.slice(at, end));
      at = end;
      inWord = false;
      continue;
    }
    if (role === Role.Whole || (role === Role.Letter && !inWord)) words += 1;
    inWord = role === Role.Letter || (role === Role.Inside && inWord);
    at += point > 0xffff ? 2 : 1;
  }
  return words;
}

function roleOf(point: number): Role {
  if (point > 0xffff) return classify(point);
  const role = known[point] ?? -1;
  if (role >= 0) return role;
  return (known[point] = classify(point));
}

function classify(point: number): Role {
  const character = String.fromCodePoint(point);
  if (DICTIONARY.test(character) && !/[\p{N}\p{P}]/u.test(character)) return Role.Dictionary;
  if (WHOLE.test(character)) return Role.Whole;
  if (LETTER.test(character)) return Role.Letter;
  return INSIDE.test(character) ? Role.Inside : Role.Between;
}

function dictionaryEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < STRETCH && roleOf(text.charCodeAt(end)) === Role.Dictionary) end += 1;
  return end;
}

function countDictionaryWords(text: string): number {
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' });
  let words = 0;
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) words += 1;
  return words;
}
