/** Cuts canonical text into passages: the pieces that are searched, embedded and handed to answers. No character is lost. */
import type { Block } from '../contract/extraction.ts';
import type { Span } from '../contract/range.ts';
import { atoms, type Atom } from './atoms.ts';
import { sections } from './sections.ts';
import type { CountTokens } from './weigh.ts';

/** Names this way of cutting. Raise the number with every change that moves a boundary: what is stored under another name is stale. */
export const CHUNKER = 'passages/1';

export interface CutPassage extends Span {
  /** Headings of the sections that the passage is in, outermost first; one that it begins with is the last of them. */
  headings: string[];
}

export interface Cut {
  /** The first starts at 0, each starts where the one before ended, the last ends where the text ends. */
  passages: CutPassage[];
}

/**
 * A heading starts a new passage and belongs to it. Within a section, blocks are joined up to the size; passages end at the end of a
 * block if they can, else of a sentence, else of a word. Table rows and headings stay whole when they fit.
 * @param blocks of the text, as extraction gives them; text between blocks is not lost
 * @param countTokens called with many texts at once. Nearly additive: the parts of a text count together about what the text does.
 * @param settings.passageTokens largest passage, in tokens. Kept exactly when `countTokens` is additive.
 */
export async function cut(
  text: string,
  blocks: readonly Block[],
  countTokens: CountTokens,
  settings: { passageTokens: number },
): Promise<Cut> {
  const size = Math.max(1, settings.passageTokens);
  const passages: CutPassage[] = [];
  for (const { headings, atoms: pieces } of sections(await atoms(text, blocks, countTokens, size))) {
    for (const span of pack(pieces, size)) passages.push({ ...span, headings });
  }
  return { passages };
}

/** Fills passages from the front. */
function pack(pieces: readonly Atom[], size: number): Span[] {
  const spans: Span[] = [];
  let open: { start: number; end: number; tokens: number } | undefined;
  for (const [i, piece] of pieces.entries()) {
    if (open && !fits(open.tokens, piece, pieces, i, size)) {
      spans.push({ start: open.start, end: open.end });
      open = undefined;
    }
    open = { start: open?.start ?? piece.start, end: piece.end, tokens: (open?.tokens ?? 0) + piece.tokens };
  }
  if (open) spans.push({ start: open.start, end: open.end });
  return spans;
}

/**
 * Whether a piece goes into the passage that is open. At the start of a block the whole block should fit; if it does not,
 * a passage that is at least half full ends here, at the end of a block, rather than in the middle of the next.
 */
function fits(filled: number, piece: Atom, pieces: readonly Atom[], i: number, size: number): boolean {
  if (filled + piece.tokens > size) return false;
  if (!piece.startsBlock || filled < size / 2) return true;
  let block = piece.tokens;
  for (let next = i + 1; next < pieces.length && !pieces[next]!.startsBlock && filled + block <= size; next++) block += pieces[next]!.tokens;
  return filled + block <= size;
}
