/**
 * Keeps one long document, or one sentence that is printed on every page, from filling a whole list of results. Nothing is taken out
 * but exact repetitions: a hit that would be one too many moves down.
 */

import type { DocumentId } from '../contract/range.ts';

/** Hits of one document that may stand together before hits of others come in between. */
const PER_DOCUMENT = 3;
/** What each further hit of the same document is worth, as a share of the one before it. */
const DECAY = 0.85;

export interface Spreadable {
  documentId: DocumentId;
  /** What repeats: the text with white space and case made equal. */
  sameness: string;
  score: number;
}

/**
 * @param hits best first
 * @param oneDocument whether only one document is searched: then only repetitions are taken out
 */
export function spread<H extends Spreadable>(hits: readonly H[], oneDocument: boolean): H[] {
  const seen = new Map<string, Set<string>>();
  const ranked: { hit: H; worth: number }[] = [];
  for (const hit of hits) {
    const known = seen.get(hit.documentId) ?? new Set();
    seen.set(hit.documentId, known);
    if (known.has(hit.sameness)) continue;
    known.add(hit.sameness);
    const tooMany = oneDocument ? 0 : Math.max(0, known.size - PER_DOCUMENT);
    ranked.push({ hit, worth: hit.score * DECAY ** tooMany });
  }
  return ranked.sort((a, b) => b.worth - a.worth).map(({ hit }) => hit);
}
