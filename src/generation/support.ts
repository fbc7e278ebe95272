/**
 * Whether the cited words back a sentence. A quotation backs itself. A sentence in other words is backed when nearly all it says is
 * there: every number, and most of its words. This cannot see a turned meaning ("not"), so it is a floor under a claim, not a proof.
 */
import { collapse } from './white-space.ts';

/** Share of a sentence's words that must stand in the cited words. A quotation cut into a frame of its own needs no more. */
const WORDS_BACKED = 0.6;

/** Words, lower-cased, marks folded; a run of ideographs gives one entry a character. Numbers keep their inner points and commas. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
  return folded.match(/\p{N}+(?:[.,:]\p{N}+)*|\p{Script=Han}|\p{L}+/gu) ?? [];
}

/**
 * @param sentence what is claimed
 * @param quotes the words, found in the source, that it cites
 */
export function supports(quotes: readonly string[], sentence: string): boolean {
  const claim = collapse(sentence);
  if (claim === '' || quotes.length === 0) return false;
  const cited = quotes.map(collapse);
  if (cited.some((quote) => quote.includes(claim)) || cited.join(' ').includes(claim)) return true;
  const known = new Set(cited.flatMap(wordsOf));
  const words = wordsOf(claim);
  if (words.some((word) => /^\p{N}/u.test(word) && !known.has(word))) return false;
  return words.length > 0 && words.filter((word) => known.has(word)).length >= WORDS_BACKED * words.length;
}
