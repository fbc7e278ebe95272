import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { fuse } from './fuse.ts';

const id = (name: string) => name as DocumentId;
const options = { wordShare: 0.6, curve: 1, wordWorth: 10, depth: 100 };
const byWord = (scores: Record<string, number>) => Object.entries(scores).map(([name, score]) => ({ documentId: id(name), passage: 0, score }));
const byMeaning = (cosines: Record<string, number>) => Object.entries(cosines).map(([name, cosine]) => ({ documentId: id(name), passage: 0, cosine }));

test('what both halves like comes before what only one likes', () => {
  const [first] = fuse(byWord({ a: 6, b: 5 }), byMeaning({ c: 0.7, b: 0.6 }), options);
  expect(first).toEqual({ documentId: 'b', passage: 0, bm25: 5, cosine: 0.6, fused: expect.closeTo(0.6 * 0.5 + 0.4 * 0.6) });
});

test('meaning decides where few of the words are found, words where many are', () => {
  expect(fuse(byWord({ words: 1 }), byMeaning({ meaning: 0.5 }), options)[0]?.documentId).toBe('meaning');
  expect(fuse(byWord({ words: 9 }), byMeaning({ meaning: 0.5 }), options)[0]?.documentId).toBe('words');
});

test('a curve lets half of the words count for less than half, and all of them for all', () => {
  const [all, half] = fuse(byWord({ all: 10, half: 5 }), [], { ...options, curve: 3 });
  expect(all?.fused).toBeCloseTo(0.6);
  expect(half?.fused).toBeCloseTo(0.6 / 8);
});

test('a passage that a full list leaves out is taken to be as good as its last', () => {
  const full = fuse(byWord({ a: 5 }), byMeaning({ b: 0.5, c: 0.4 }), { ...options, depth: 2 });
  expect(full.find(({ documentId }) => documentId === 'a')?.fused).toBeCloseTo(0.6 * 0.5 + 0.4 * 0.4);
  const short = fuse(byWord({ a: 5 }), byMeaning({ b: 0.5, c: 0.4 }), options);
  expect(short.find(({ documentId }) => documentId === 'a')?.fused).toBeCloseTo(0.6 * 0.5);
});

test('the same number in two documents is two passages', () => {
  expect(fuse(byWord({ a: 1 }), byMeaning({ b: 1 }), options)).toHaveLength(2);
});

test('a query whose words are worth nothing is decided by meaning', () => {
  expect(fuse(byWord({ a: 0 }), byMeaning({ b: 0.1 }), { ...options, wordWorth: 0 })[0]?.documentId).toBe('b');
});

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const score = fc.double({ min: 0, max: 20, noNaN: true });
const cosine = fc.double({ min: -1, max: 1, noNaN: true });

test('keeps each passage once, loses none, and agrees with a naive sum', () => {
  fc.assert(
    fc.property(fc.dictionary(names, score), fc.dictionary(names, cosine), fc.double({ min: 0, max: 1, noNaN: true }), (scores, cosines, wordShare) => {
      const fused = fuse(byWord(scores), byMeaning(cosines), { ...options, wordShare });
      expect(fused.map(({ documentId }) => String(documentId)).toSorted()).toEqual([...new Set([...Object.keys(scores), ...Object.keys(cosines)])].toSorted());
      for (const hit of fused) {
        expect(hit.fused).toBeCloseTo((wordShare * (scores[hit.documentId] ?? 0)) / 10 + (1 - wordShare) * (cosines[hit.documentId] ?? 0));
      }
      expect(fused.map((hit) => hit.fused)).toEqual(fused.map((hit) => hit.fused).toSorted((a, b) => b - a));
    }),
  );
});
