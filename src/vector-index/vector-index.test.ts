import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { VectorIndex, type VectorHit } from './vector-index.ts';
import { buildVectorSegment } from './vector-segment.ts';

const id = (name: string) => name as DocumentId;
const unit = (values: readonly number[]) => {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
};
const joined = (vectors: readonly Float32Array[]) => Float32Array.from(vectors.flatMap((vector) => [...vector]));
const segment = (vectors: readonly Float32Array[], dimensions: number) => buildVectorSegment(joined(vectors), dimensions);
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

const [east, north, west] = [unit([1, 0]), unit([0, 1]), unit([-1, 0])];
const found = (index: VectorIndex, query: Float32Array, options: { limit?: number; scope?: ReadonlySet<DocumentId> } = {}) =>
  index.nearest(query, { limit: 10, ...options }).map(({ documentId, passage }) => `${documentId}${passage}`);

function twoDocuments(): VectorIndex {
  const index = new VectorIndex(2);
  index.append(id('b'), 0, segment([east, unit([1, 1])], 2));
  index.append(id('a'), 0, segment([north, east], 2));
  return index;
}

describe('passages that are known', () => {
  const keys = (...names: string[]) => names.map((name) => ({ documentId: id(name[0]!), passage: Number(name.slice(1)) }));

  test('have a cosine to any query, and none without a vector', () => {
    const index = twoDocuments();
    index.append(id('a'), 2, segment([new Float32Array(2)], 2));
    expect(index.cosines(east, keys('b1', 'a0', 'a2', 'a3', 'c0'))).toEqual([expect.closeTo(Math.SQRT1_2, 2), 0, Number.NaN, Number.NaN, Number.NaN]);
  });

  test('have a middle, to which each adds by its weight', () => {
    const middle = (names: string[], weights: number[]) => [...twoDocuments().centroid(keys(...names), weights)].map((value) => Number(value.toFixed(2)));
    expect(middle(['b0', 'a0'], [1, 1])).toEqual([0.71, 0.71]);
    expect(middle(['b0', 'a0'], [1, 0])).toEqual([1, 0]);
    expect(middle(['b0', 'a0'], [3, 4])).toEqual([0.6, 0.8]);
    expect(middle(['c0'], [1])).toEqual([0, 0]);
  });

  test('are found in whatever batches they came', () => {
    const index = new VectorIndex(2);
    index.append(id('a'), 2, segment([north, west], 2));
    index.append(id('a'), 0, segment([east, west], 2));
    expect(index.cosines(north, keys('a0', 'a1', 'a2', 'a3')).map((cosine) => cosine + 0)).toEqual([0, 0, expect.closeTo(1, 6), 0]);
  });
});

describe('nearest', () => {
  test('gives cosines, largest first, ties by document and passage', () => {
    const hits = twoDocuments().nearest(east, { limit: 10 });
    expect(hits.map(({ documentId, passage }) => `${documentId}${passage}`)).toEqual(['a1', 'b0', 'b1', 'a0']);
    expect(hits.map(({ cosine }) => cosine)).toEqual([1, 1, expect.closeTo(Math.SQRT1_2, 2), 0].map((c) => (typeof c === 'number' ? expect.closeTo(c, 6) : c)));
  });

  test('returns at most the limit', () => {
    expect(found(twoDocuments(), east, { limit: 2 })).toEqual(['a1', 'b0']);
    expect(found(twoDocuments(), east, { limit: 0 })).toEqual([]);
  });

  test('looks only at documents in scope', () => {
    expect(found(twoDocuments(), east, { scope: new Set([id('a'), id('unknown')]) })).toEqual(['a1', 'a0']);
    expect(found(twoDocuments(), east, { scope: new Set() })).toEqual([]);
  });

  test('a zero vector never matches, as a passage or as a query', () => {
    const index = new VectorIndex(2);
    index.append(id('a'), 0, segment([new Float32Array(2), west], 2));
    expect(found(index, east)).toEqual(['a1']);
    expect(found(index, new Float32Array(2))).toEqual([]);
  });

  test('refuses vectors and queries of other dimensions', () => {
    const index = new VectorIndex(2);
    expect(() => index.append(id('a'), 0, segment([unit([1, 0, 0])], 3))).toThrow('3 dimensions');
    expect(() => index.nearest(unit([1, 0, 0]), { limit: 1 })).toThrow(RangeError);
  });
});

