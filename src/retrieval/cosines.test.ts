import { expect, test } from 'vitest';
import { cosinesTo, dot } from './cosines.ts';

const never = new AbortController().signal;
const rows = Float32Array.from([1, 0, 0, 1, 0.6, 0.8]);
const parts = { embedSentences: () => Promise.resolve(rows) };

test('each text is compared with its own row', async () => {
  const [a, b, c] = (await cosinesTo(never, parts, Float32Array.from([0.6, 0.8]), ['x', 'y', 'z'])) ?? [];
  expect([a, b, c]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8), expect.closeTo(1)]);
});

test('nothing to compare asks no model; a model that cannot run gives nothing', async () => {
  expect(await cosinesTo(never, { embedSentences: () => Promise.reject(new Error('asked')) }, rows, [])).toEqual([]);
  expect(await cosinesTo(never, { embedSentences: () => Promise.resolve(undefined) }, rows, ['x'])).toBeUndefined();
});

test('a product of the first vector with the part of the second from an offset on', () => {
  expect(dot(Float32Array.from([1, 2]), Float32Array.from([9, 9, 3, 4]), 2)).toBe(11);
});
