/**
 * One ranking out of two that measure in different units. Both are brought to a scale that means the same for every query: a BM25 score
 * as a share of what the query's words are worth, a cosine as it is. Bringing each list's best to 1 and worst to 0 instead, or adding
 * reciprocal ranks, was measured and is worse (evaluation/results.json).
 */
import { keyOf, type PassageKey, type WordHit } from './parts.ts';

export interface Fused extends PassageKey {
  /** About 0…1: higher is better. */
  fused: number;
  bm25?: number;
  cosine?: number;
}

export interface Leaning {
  /** Weight of the word half, 0…1; the meaning half has the rest. */
  wordShare: number;
  /** Power to which the word half is raised: above 1, a few of the words count for less than their number. */
  curve: number;
}

export interface FusionOptions extends Leaning {
  /** What the query's words are worth: the sum of their rarities. */
  wordWorth: number;
  /** How many results of the meaning half were asked for: a full list says that what it leaves out is no better than its last. */
  depth: number;
}

/** @returns every passage of either list once, best first; equal ones in the order in which they came */
export function fuse(
  byWord: readonly WordHit[],
  byMeaning: readonly (PassageKey & { cosine: number })[],
  { wordShare, curve, wordWorth, depth }: FusionOptions,
): Fused[] {
  const leftOut = byMeaning.length >= depth ? Math.max(0, byMeaning.at(-1)?.cosine ?? 0) : 0;
  const fused = new Map<string, Fused>();
  for (const { documentId, passage, score } of byWord) {
    const wordPart = wordWorth > 0 ? (score / wordWorth) ** curve : 0;
    fused.set(keyOf({ documentId, passage }), { documentId, passage, bm25: score, fused: wordShare * wordPart + (1 - wordShare) * leftOut });
  }
  for (const { documentId, passage, cosine } of byMeaning) {
    const key = keyOf({ documentId, passage });
    const found = fused.get(key);
    if (found) {
      found.cosine = cosine;
      found.fused += (1 - wordShare) * (cosine - leftOut);
    } else fused.set(key, { documentId, passage, cosine, fused: (1 - wordShare) * cosine });
  }
  return [...fused.values()].sort((a, b) => b.fused - a.fused);
}
