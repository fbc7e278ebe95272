/**
 * Local scaling (Schnitzer et al., 2012; as "CSLS" in Conneau et al., 2018): a cosine counts for less where it is crowded. What stands alone
 * in a library and is somewhat near to the query answers it more likely than what is somewhat near to everything.
 */
import { keyOf, type MeaningFacts, type PassageKey, type VectorPart } from './parts.ts';

/**
 * Only the first of each half are scaled, because a density costs a scan of a sample; those behind them count as in no crowd and in no
 * desert. With 200 of both, no set changed by more than 0.001 nDCG@10.
 */
const DEPTH = { byMeaning: 60, byWord: 40 };

/** Dimensions that are enough to tell who may be near, where a model's vectors can be cut so: 64 of 768 find the same paraphrases as all. */
const ENOUGH = 64;

/** How many leading dimensions of a model's vectors tell who may be near to a passage. */
export const tellingDimensions = ({ dimensions, prefixes }: Pick<MeaningFacts, 'dimensions' | 'prefixes'>): number =>
  Math.min(dimensions, ...prefixes.filter((prefix) => prefix >= ENOUGH));

/**
 * @param scaling.share of a density that is taken off
 * @param scaling.leading dimensions by which those are found that may be near
 * @returns for each of `passages`, what is taken off its cosine
 */
export function crowding(
  vectors: VectorPart,
  { byWord, byMeaning }: { byWord: readonly PassageKey[]; byMeaning: readonly PassageKey[] },
  passages: readonly PassageKey[],
  { share, leading }: { share: number; leading: number },
): number[] {
  if (share === 0) return passages.map(() => 0);
  const first = new Set([...byWord.slice(0, DEPTH.byWord), ...byMeaning.slice(0, DEPTH.byMeaning)].map(keyOf));
  const scaled = passages.filter((key) => first.has(keyOf(key)));
  const densities = new Map(vectors.densities(scaled, leading).map((density, i) => [keyOf(scaled[i]!), density]));
  return passages.map((key) => share * (densities.get(keyOf(key)) || 0));
}
