import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { feedback } from './feedback.ts';
import { rank, type Found, type RankingOptions } from './rank.ts';
import { embed, smallLibrary } from './small-library.ts';

const library = smallLibrary({
  'a.txt': [
    'The tenant pays the rent.', 'The rent of the tenant is due.', 'The lease ends, and so does the rent of the tenant.', 'The puppy of the tenant: rent for a dog.',
    'Bread.', 'The puppy and the ocean.',
  ],
});
const key = (passage: number) => ({ documentId: 'a.txt' as DocumentId, passage });
const options: RankingOptions = { wordShare: 0.4, curve: 3, wordWorth: 10, depth: 100, feedback, comparable: (cosine) => cosine };
const unmoved = { away: 0, towards: 0 };

function find(text: string, byWord: Record<number, number>): { query: Float32Array; found: Found } {
  const query = embed(text);
  const scores = Object.entries(byWord).map(([passage, score]) => ({ ...key(Number(passage)), score }));
  return { query, found: { byWord: scores.toSorted((a, b) => b.score - a.score), byMeaning: library.vectors.nearest(query, { limit: 100 }) } };
}

function ranked(text: string, byWord: Record<number, number>, changes: Partial<RankingOptions> = {}) {
  const { query, found } = find(text, byWord);
  return rank(library.vectors, query, found, { ...options, ...changes });
}

test('without feedback it is plain fusion', () => {
  const hits = ranked('rent', { 0: 5, 4: 9 }, { feedback: unmoved });
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

test('what all of the nearest have in common counts for less than what sets one apart', () => {
  const gap = (moves: RankingOptions['feedback']) => {
    const hits = ranked('rent for a dog', {}, { feedback: moves });
    const of = (passage: number) => hits.find((hit) => hit.passage === passage)?.fused ?? 0;
    return of(3) - of(0);
  };
  expect(gap({ away: 0.25, towards: 0 })).toBeGreaterThan(gap(unmoved));
});

test('the best passages draw their neighbours along only as far as words vouch for them', () => {
  const worth = (score: number) => {
    const hits = ranked('rent', { 5: score }, { curve: 0.1, wordShare: 0.9, feedback: { away: 0, towards: 1 } });
    return hits.find((hit) => hit.passage === 3)?.fused ?? 0;
  };
  // Passage 5 speaks of a dog and the ocean: when it is the best by its words, the other one with a dog comes nearer.
  expect(worth(10)).toBeGreaterThan(worth(0.001));
});
