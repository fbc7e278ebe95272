/**
 * Relevance feedback without a person (Rocchio, 1971): the vector of a query is moved towards the best passages that it found, so that
 * those which say the same in other words come nearer.
 */
import type { Fused } from './fuse.ts';
import type { VectorPart } from './parts.ts';

/** How many passages count as the best … */
const BEST = 10;
/** … and how fast their weights fall with their scores: at 0.05 below the first it is half as much. */
const STEEPNESS = 15;

/**
 * @param ranked best first
 * @param towards how far, as a share of the query's length
 * @returns the query, nearer to the best passages; of unit length, as the query is
 */
export function nearer(vectors: VectorPart, query: Float32Array, ranked: readonly Fused[], towards: number): Float32Array {
  const best = ranked.slice(0, BEST);
  const weights = best.map(({ fused }) => Math.exp(STEEPNESS * (fused - (best[0]?.fused ?? 0))));
  const middle = vectors.centroid(best, weights);
  const sum = query.map((value, i) => value + towards * (middle[i] ?? 0));
  const length = Math.hypot(...sum);
  return length === 0 ? query : sum.map((value) => value / length);
}
