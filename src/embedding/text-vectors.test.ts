import { describe, expect, test } from 'vitest';
import { textVectors, type Values } from './text-vectors.ts';

/** Two texts of three tokens, two dimensions: token t of text i is (10i + t, −t). */
const byToken: Values = { dims: [2, 3, 2], data: [0, 0, 1, -1, 2, -2, 10, 0, 11, -1, 12, -2] };
const whole: Values = { dims: [2, 2], data: [7, 8, 9, 10] };
const shape = { texts: 2, tokens: 3, width: 2 };

describe('the vector of a text', () => {
  test('is pooled from its real tokens when the model gives one per token', () => {
    for (const name of ['last_hidden_state', 'token_embeddings']) {
      expect([...textVectors({ [name]: byToken }, shape, { pooling: 'mean' })(1, 2)]).toEqual([10.5, -0.5]);
      expect([...textVectors({ [name]: byToken }, shape, { pooling: 'cls' })(1, 2)]).toEqual([10, 0]);
    }
  });

  test('is the one that the model pooled itself, where the profile says so, and never one that we pooled instead', () => {
    const own = { pooling: 'mean', output: 'sentence_embedding' } as const;
    expect([...textVectors({ last_hidden_state: byToken, sentence_embedding: whole }, shape, own)(1, 2)]).toEqual([9, 10]);
    expect(() => textVectors({ last_hidden_state: byToken }, shape, own)).toThrow('no sentence_embedding');
  });

  test('is not taken from an output of another shape', () => {
    const narrow: Values = { dims: [2, 1], data: [7, 8] };
    expect(() => textVectors({ last_hidden_state: narrow, logits: narrow }, shape, { pooling: 'cls' })).toThrow('logits (2 × 1)');
    expect(() => textVectors({}, shape, { pooling: 'cls' })).toThrow('nothing');
  });
});
