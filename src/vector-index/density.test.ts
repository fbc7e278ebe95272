import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { VectorIndex } from './vector-index.ts';
import { buildVectorSegment } from './vector-segment.ts';

const id = (name: string) => name as DocumentId;
const segment = (rows: readonly (readonly number[])[], dimensions: number) =>
  buildVectorSegment(Float32Array.from(rows.flatMap((row) => row.map((value) => value / (Math.hypot(...row) || 1)))), dimensions);

function indexOf(documents: Record<string, number[][]>, dimensions = 2): VectorIndex {
  const index = new VectorIndex(dimensions);
  for (const [name, rows] of Object.entries(documents)) index.append(id(name), 0, segment(rows, dimensions));
  return index;
}
const around = (index: VectorIndex, name: string, passage: number) => index.densities([{ documentId: id(name), passage }])[0]!;

/** The mean cosine to the five nearest others, less the mean of all. */
function naive(rows: readonly (readonly number[])[]): number[] {
  const cosine = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, d) => sum + value * b[d]!, 0) / Math.hypot(...a) / Math.hypot(...b);
  const around = rows.map((row, i) => {
    const nearest = rows.filter((_, other) => other !== i).map((other) => cosine(row, other)).toSorted((a, b) => b - a).slice(0, 5);
    return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
  });
  const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
  return around.map((value) => value - mean);
}

describe('how crowded it is around a passage', () => {
  const crowd = Array.from({ length: 8 }, (_, i) => [1, 0.05 * i]);

  test('more so among those like it than alone, and nought on average', () => {
    const index = indexOf({ crowd, alone: [[-1, 0.3]] });
    expect(around(index, 'crowd', 3)).toBeGreaterThan(0);
    expect(around(index, 'alone', 0)).toBeLessThan(-1);
    const all = [...crowd.map((_, i) => around(index, 'crowd', i)), around(index, 'alone', 0)];
    expect(all.reduce((sum, density) => sum + density, 0)).toBeCloseTo(0, 4);
  });

  test('none for a passage without a vector', () => {
    const index = indexOf({ crowd, empty: [[0, 0]] });
    expect(index.densities([{ documentId: id('empty'), passage: 0 }, { documentId: id('empty'), passage: 1 }, { documentId: id('gone'), passage: 0 }])).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('a passage is not around itself', () => {
    expect(around(indexOf({ a: [[1, 0]] }), 'a', 0)).toBe(0);
    const two = indexOf({ a: [[1, 0], [0, 1]], b: [[0, 1]] });
    expect(around(two, 'a', 0)).toBeLessThan(around(two, 'b', 0));
  });

  test('as far as the leading dimensions tell who is near', () => {
    // The first is like the second, which its leading dimensions hide behind forty others.
    const hiding = Array.from({ length: 40 }, (_, i) => [1, 0, 0.5 + i]);
    const index = indexOf({ a: [[1, 0, -9], [0.8, 0.6, -9], ...hiding] }, 3);
    const first = (leading: number) => index.densities([{ documentId: id('a'), passage: 0 }, { documentId: id('a'), passage: 20 }], leading);
    const [byAll, byTwo] = [first(3), first(2)];
    expect(byTwo[0]! - byTwo[1]!).toBeLessThan(byAll[0]! - byAll[1]!);
  });

  test('as written down plainly, when all of a small library are compared', () => {
    const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }).filter((values) => values.some((value) => value !== 0));
    fc.assert(
      fc.property(fc.array(vector, { minLength: 2, maxLength: 30 }), fc.constantFrom(2, 4), (rows, leading) => {
        const plain = naive(rows);
        const densities = indexOf({ a: rows }, 4).densities(rows.map((_, passage) => ({ documentId: id('a'), passage })), leading);
        for (const [i, density] of densities.entries()) expect(Math.abs(density - plain[i]!)).toBeLessThan(0.03);
      }),
    );
  });

  test('nought, when all of the sample is without vectors', () => {
    // Of 4,000 passages every other one is looked at, and those say nothing.
    const index = indexOf({ a: Array.from({ length: 4_000 }, (_, i) => (i % 2 === 0 ? [0, 0] : [1, i])) });
    expect(around(index, 'a', 1)).toBe(0);
  });

  test('follows documents that come and go', () => {
    const index = indexOf({ alone: [[-1, 0.3]], other: [[1, 0], [1, 0.1], [0.5, 1]] });
    const before = around(index, 'alone', 0);
    index.append(id('friends'), 0, segment([[-1, 0.2], [-1, 0.3], [-1, 0.4], [-1, 0.5], [-1, 0.6]], 2));
    expect(around(index, 'alone', 0)).toBeGreaterThan(before);
    index.delete(id('friends'));
    expect(around(index, 'alone', 0)).toBe(before);
  });

  test('does not depend on the order in which documents came', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 }), (lists) => {
        const documents = lists.map((rows, i) => [`d${i}`, rows.map((row) => [...row])] as const);
        const [one, other] = [indexOf(Object.fromEntries(documents)), indexOf(Object.fromEntries(documents.toReversed()))];
        for (const [name, rows] of documents) for (const [i] of rows.entries()) expect(around(one, name, i)).toBe(around(other, name, i));
      }),
    );
  });
});

test('in a large index, where only a sample is looked at, a crowd is told from the rest', () => {
  let seed = 11;
  const random = () => ((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) - 0.5;
  const isCrowd = (i: number) => i % 3 === 0;
  const rows = Array.from({ length: 3_000 }, (_, i) => Array.from({ length: 16 }, (_value, d) => random() + (isCrowd(i) && d === 0 ? 4 : 0)));
  const index = indexOf({ a: rows }, 16);
  const some = Array.from({ length: 60 }, (_, i) => i * 47);
  const densities = index.densities(some.map((passage) => ({ documentId: id('a'), passage })));
  const [inside, outside] = [densities.filter((_, i) => isCrowd(some[i]!)), densities.filter((_, i) => !isCrowd(some[i]!))];
  expect(inside.length).toBeGreaterThan(10);
  expect(outside.length).toBeGreaterThan(10);
  expect(Math.min(...inside)).toBeGreaterThan(Math.max(...outside));
});
