import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { rank, type Found, type RankingOptions } from './rank.ts';
import { embed, smallLibrary } from './small-library.ts';

const library = smallLibrary({
  'a.txt': [
    'The tenant pays the rent.', 'The rent of the tenant is due.', 'The lease ends, and so does the rent of the tenant.', 'The puppy of the tenant: rent for a dog.',
    'Bread.', 'The puppy and the ocean.',
  ],
});
const key = (passage: number) => ({ documentId: 'a.txt' as DocumentId, passage });
const options: RankingOptions = { wordShare: 0.4, curve: 3, kept: 2, keptWhereWordsMislead: 4, nearEnough: 0, wordWorth: 10, scaling: 0.5, leading: library.meaning?.dimensions ?? 1, towards: 0.7, comparable: (cosine) => cosine };
const unmoved = { scaling: 0, towards: 0 };

function find(text: string, byWord: Record<number, number>): { query: Float32Array; found: Found } {
  const query = embed(text);
  const scores = Object.entries(byWord).map(([passage, score]) => ({ ...key(Number(passage)), score }));
  return { query, found: { byWord: scores.toSorted((a, b) => b.score - a.score), byMeaning: library.vectors.nearest(query, { limit: 100 }) } };
}

function ranked(text: string, byWord: Record<number, number>, changes: Partial<RankingOptions> = {}) {
  const { query, found } = find(text, byWord);
  return rank(library.vectors, query, found, { ...options, ...changes });
}

test('without scaling and feedback it is plain fusion', () => {
  const hits = ranked('rent', { 0: 5, 4: 9 }, unmoved);
  const of = (passage: number) => hits.find((hit) => hit.passage === passage);
  expect(of(0)?.fused).toBeCloseTo(0.4 * 0.5 ** 3 + 0.6 * (of(0)?.cosine ?? 0), 5);
  expect(of(4)?.bm25).toBe(9);
});

test('every passage of either half comes once, with what that half said of it at first', () => {
  const { query, found } = find('rent for a dog', { 0: 5, 4: 9 });
  const hits = rank(library.vectors, query, found, options);
  expect(hits.map(({ passage }) => passage).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  for (const { passage, cosine } of found.byMeaning) expect(hits.find((hit) => hit.passage === passage)?.cosine).toBe(cosine);
  expect(hits.map(({ fused }) => fused)).toEqual(hits.map(({ fused }) => fused).toSorted((a, b) => b - a));
});

describe('a passage that was never embedded', () => {
  test('is ranked by its words, as if it were as near as the farthest', () => {
    const gone = { documentId: 'new.txt' as DocumentId, passage: 0, score: 10 };
    const { query, found } = find('rent', {});
    const hits = rank(library.vectors, query, { ...found, byWord: [gone] }, options);
    const hit = hits.find(({ documentId }) => documentId === 'new.txt');
    expect(hit).toMatchObject({ bm25: 10 });
    expect(hit).not.toHaveProperty('cosine');
    expect(Number.isFinite(hit?.fused)).toBe(true);
  });
});

test('a passage that stands alone is worth more than one in a crowd that is as near', () => {
  const gap = (scaling: number) => {
    const hits = ranked('rent for a puppy', {}, { scaling, towards: 0 });
    const of = (passage: number) => hits.find((hit) => hit.passage === passage)?.fused ?? 0;
    return of(5) - of(0);
  };
  // Passage 0 is one of four about a tenant and a rent; 5 is of the only two about a puppy.
  expect(gap(0.5)).toBeGreaterThan(gap(0));
});

test('the best passages draw their neighbours along only as far as words vouch for them', () => {
  const worth = (score: number) => {
    const hits = ranked('rent', { 5: score }, { curve: 0.1, wordShare: 0.9, scaling: 0, towards: 1 });
    return hits.find((hit) => hit.passage === 3)?.fused ?? 0;
  };
  // Passage 5 speaks of a dog and the ocean: when it is the best by its words, the other one with a dog comes nearer.
  expect(worth(10)).toBeGreaterThan(worth(0.001));
});

describe('places kept for meaning', () => {
  const places = (kept: number) =>
    ranked('the puppy and the ocean', { 4: 10, 0: 9, 1: 8, 2: 7, 3: 6 }, { wordShare: 0.9, scaling: 0, towards: 0, curve: 1, kept }).map(({ passage }) => passage);

  test.each([
    { kept: 0, order: [4, 0, 1, 2, 3, 5] },
    { kept: 1, order: [4, 0, 1, 2, 5, 3] },
    { kept: 2, order: [4, 0, 1, 5, 3, 2] },
  ])('$kept of the first five', ({ kept, order }) => {
    expect(places(kept)).toEqual(order);
  });

  test('more of them where what the words found first is about something else', () => {
    const misled = (byWord: Record<number, number>) => ranked('puppy', byWord, { wordShare: 0.9, scaling: 0, towards: 0, curve: 1, nearEnough: 0.6 }).map(({ passage }) => passage);
    expect(misled({ 4: 10, 0: 9, 1: 8, 2: 7, 3: 6 }).slice(0, 3)).toEqual([4, 3, 5]);
    expect(misled({ 3: 10, 0: 9, 1: 8, 2: 7, 4: 6 }).slice(0, 4)).toEqual([3, 0, 1, 5]);
  });
});
