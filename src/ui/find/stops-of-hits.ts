import type { Hit } from '../../contract/search.ts';
import type { Stop } from '../reader/reader-state.ts';

/** The places that the reader steps through when one of several results is opened: all of its document, in text order. */
export function stopsOfHits(hits: readonly Hit[], opened: Hit): { stops: Stop[]; at: number } {
  const id = opened.passage.range.documentId;
  const same = hits.filter((hit) => hit.passage.range.documentId === id).toSorted((a, b) => a.snippet.start - b.snippet.start);
  return { stops: same.map((hit) => ({ quote: hit.snippet, words: hit.marks })), at: Math.max(0, same.indexOf(opened)) };
}
