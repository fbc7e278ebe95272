import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { crowding, tellingDimensions } from './local-scaling.ts';
import type { VectorPart } from './parts.ts';

const key = (passage: number) => ({ documentId: 'a' as DocumentId, passage });
const keys = (count: number, from = 0) => Array.from({ length: count }, (_, i) => key(from + i));

const half = { share: 0.5, leading: 2 };

/** Density 1 around even passages, -1 around odd ones; none from 1,000 on. */
function vectors(): VectorPart & { asked: number } {
  const part = {
    asked: 0, nearest: () => [], cosines: () => [], centroid: () => new Float32Array(),
    densities(passages: readonly { passage: number }[]) {
      part.asked += passages.length;
      return passages.map(({ passage }) => (passage >= 1_000 ? Number.NaN : passage % 2 === 0 ? 1 : -1));
    },
  };
  return part;
}

test('a share of its density is taken off a passage, and added to one in a desert', () => {
  expect(crowding(vectors(), { byWord: [], byMeaning: keys(3) }, keys(3), half)).toEqual([0.5, -0.5, 0.5]);
});

test('a passage without a vector counts as in neither', () => {
  expect(crowding(vectors(), { byWord: [key(1_000)], byMeaning: [] }, [key(1_000)], half)).toEqual([0]);
});

test('only the first of each half are asked about', () => {
  const part = vectors();
  const [byMeaning, byWord] = [keys(200), keys(200, 200)];
  const taken = crowding(part, { byWord, byMeaning }, [...byMeaning, ...byWord], half);
  expect(part.asked).toBe(100);
  expect([taken[59], taken[60], taken[239], taken[240]]).toEqual([-0.5, 0, -0.5, 0]);
});

test('without scaling nobody is asked', () => {
  const part = vectors();
  expect(crowding(part, { byWord: [], byMeaning: keys(3) }, keys(3), { ...half, share: 0 })).toEqual([0, 0, 0]);
  expect(part.asked).toBe(0);
});

test('crowds are told by the shortest prefix that is enough, or by all there is', () => {
  expect(tellingDimensions({ dimensions: 768, prefixes: [64, 128, 256, 512, 768] })).toBe(64);
  expect(tellingDimensions({ dimensions: 384, prefixes: [128, 384] })).toBe(128);
  expect(tellingDimensions({ dimensions: 768, prefixes: [768] })).toBe(768);
  expect(tellingDimensions({ dimensions: 384, prefixes: [] })).toBe(384);
});