describe('documents come and go', () => {
  test('vectors arrive in batches, each found at once', () => {
    const index = new VectorIndex(2);
    index.append(id('a'), 0, segment([north], 2));
    expect([index.count(id('a')), found(index, east)]).toEqual([1, ['a0']]);
    index.append(id('a'), 1, segment([east], 2));
    expect([index.count(id('a')), found(index, east)]).toEqual([2, ['a1', 'a0']]);
    expect(index.count(id('b'))).toBe(0);
  });

  test('a batch that comes again replaces what was there', () => {
    const index = new VectorIndex(2);
    index.append(id('a'), 0, segment([north, north, north], 2));
    index.append(id('a'), 1, segment([east], 2));
    expect([index.count(id('a')), found(index, east)]).toEqual([3, ['a1', 'a0', 'a2']]);
  });

  test('a deleted document is skipped', () => {
    const index = twoDocuments();
    index.delete(id('a'));
    expect([index.count(id('a')), found(index, east)]).toEqual([0, ['b0', 'b1']]);
  });
});

/** Gaussian noise from a fixed seed, so that recall is the same in every run. */
function noise(seed: number): () => number {
  const uniform = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('compared with exact cosines', () => {
  const dimensions = 256;
  const gauss = noise(7);
  const random = () => unit(Array.from({ length: dimensions }, gauss));
  const near = (centre: Float32Array) => unit(Array.from(centre, (value) => value + 0.05 * gauss()));
  const centres = Array.from({ length: 40 }, random);
  const sets = {
    random: Array.from({ length: 1000 }, random),
    clustered: Array.from({ length: 1000 }, (_, i) => near(centres[i % centres.length]!)),
  };

  test.each(Object.keys(sets) as (keyof typeof sets)[])('recall@10 is at least 0.98 on %s vectors', (name) => {
    const vectors = sets[name];
    const index = new VectorIndex(dimensions);
    for (let i = 0; i < vectors.length; i += 100) index.append(id(`d${i / 100 + 10}`), 0, segment(vectors.slice(i, i + 100), dimensions));
    let same = 0;
    for (let q = 0; q < 30; q++) {
      const query = near(vectors[q * 31]!);
      const cosines = vectors.map((vector) => dot(vector, query));
      const exact = [...cosines.keys()].sort((a, b) => cosines[b]! - cosines[a]!).slice(0, 10);
      const hits = index.nearest(query, { limit: 10 });
      for (const { documentId, passage, cosine } of hits) {
        const row = (Number(documentId.slice(1)) - 10) * 100 + passage;
        if (exact.includes(row)) same++;
        expect(cosine).toBeCloseTo(cosines[row]!, 2);
      }
    }
    expect(same / 300).toBeGreaterThanOrEqual(0.98);
  });
});

test('finds in the same order as sorting everything, for any documents, scope and limit', () => {
  const vector = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 5, maxLength: 5 });
  const documents = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.array(vector, { minLength: 1, maxLength: 8 }));
  fc.assert(
    fc.property(documents, vector, fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), fc.nat({ max: 8 }), (library, asked, names, limit) => {
      const index = new VectorIndex(5);
      for (const [name, vectors] of Object.entries(library)) index.append(id(name), 0, segment(vectors.map(unit), 5));
      const query = unit(asked);
      const scope = new Set(names.map(id));
      const hits = index.nearest(query, { limit, scope });
      const everything = index.nearest(query, { limit: 1000 });
      expect(hits).toEqual(everything.filter(({ documentId }) => scope.has(documentId)).slice(0, limit));
      const error = ({ documentId, passage, cosine }: VectorHit) => Math.abs(cosine - dot(unit(library[documentId]![passage]!), query));
      expect(Math.max(0, ...everything.map(error))).toBeLessThan(0.02);
    }),
  );
});
