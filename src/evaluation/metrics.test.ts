import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval, mean, ndcg, recall, reciprocalRank, riskCoverageArea, rocArea } from './metrics.ts';

const graded = { ranked: ['a', 'b', 'c', 'd'], relevance: new Map([['b', 2], ['d', 1], ['x', 3], ['c', 0]]) };

describe('against values worked out by hand', () => {
  test('nDCG divides the discounted gain by that of the best order', () => {
    // Gains 0, 2, 0, 1: 2/log2(3) + 1/log2(5) = 1.261860 + 0.430677. Best order 3, 2, 1: 3 + 1.261860 + 0.5.
    expect(ndcg(graded, 10)).toBeCloseTo((1.26186 + 0.430677) / 4.76186, 5);
  });

  test('nDCG at a depth sees nothing below it, in the ranking and in the best order alike', () => {
    expect(ndcg(graded, 2)).toBeCloseTo(1.26186 / (3 + 1.26186), 5);
  });

  test('recall counts relevant ids only, not those judged irrelevant', () => {
    expect(recall(graded, 3)).toBeCloseTo(1 / 3);
    expect(recall(graded, 4)).toBeCloseTo(2 / 3);
  });

  test('reciprocal rank is that of the first relevant id', () => {
    expect(reciprocalRank(graded)).toBe(1 / 2);
    expect(reciprocalRank({ ranked: ['q'], relevance: new Map([['a', 1]]) })).toBe(0);
  });

  test('the risk-coverage area is the mean of the running shares of wrong answers', () => {
    // Right, wrong, right by falling confidence: shares 0, 1/2, 1/3.
    const decisions = [{ confidence: 0.5, right: false }, { confidence: 0.9, right: true }, { confidence: 0.1, right: true }];
    expect(riskCoverageArea(decisions)).toBeCloseTo((0 + 1 / 2 + 1 / 3) / 3);
  });

  test('the ROC area counts pairs in the right order, ties half', () => {
    // 3 against 1 and 2: two wins; 2 against 1: a win, against 2: half.
    expect(rocArea([3, 2], [1, 2])).toBeCloseTo(3.5 / 4);
  });
});

test('a perfect order has nDCG 1, whatever the grades', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }), (grades) => {
      const sorted = grades.toSorted((a, b) => b - a);
      const ranking = { ranked: sorted.map((_, i) => `d${i}`), relevance: new Map(sorted.map((grade, i) => [`d${i}`, grade])) };
      expect(ndcg(ranking, 10)).toBeCloseTo(1);
    }),
  );
});

test('a naive count of pairs gives the same ROC area', () => {
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, values, (positives, negatives) => {
      const pairs = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
      expect(rocArea(positives, negatives)).toBeCloseTo(mean(pairs));
    }),
  );
});

test('the bootstrap interval holds the mean, is the same every time, and closes when nothing varies', () => {
  const values = Array.from({ length: 200 }, (_, i) => (i * 37) % 100);
  const [low, high] = bootstrapInterval(values);
  expect(low).toBeLessThan(mean(values));
  expect(high).toBeGreaterThan(mean(values));
  expect(high - low).toBeLessThan(20);
  expect(bootstrapInterval(values)).toEqual([low, high]);
  expect(bootstrapInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
});

test('nothing to measure gives 0, not NaN', () => {
  expect([mean([]), ndcg({ ranked: [], relevance: new Map() }, 10), riskCoverageArea([]), rocArea([], [1])]).toEqual([0, 0, 0, 0]);
  expect(bootstrapInterval([])).toEqual([0, 0]);
});
