/**
 * Known answers, asked when a model is loaded. Backends have been seen to compute wrong vectors without any error
 * (https://github.com/huggingface/transformers.js/issues/1728): a wrong vector looks like any other until nothing is found.
 */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import { unusable } from './read-verified.ts';

/** Golden values are rounded to four decimals; this much is forgiven whatever the tolerance. */
const ROUNDING = 5e-4;

/**
 * Compares the leading values of each vector with the profile's, as an Euclidean distance.
 * @param vectors one full vector for each golden text, one after the other, without prompts
 * @param tolerance distance allowed, relative to the length of the golden values. Two vectors of equal length whose cosine is c
 *   are √(2 − 2c) apart: 0.14 allows a cosine of 0.99.
 * @throws Problem model-unusable when there is nothing to compare with, or a vector is too far off
 */
export function testGolden(profile: EmbeddingProfile, vectors: Float32Array, tolerance: number): void {
  if (profile.golden.length === 0) throw unusable(profile.id, 'its profile has no known answers to test it with');
  profile.golden.forEach(({ vector }, index) => {
    const start = index * profile.dimensions;
    const distance = Math.hypot(...vector.map((value, i) => value - (vectors[start + i] ?? Number.NaN)));
    const allowed = tolerance * Math.hypot(...vector) + ROUNDING;
    // Written so that NaN fails.
    if (!(vector.length > 0 && distance <= allowed)) {
      throw unusable(profile.id, `this device computes other vectors than the model's maker did (text ${index + 1})`);
    }
  });
}
