import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibration } from './calibration.ts';
import { SENTENCE_FEATURES } from './sentence-features.ts';
import { sentenceScores, STRENGTH_FEATURES, strengthFeatures, strengthOf } from './strength.ts';

const view = { text: '', sentences: [], titles: [], rank: 0, fused: 0.7, cosine: 0.4, sentenceCosines: [0.1, 0.6] };
const row = (cover: number) => SENTENCE_FEATURES.map((_, i) => (i === 0 ? cover : 0));

test('the calibration fits the features it was learned for', () => {
  expect(calibration.sentence).toHaveLength(SENTENCE_FEATURES.length);
  expect(calibration.strength).toHaveLength(STRENGTH_FEATURES.length + 1);
  expect(calibration.floor).toBeGreaterThan(0);
  expect(calibration.floor).toBeLessThan(1);
});

test('scores of all sentences sum to one, and keep the order of what was measured', () => {
  const values = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(values, (passages) => {
      const scores = sentenceScores(passages.map((covers) => ({ view, features: covers.map(row) })), [1]).flat();
      expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1);
      const covers = passages.flat();
      for (const [i, cover] of covers.entries()) for (const [k, other] of covers.entries()) if (cover > other) expect(scores[i]).toBeGreaterThanOrEqual(scores[k] ?? 1);
    }),
  );
});

test('no sentence, no scores and no strength', () => {
  expect(sentenceScores([])).toEqual([]);
  expect(strengthFeatures([], 3)).toBeUndefined();
});

test('strength is measured at the best sentence, and at the best passage', () => {
  const measured = [{ view, features: [row(0.2), row(0.9)] }, { view: { ...view, cosine: 0.5, fused: 0.1 }, features: [row(0.5)] }];
  expect(strengthFeatures(measured, 4, [10])).toEqual([expect.closeTo(0.9), 0.9, 0, 0, 0, 0, 0.5, 0.6, 0.7, 0.5]);
});

test('better evidence is never weaker', () => {
  const values = STRENGTH_FEATURES.map(() => 0.2);
  for (const name of ['best', 'cover', 'passageCosine', 'sentenceCosine'] as const) {
    const better = values.with(STRENGTH_FEATURES.indexOf(name), 0.9);
    expect(strengthOf(better)).toBeGreaterThan(strengthOf(values));
  }
});

test('logistic regression by hand: weights 1 and 2, constant -1', () => {
  expect(strengthOf([1, 0.5], [1, 2, -1])).toBeCloseTo(1 / (1 + Math.exp(-1)));
});
