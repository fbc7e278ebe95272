import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { apart, nearer } from './feedback.ts';
import { smallLibrary, embed } from './small-library.ts';

/** Rent is what everything here is about. */
const library = smallLibrary({
  'a.txt': ['The tenant pays the rent.', 'The rent of the tenant for a dog.', 'The rent and the lease.', 'The ocean.'],
});
const key = (passage: number) => ({ documentId: 'a.txt' as DocumentId, passage });
const cosines = (query: Float32Array, ...passages: number[]) => library.vectors.cosines(query, passages.map(key));
const lengthOf = (vector: Float32Array) => Math.hypot(...vector);

describe('away from what all passages nearby have in common', () => {
  const query = embed('rent for a puppy');
  const moved = apart(library.vectors, query, [0, 1, 2].map(key), 0.25);

  test('what sets one apart counts for more', () => {
    const [commonBefore = 0, particularBefore = 0] = cosines(query, 0, 1);
    const [common = 0, particular = 0] = cosines(moved, 0, 1);
    expect(particular - common).toBeGreaterThan(particularBefore - commonBefore);
  });

  test('the query stays of unit length, and is left alone by passages without vectors', () => {
    expect(lengthOf(moved)).toBeCloseTo(1, 5);
    expect(apart(library.vectors, query, [], 0.25)).toEqual(query);
    expect(apart(library.vectors, query, [key(99)], 0.25)).toEqual(query);
  });

  test('a query that is nothing but what they have in common is still one', () => {
    const rent = embed('rent');
    expect(lengthOf(apart(library.vectors, rent, [key(0)], 1))).toBeCloseTo(1, 5);
  });
});

describe('towards the best of what was found', () => {
  const query = embed('rent');
  const ranked = [{ ...key(1), fused: 0.9 }, { ...key(3), fused: 0.1 }];

  test('its neighbours come nearer, and the best counts for most', () => {
    const moved = nearer(library.vectors, query, ranked, 0.5);
    expect(lengthOf(moved)).toBeCloseTo(1, 5);
    const [best = 0, last = 0] = cosines(moved, 1, 3);
    const [bestBefore = 0, lastBefore = 0] = cosines(query, 1, 3);
    expect(best).toBeGreaterThan(bestBefore);
    expect(best - bestBefore).toBeGreaterThan(10 * (last - lastBefore));
  });

  test('by nothing, when nothing vouches for them', () => {
    const still = nearer(library.vectors, query, ranked, 0);
    still.forEach((value, i) => expect(value).toBeCloseTo(query[i] ?? 0, 6));
  });
});
