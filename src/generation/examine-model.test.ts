import { expect, test } from 'vitest';
import { examineModel } from './examine-model.ts';
import { createScriptedCausalModel } from './scripted-causal-model.test.support.ts';

test('a model that reads on as it reads at once may be given slices', async () => {
  const model = createScriptedCausalModel({});
  expect(await examineModel(model)).toEqual({ slices: true });
  expect(model.reads).toEqual([16, 8, 8]);
  expect(model.memories.every(({ freed }) => freed)).toBe(true);
});

test('one whose scores depend on where the slices end may not', async () => {
  const model = createScriptedCausalModel({ onRead: (_tokens, slice) => Float32Array.from({ length: 257 }, (_, token) => Math.sin(token * slice.length)) });
  expect(await examineModel(model)).toEqual({ slices: false });
});

test.each([['no numbers', Number.NaN], ['infinities', Number.POSITIVE_INFINITY]])('one that computes %s is refused', async (_what, score) => {
  await expect(examineModel(createScriptedCausalModel({ onRead: () => new Float32Array(257).fill(score), next: () => 0 }))).rejects.toThrow('computes no scores');
});

test('one that thinks all tokens equal is refused', async () => {
  await expect(examineModel({ ...createScriptedCausalModel(), read: async () => new Float32Array(257).fill(2) })).rejects.toThrow('computes no scores');
});
