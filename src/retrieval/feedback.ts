/**
 * Relevance feedback without a person (Rocchio, 1971): the vector of a query is moved away from what all passages near it have in common,
 * and towards the best of them. Near to a query are often passages that are near to everything, because they are about the commonest matter
 * of the library; what sets one apart among them is the likeness that counts.
 */
import type { Fused } from './fuse.ts';
import type { PassageKey, VectorPart } from './parts.ts';

/** How far the query is moved, as shares of its own length. */
export interface Feedback {
  /** Away from the middle of the passages nearest to it. */
  away: number;
  /** Towards the best passages, when one of them has all of the query's words. */
  towards: number;
}

/** Of several, what did best on every other query of the test sets (evaluation/results.json, `fusion`). */
export const feedback: Feedback = { away: 0.25, towards: 0.5 };

/** How many passages count as the best … */
const BEST = 10;
/** … and how fast their weights fall with their scores: at 0.05 below the first it is half as much. */
const STEEPNESS = 15;

/** @returns the query, away from the middle of the passages that are nearest to it; of unit length, as the query is */
export function apart(vectors: VectorPart, query: Float32Array, nearest: readonly PassageKey[], away: number): Float32Array {
  return moved(query, vectors.centroid(nearest, nearest.map(() => 1)), -away);
}

/**
 * @param ranked best first
 * @returns the query, nearer to the best passages; of unit length, as the query is
 */
export function nearer(vectors: VectorPart, query: Float32Array, ranked: readonly Fused[], towards: number): Float32Array {
  const best = ranked.slice(0, BEST);
  const weights = best.map(({ fused }) => Math.exp(STEEPNESS * (fused - (best[0]?.fused ?? 0))));
  return moved(query, vectors.centroid(best, weights), towards);
}

function moved(query: Float32Array, direction: Float32Array, by: number): Float32Array {
  const sum = query.map((value, i) => value + by * (direction[i] ?? 0));
  const length = Math.hypot(...sum);
  return length === 0 ? query : sum.map((value) => value / length);
}
