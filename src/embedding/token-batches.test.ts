import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenBatches } from './token-batches.ts';

const lengths = fc.array(fc.nat(600), { maxLength: 200 });
const budget = fc.integer({ min: 1, max: 4_000 });
const step = fc.constantFrom(1, 16);

test('every text is in one batch, once', () => {
  fc.assert(fc.property(lengths, budget, step, (all, most, by) => {
    const places = tokenBatches(all, most, by).flatMap((batch) => batch.places);
    expect(places.toSorted((a, b) => a - b)).toEqual(all.map((_, place) => place));
  }));
});

test('a batch has room for its longest text, and no more than the rounding adds', () => {
  fc.assert(fc.property(lengths, budget, step, (all, most, by) => {
    for (const { places, length } of tokenBatches(all, most, by)) {
      const longest = Math.max(...places.map((place) => all[place]!));
      expect(length % by).toBe(0);
      expect(length).toBeGreaterThanOrEqual(Math.max(1, longest));
      expect(length - longest).toBeLessThanOrEqual(by);
    }
  }));
});

test('no batch passes the budget, unless it is a single text', () => {
  fc.assert(fc.property(lengths, budget, step, (all, most, by) => {
    for (const { places, length } of tokenBatches(all, most, by)) {
      expect(places.length === 1 || places.length * length <= most).toBe(true);
    }
  }));
});

test('texts of like length go together', () => {
  expect(tokenBatches([5, 100, 6, 90], 224, 16)).toEqual([{ places: [0, 2], length: 16 }, { places: [3, 1], length: 112 }]);
  expect(tokenBatches([], 100, 16)).toEqual([]);
});
