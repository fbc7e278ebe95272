/** Finds the headings of a document. A wrong heading misleads more than a missing one: it takes two signs to make one. */
import type { DraftBlock, PageText } from './pdf-page-text.ts';

/** A heading is larger than the body text by at least this factor … */
const LARGER = 1.15;
/** … and no longer than this, in UTF-16 units. */
const LONGEST = 160;
/** A "size" that occurs in more of the text than this is not one for headings. */
const RARE = 0.2;
/** A numbered or outlined heading is no smaller than this part of the body size. */
const NOT_SMALLER = 0.95;
const DEEPEST = 6;

const NUMBERED_CAPITALS = /^(?:(?:ARTICLE|SECTION|CHAPTER|PART|ARTIKEL|ABSCHNITT|KAPITEL|ARTÍCULO|SECCIÓN|CAPÍTULO)\s+[\dIVXLC]+[.:]?|\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVXLC]{1,5}\.)(?:\s+[^\p{Ll}]*)?$/u;
/** Numbered as above, with a title in any letters: a heading only where its font sets it apart as well. */
const NUMBERED_TITLE = /^(?:(?:\p{Lu}\p{L}{3,9}|§)\s*[\dIVXLC]+|\d{1,2}(?:\.\d{1,2}){0,3})[.:]?\s+\p{Lu}/u;
/** Longer ones are sentences, in UTF-16 units. */
const LONGEST_NUMBERED = 80;
const SENTENCE_END = /[.!?;,:。；，]$/u;

/** A document's own table of contents: normalised title → depth from 1. */
export type Outline = ReadonlyMap<string, number>;

export const normalisedTitle = (title: string) => title.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Marks headings among the paragraphs of `pages`, in place of their kind. */
export function markHeadings(pages: readonly PageText[], outline: Outline): void {
  const { sizes, bodySize, bodyFont } = lettersBySize(pages);
  const all = [...sizes.values()].reduce((sum, letters) => sum + letters, 0);
  const larger = [...sizes].filter(([size, letters]) => size >= bodySize * LARGER && letters < RARE * all).map(([size]) => size);
  const signs = { ranks: ranked(larger), bodySize, bodyFont, outline };
  const levels = new Map<DraftBlock, number>();
  for (const { text, blocks } of pages) {
    for (const block of blocks) {
      const level = levelOf(block, text.slice(block.start, block.end), signs);
      if (level > 0) levels.set(block, level);
    }
  }
  // Sizes that no heading has leave no gap: the outermost headings have level 1.
  const used = [...new Set(levels.values())].toSorted((a, b) => a - b);
  for (const [block, level] of levels) {
    block.kind = 'heading';
    block.level = Math.min(used.indexOf(level) + 1, DEEPEST);
  }
}

interface Signs {
  /** Rank from 1 of each size that is larger than the body's. */
  ranks: ReadonlyMap<number, number>;
  bodySize: number;
  bodyFont: string;
  outline: Outline;
}

/** 0: not a heading. */
function levelOf(block: DraftBlock, text: string, { ranks, bodySize, bodyFont, outline }: Signs): number {
  if (block.kind !== 'paragraph' || block.size === 0 || text.length > LONGEST || !/\p{L}{2}/u.test(text)) return 0;
  if (block.size < bodySize * NOT_SMALLER) return 0;
  const outlined = outline.get(normalisedTitle(text));
  if (outlined !== undefined) return outlined;
  const rank = ranks.get(rounded(block.size));
  if (rank !== undefined && !SENTENCE_END.test(text)) return rank;
  return block.font !== '' && block.font !== bodyFont && isNumbered(text) ? ranks.size + 1 : 0;
}

function isNumbered(text: string): boolean {
  return NUMBERED_CAPITALS.test(text) || (text.length <= LONGEST_NUMBERED && NUMBERED_TITLE.test(text) && !SENTENCE_END.test(text));
}

/** Sizes a tenth apart are one size to a reader. */
function ranked(sizes: readonly number[]): Map<number, number> {
  const ranks = new Map<number, number>();
  let [rank, first] = [0, Infinity];
  for (const size of sizes.toSorted((a, b) => b - a)) {
    if (size < first * 0.92) [rank, first] = [rank + 1, size];
    ranks.set(size, rank);
  }
  return ranks;
}

const rounded = (size: number) => Math.round(size * 2) / 2;

function lettersBySize(pages: readonly PageText[]) {
  const sizes = new Map<number, number>();
  const fonts = new Map<string, number>();
  for (const { size, font, start, end } of pages.flatMap(({ blocks }) => blocks)) {
    if (size === 0) continue;
    sizes.set(rounded(size), (sizes.get(rounded(size)) ?? 0) + end - start);
    fonts.set(font, (fonts.get(font) ?? 0) + end - start);
  }
  return { sizes, bodySize: mostLetters(sizes) ?? Infinity, bodyFont: mostLetters(fonts) ?? '' };
}

function mostLetters<Key>(letters: ReadonlyMap<Key, number>): Key | undefined {
  let most: [Key, number] | undefined;
  for (const entry of letters) if (!most || entry[1] > most[1]) most = entry;
  return most?.[0];
}
