/** Finds the vector of each text in what a model gives out, whatever its maker called it. */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import { pool } from './pooling.ts';

/** The part of a tensor that is looked at. */
export interface Values {
  dims: readonly number[];
  data: ArrayLike<number>;
}

/** Names under which models give one vector per token. */
const BY_TOKEN = ['last_hidden_state', 'token_embeddings'];

/**
 * @param output what the model gave, by name, as 32-bit floats
 * @param shape of the batch: number of texts, tokens of each with padding, dimensions of a vector
 * @param profile `output` names the vectors that the model pooled itself; without it they are pooled from those of the tokens
 * @returns the vector of one text of the batch, not yet at length one; `length`: its real tokens
 * @throws TypeError when nothing of the right shape is there
 */
export function textVectors(output: Readonly<Record<string, Values | undefined>>, shape: { texts: number; tokens: number; width: number }, { pooling, output: named }: Pick<EmbeddingProfile, 'pooling' | 'output'>) {
  const { texts, tokens, width } = shape;
  const find = (names: readonly string[], dims: readonly number[]) => names.map((name) => output[name]).find((values) => values?.dims.join() === dims.join());
  const whole = named && find([named], [texts, width]);
  if (whole) return (index: number, _length: number) => Float32Array.from({ length: width }, (_, i) => whole.data[index * width + i]!);
  const byToken = !named && find(BY_TOKEN, [texts, tokens, width]);
  if (!byToken) {
    const given = Object.entries(output).map(([name, values]) => `${name} (${values?.dims.join(' × ') ?? ''})`);
    throw new TypeError(`The model gives ${given.join(', ') || 'nothing'}, and no ${named ?? 'vectors'} of ${width} dimensions.`);
  }
  return (index: number, length: number) => pool({ values: byToken.data, tokens, width }, index, length, pooling);
}
