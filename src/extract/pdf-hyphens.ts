/** Tells hyphens that a line's end put into a word from hyphens that belong to it, by how the rest of the document writes the word. */
import { withoutCharacters, type PageText } from './pdf-page-text.ts';

const WORD = /[\p{L}\p{M}]+/gu;
/** Tried at the starts of words only: letters without a space may run on for a megabyte. */
const HYPHENATED = /(?<![\p{L}\p{M}])[\p{L}\p{M}]+[-\u2010][\p{L}\p{M}]+/gu;
const BEFORE = /[\p{L}\p{M}]+$/u;
const AFTER = /^[\p{L}\p{M}]+/u;
/** The longest word looked at, in UTF-16 units: expressions with `$` look through all of a string. */
const LONGEST_WORD = 60;

/**
 * Joins a word broken at a line's end where the joined word occurs elsewhere in the document, and more often than the
 * hyphenated one. Else the hyphen stays.
 */
export function joinBrokenWords(pages: readonly PageText[]): PageText[] {
  const broken = new Map<string, number>();
  for (const page of pages) for (const hyphen of page.hyphens) broken.set(joined(page.text, hyphen), 0);
  if (broken.size === 0) return [...pages];
  const hyphenated = new Map<string, number>();
  for (const page of pages) {
    countKnown(page.text, broken);
    const breaks = new Set(page.hyphens);
    for (const match of page.text.matchAll(HYPHENATED)) {
      const hyphen = match.index + match[0].search(/[-\u2010]/u);
      const word = joined(page.text, hyphen);
      if (!breaks.has(hyphen) && broken.has(word)) hyphenated.set(word, (hyphenated.get(word) ?? 0) + 1);
    }
  }
  return pages.map((page) =>
    withoutCharacters(
      page,
      page.hyphens.filter((hyphen) => {
        const word = joined(page.text, hyphen);
        return (broken.get(word) ?? 0) > (hyphenated.get(word) ?? 0);
      }),
    ),
  );
}

function countKnown(text: string, counts: Map<string, number>): void {
  for (const [match] of text.matchAll(WORD)) {
    const word = match.toLowerCase();
    const before = counts.get(word);
    if (before !== undefined) counts.set(word, before + 1);
  }
}

/** The word without its hyphen, in lower case. */
function joined(text: string, hyphen: number): string {
  const before = BEFORE.exec(text.slice(Math.max(0, hyphen - LONGEST_WORD), hyphen))?.[0] ?? '';
  const after = AFTER.exec(text.slice(hyphen + 1, hyphen + 1 + LONGEST_WORD))?.[0] ?? '';
  return (before + after).toLowerCase();
}
