/** Cuts a text at the edges of what is marked in it. Used by results, answers and the reader alike. */
import type { Span } from '../../contract/range.ts';

export interface Piece {
  text: string;
  marked: boolean;
  /** Where the piece starts, in the offsets of the spans. */
  start: number;
}

/** Sorted, without overlaps, touching ones joined, nothing outside `within`. */
function tidy(within: Span, spans: readonly Span[]): Span[] {
  const inside = spans
    .map(({ start, end }) => ({ start: Math.max(start, within.start), end: Math.min(end, within.end) }))
    .filter(({ start, end }) => end > start)
    .toSorted((a, b) => a.start - b.start);
  const joined: Span[] = [];
  for (const span of inside) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push(span);
  }
  return joined;
}

/**
 * @param text the words of `within`: `text[0]` is at offset `within.start`
 * @param spans what is marked, in the same offsets as `within`; in any order, overlapping or not
 * @returns pieces that together are `text`
 */
export function markedPieces(text: string, within: Span, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  const push = (start: number, end: number, marked: boolean) => {
    if (end > start) pieces.push({ text: text.slice(start - within.start, end - within.start), marked, start });
  };
  let at = within.start;
  for (const span of tidy(within, spans)) {
    push(at, span.start, false);
    push(span.start, span.end, true);
    at = span.end;
  }
  push(at, within.end, false);
  return pieces;
}
