import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { nearer } from './feedback.ts';
import { smallLibrary, embed } from './small-library.ts';

/** Rent is what everything here is about. */
const library = smallLibrary({
  'a.txt': ['The tenant pays the rent.', 'The rent of the tenant for a dog.', 'The rent and the lease.', 'The ocean.'],
});
const key = (passage: number) => ({ documentId: 'a.txt' as DocumentId, passage });
const cosines = (query: Float32Array, ...passages: number[]) => library.vectors.cosines(query, passages.map(key));
const lengthOf = (vector: Float32Array) => Math.hypot(...vector);

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

  test('a query is left alone by passages without vectors', () => {
    expect(nearer(library.vectors, query, [], 0.5)).toEqual(query);
    expect(nearer(library.vectors, query, [{ ...key(99), fused: 1 }], 0.5)).toEqual(query);
  });

  test('by nothing, when nothing vouches for them', () => {
    const still = nearer(library.vectors, query, ranked, 0);
    still.forEach((value, i) => expect(value).toBeCloseTo(query[i] ?? 0, 6));
  });
});
