/** A sentence of a contract can fill a page. What is quoted of it is its clause that speaks most of the question. */
import type { Span } from '../contract/range.ts';

/** Ends of clauses, in the punctuation of several scripts. */
const CLAUSE_END = /[;:,—–]+\s+|[、；：，،؛]+\s*/gu;

/** Lower-cased words of four letters and more cut to their first five, so that "governs" meets "governed"; short ones whole. */
const stems = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, 5)));

/**
 * The stretch of whole clauses, at most `limit` units long, that shares most words with the question: the shortest such, the first
 * of two equals. Without any in common it is the beginning. A single clause longer than that is cut between words.
 * @param text the sentence; offsets are relative to it
 */
export function bestClause(text: string, question: string, limit: number): Span {
  const asked = stems(question);
  const ends = clauseEnds(text, limit);
  let best = { start: 0, end: ends[0] ?? text.length, shared: -1 };
  ends.forEach((_, first) => {
    const start = first === 0 ? 0 : (ends[first - 1] ?? 0);
    for (let last = first; last < ends.length && (ends[last] ?? 0) - start <= limit; last += 1) {
      const end = ends[last] ?? text.length;
      const shared = [...stems(text.slice(start, end))].filter((stem) => asked.has(stem)).length;
      const shorter = end - start < best.end - best.start;
      // Where nothing is shared, the beginning says most, and all of it that fits.
      if (shared > best.shared || (shared === best.shared && (shared > 0 ? shorter : first === 0))) best = { start, end, shared };
    }
  });
  const trimmed = text.slice(best.start, best.end).trimEnd();
  return { start: best.start, end: best.start + trimmed.length };
}

/** Where clauses end; longer ones are cut at the last space before the limit, or at the limit where there is none. */
function clauseEnds(text: string, limit: number): number[] {
  const ends: number[] = [];
  let start = 0;
  const closeAt = (end: number) => {
    while (end - start > limit) {
      const space = text.lastIndexOf(' ', start + limit - 1);
      start = space > start ? space + 1 : wholeCharacter(text, start + limit);
      ends.push(start);
    }
    if (end > start) ends.push(end);
    start = end;
  };
  for (const { 0: mark, index } of text.matchAll(CLAUSE_END)) closeAt(index + mark.length);
  closeAt(text.length);
  return ends;
}

/** Steps back from the middle of a surrogate pair. */
const wholeCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at);
