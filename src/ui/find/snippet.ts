/** Which words of a hit are quoted in its result, and which of them are marked. */
import type { Span } from '../../contract/range.ts';
import type { Hit } from '../../contract/search.ts';

export interface Snippet {
  text: string;
  /** Where `text` lies, in canonical offsets. */
  within: Span;
  marks: Span[];
  cutBefore: boolean;
  cutAfter: boolean;
}

/** Room around a telling part that stands alone, in characters: enough to see what it is about. */
const AROUND = 90;

/** Moves an offset outwards to the next space, so that no word is cut in half. */
function toSpace(text: string, at: number, step: 1 | -1): number {
  let place = at;
  for (let moved = 0; moved < 24 && place > 0 && place < text.length; moved += 1, place += step) {
    if (/\s/u.test(text.charAt(step === 1 ? place : place - 1))) return place;
  }
  // Scripts without spaces are cut where the room ends.
  return place <= 0 ? 0 : place >= text.length ? text.length : at;
}

export function snippetOf({ passage, snippet, marks }: Hit): Snippet {
  const { start } = passage.range;
  const { text } = passage;
  const from = Math.max(0, snippet.start - start);
  const to = Math.min(text.length, snippet.end - start);
  const inside = marks.filter((mark) => mark.start >= snippet.start && mark.end <= snippet.end);
  // Found by meaning alone: no word to mark, so the telling part itself is marked, with some room around it.
  const alone = inside.length === 0;
  const first = alone ? toSpace(text, Math.max(0, from - AROUND), -1) : from;
  const last = alone ? toSpace(text, Math.min(text.length, to + AROUND), 1) : to;
  return {
    text: text.slice(first, last),
    within: { start: start + first, end: start + last },
    marks: alone ? [snippet] : inside,
    cutBefore: text.slice(0, first).trim() !== '',
    cutAfter: text.slice(last).trim() !== '',
  };
}
