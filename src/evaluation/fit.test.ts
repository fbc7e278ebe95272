import { describe, expect, test } from 'vitest';
import { fitLogistic, fitSoftmax } from './fit.ts';
import { seeded } from './metrics.ts';

describe('logistic regression', () => {
  test('finds the weights that made the data', () => {
    const random = seeded(7);
    const rows = Array.from({ length: 4_000 }, () => {
      const values = [random() * 4 - 2, random() * 4 - 2];
      const chance = 1 / (1 + Math.exp(-(1.5 * (values[0] ?? 0) - (values[1] ?? 0) + 0.5)));
      return { values, positive: random() < chance, weight: 1 };
    });
    const [a = 0, b = 0, constant = 0] = fitLogistic(rows, 2);
    expect(Math.abs(a - 1.5)).toBeLessThan(0.2);
    expect(Math.abs(b + 1)).toBeLessThan(0.2);
    expect(Math.abs(constant - 0.5)).toBeLessThan(0.2);
  });

  test('minds the weights of the rows', () => {
    const both = [{ values: [1], positive: true, weight: 9 }, { values: [1], positive: false, weight: 1 }];
    const [a = 0, constant = 0] = fitLogistic(both, 1);
    expect(1 / (1 + Math.exp(-(a + constant)))).toBeCloseTo(0.9, 1);
  });
});

test('choosing learns the feature that the right option has and the others lack', () => {
  const random = seeded(3);
  const choices = Array.from({ length: 200 }, () => ({
    weight: 1,
    options: Array.from({ length: 5 }, (_, i) => ({ right: i === 2, values: [i === 2 ? 1 : 0, random(), 1] })),
  }));
  const [telling = 0, noise = 0, always = 0] = fitSoftmax(choices, 3);
  expect(telling).toBeGreaterThan(2);
  expect(Math.abs(noise)).toBeLessThan(0.5);
  expect(always).toBeCloseTo(0);
});

test('of two right options either may be chosen', () => {
  const choice = { weight: 1, options: [{ values: [1, 0], right: true }, { values: [0, 1], right: true }, { values: [0, 0], right: false }] };
  const [a = 0, b = 0] = fitSoftmax([choice], 2);
  expect(a).toBeGreaterThan(1);
  expect(b).toBeCloseTo(a, 1);
});
