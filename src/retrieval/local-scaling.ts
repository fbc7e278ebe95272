/**
 * Local scaling (Schnitzer et al., 2012; as "CSLS" in Conneau et al., 2018): a cosine counts for less where it is crowded. What stands alone
 * in a library and is somewhat near to the query answers it more likely than what is somewhat near to everything.
 */
import { keyOf, type PassageKey, type VectorPart } from './parts.ts';

/** Share of a passage's density that is taken off its cosine. Of several, chosen on every other query (evaluation/results.json, `fusion`). */
export const SCALING = 0.5;

/**
 * Only the first of each half are scaled, because a density costs a scan of a sample; those behind them count as in no crowd and in no
 * desert. With 200 of both, no set changed by more than 0.001 nDCG@10.
 */
const DEPTH = { byMeaning: 60, byWord: 40 };

/** @returns for each of `passages`, what is taken off its cosine */
export function crowding(
  vectors: VectorPart,
  { byWord, byMeaning }: { byWord: readonly PassageKey[]; byMeaning: readonly PassageKey[] },
  passages: readonly PassageKey[],
  scaling: number,
): number[] {
  if (scaling === 0) return passages.map(() => 0);
  const first = new Set([...byWord.slice(0, DEPTH.byWord), ...byMeaning.slice(0, DEPTH.byMeaning)].map(keyOf));
  const scaled = passages.filter((key) => first.has(keyOf(key)));
  const densities = new Map(vectors.densities(scaled).map((density, i) => [keyOf(scaled[i]!), density]));
  return passages.map((key) => scaling * (densities.get(keyOf(key)) || 0));
}
