/** From one vector per token to one vector per text. */
import type { EmbeddingProfile } from '../contract/embedding.ts';

/** What a model gives for a batch: `texts × tokens × width` values. */
export interface HiddenStates {
  values: ArrayLike<number>;
  /** Tokens of each text, padding included. */
  tokens: number;
  width: number;
}

/**
 * The vector of one text of a batch, not yet at length one.
 * @param length real tokens of this text: what stands behind is padding and says nothing
 * @param pooling `cls`: the vector of the first token. `mean`: the mean over the real tokens. `sum`: their sum.
 */
export function pool(states: HiddenStates, index: number, length: number, pooling: EmbeddingProfile['pooling']): Float32Array {
  const { values, tokens, width } = states;
  const vector = new Float32Array(width);
  const used = pooling === 'cls' ? 1 : length;
  for (let token = 0; token < used; token++) {
    const start = (index * tokens + token) * width;
    for (let i = 0; i < width; i++) vector[i]! += values[start + i]!;
  }
  return pooling === 'mean' && used > 0 ? vector.map((value) => value / used) : vector;
}
