/**
 * Known answers, asked when a model is loaded. Backends have been seen to compute wrong vectors without any error
 * (https://github.com/huggingface/transformers.js/issues/1728): a wrong vector looks like any other until nothing is found.
 */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import { unusable } from './read-verified.ts';

/** What is said of a device whose vectors differ. Who tries several ways tells this reason from others by it. */
export const OTHER_VECTORS = 'this device computes other vectors than the known ones';

/**
 * How far apart two vectors of length one are whose cosine is `cosine`: √(2 − 2 · cosine).
 * @returns a tolerance for `testGolden`
 */
export const toleranceOf = (cosine: number): number => Math.sqrt(2 - 2 * cosine);

/** Golden values are rounded to four decimals; this much is forgiven whatever the tolerance. */
const ROUNDING = 5e-4;

/**
 * Compares the leading values of each vector with the profile's, as an Euclidean distance.
 * @param vectors one full vector for each golden text, one after the other, without prompts
 * @param tolerance distance allowed, relative to the length of the golden values
 * @throws Problem model-unusable when there is nothing to compare with, or a vector is too far off
 */
export function testGolden(profile: Pick<EmbeddingProfile, 'id' | 'dimensions' | 'golden'>, vectors: Float32Array, tolerance: number): void {
  if (profile.golden.length === 0) throw unusable(profile.id, 'its profile has no known answers to test it with');
  for (const [index, { vector }] of profile.golden.entries()) {
    const start = index * profile.dimensions;
    const distance = Math.hypot(...vector.map((value, i) => value - (vectors[start + i] ?? Number.NaN)));
    const allowed = tolerance * Math.hypot(...vector) + ROUNDING;
    // Written so that NaN fails.
    if (!(vector.length > 0 && distance <= allowed)) throw unusable(profile.id, OTHER_VECTORS);
  }
}

/**
 * What can be asked of vectors when no known ones exist: that they are numbers, and that texts which have nothing in common do not get
 * the same one. Only the processor is believed on this, because the other devices are then compared with it.
 * @param vectors of texts that differ, each of length one, one after the other
 * @throws Problem model-unusable
 */
export function testSane({ id, dimensions }: Pick<EmbeddingProfile, 'id' | 'dimensions'>, vectors: Float32Array): void {
  const first = vectors.subarray(0, dimensions);
  for (let start = 0; start < vectors.length; start += dimensions) {
    const vector = vectors.subarray(start, start + dimensions);
    // Written so that NaN fails.
    if (!(Math.abs(Math.hypot(...vector) - 1) < 0.01)) throw unusable(id, 'this device computes no vectors with it');
    if (start > 0 && !(Math.hypot(...vector.map((value, i) => value - first[i]!)) > ROUNDING)) throw unusable(id, 'it gives every text the same vector');
  }
}
