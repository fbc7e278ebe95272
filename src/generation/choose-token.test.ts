import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseToken, randomFrom } from './choose-token.ts';

const never = () => {
  throw new Error('No chance is wanted.');
};
const scoresOf = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 40 })
  .filter((scores) => new Set(scores).size > 1).map((scores) => Float32Array.from(scores));

/** The plain way: all tokens sorted, the first whose likelihoods reach 0.95 together, and the one that the point falls on. */
function plainChoice(scores: Float32Array, temperature: number, point: number): number {
  const weights = [...scores].map((score, token) => ({ token, weight: Math.exp((score - Math.max(...scores)) / temperature) }));
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = weights.toSorted((a, b) => b.weight - a.weight);
  const nucleus: typeof sorted = [];
  let kept = 0;
  for (const each of sorted) {
    if (kept >= 0.95 * all) break;
    nucleus.push(each);
    kept += each.weight;
  }
  let passed = 0;
  for (const { token, weight } of nucleus) {
    passed += weight;
    if (point * kept < passed) return token;
  }
  return nucleus.at(-1)!.token;
}

test('at temperature 0 it is the highest score, and chance is not asked', () => {
  fc.assert(fc.property(scoresOf, (scores) => {
    expect(chooseToken(scores, 0, never)).toBe(scores.indexOf(Math.max(...scores)));
  }));
});

test('above it is drawn as by the plain way', () => {
  fc.assert(fc.property(scoresOf, fc.double({ min: 0.1, max: 2, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true }), (scores, temperature, point) => {
    expect(scores[chooseToken(scores, temperature, () => point)]).toBeCloseTo(scores[plainChoice(scores, temperature, point)]!, 3);
  }));
});

test('likely tokens come often, unlikely ones never', () => {
  const random = randomFrom(1);
  const counts = [0, 0, 0];
  for (let i = 0; i < 2_000; i += 1) counts[chooseToken(Float32Array.of(Math.log(6), Math.log(3.9), Math.log(0.1)), 1, random)]! += 1;
  expect(counts[0]! / 2_000).toBeCloseTo(6 / 9.9, 1);
  expect(counts[2]).toBe(0);
});

describe('scores that are none', () => {
  test.each([
    ['not a number', [1, Number.NaN, 2]],
    ['infinite', [1, Number.POSITIVE_INFINITY]],
    ['all the same', [3, 3, 3]],
    ['nothing at all', []],
  ])('%s', (_what, scores) => {
    expect(chooseToken(Float32Array.from(scores), 0, never)).toBe(-1);
    expect(chooseToken(Float32Array.from(scores), 1, never)).toBe(-1);
  });

  test('but a token that a model forbids is no fault', () => {
    expect(chooseToken(Float32Array.of(Number.NEGATIVE_INFINITY, 1, 2), 0, never)).toBe(2);
  });
});

test('the same seed gives the same numbers, another seed others', () => {
  const take = (seed: number) => Array.from({ length: 5 }, randomFrom(seed));
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
  expect(take(7).every((number) => number >= 0 && number < 1)).toBe(true);
});
