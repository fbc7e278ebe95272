import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_FLOOR, BUILT_IN_MEANS, countFound, measureMeans, meansOf, scaleFrom, type CosineMeans } from './cosine-scale.ts';
import type { Embedder } from './embedder.ts';
import { KNOWN_PAIRS } from './known-texts.ts';
import { loadStaticEmbedder } from './static-embedder.ts';

const never = new AbortController().signal;
const builtIn = fileURLToPath(new URL('../../public/models/carrel-static-en/', import.meta.url));

describe('the built-in model', () => {
  let model: Embedder;
  beforeAll(async () => {
    model = await loadStaticEmbedder({ modelId: 'carrel-static-en', read: async (name) => new Uint8Array(readFileSync(builtIn + name)).buffer });
  });

  test('has the means and the floor that are written down here', async () => {
    const { own, other } = await measureMeans(never, model);
    expect(own).toBeCloseTo(BUILT_IN_MEANS.own, 4);
    expect(other).toBeCloseTo(BUILT_IN_MEANS.other, 4);
    expect(model.profile.relevanceFloor).toBe(BUILT_IN_FLOOR.cosine);
  });

  test('is its own scale', async () => {
    const { a, b } = scaleFrom(await measureMeans(never, model));
    expect(a).toBeCloseTo(1, 3);
    expect(b).toBeCloseTo(0, 3);
  });

  test('finds every known passage by its question, or the pairs would measure how clever a model is', async () => {
    expect(await countFound(never, model)).toBe(KNOWN_PAIRS.length);
  });

  test('finds next to nothing when its vectors are those of other texts', async () => {
    const shifted: Embedder = { ...model, profile: model.profile, countTokens: () => new Uint32Array(), embed: (signal, kind, texts, dimensions) =>
      model.embed(signal, kind, kind === 'query' ? texts.toReversed() : texts, dimensions) };
    expect(await countFound(never, shifted)).toBeLessThan(3);
  });

  test('whose cosines were squeezed and shifted comes back to its own means', async () => {
    const { own, other } = await measureMeans(never, model);
    const squeezed = (cosine: number) => 0.7 + 0.25 * cosine;
    const { a, b } = scaleFrom({ own: squeezed(own), other: squeezed(other) });
    for (const cosine of [-0.1, 0, 0.352, 1]) expect(a * squeezed(cosine) + b).toBeCloseTo(cosine, 3);
  });
});

describe('the means', () => {
  test('are those of the diagonal and of the rest', () => {
    const means = meansOf([[1, 0.6], [0, 0.8]]);
    expect(means.own).toBeCloseTo(0.9, 6);
    expect(means.other).toBeCloseTo(0.3, 6);
  });
});

describe('the line', () => {
  const mean = fc.double({ min: -1, max: 1, noNaN: true });

  test('brings both means of any model that tells the pairs apart to the built-in ones, and keeps every order', () => {
    fc.assert(fc.property(mean, mean, (x, y) => {
      const means: CosineMeans = { own: Math.max(x, y), other: Math.min(x, y) };
      fc.pre(means.own - means.other >= 0.05);
      const { a, b } = scaleFrom(means);
      expect(a * means.own + b).toBeCloseTo(BUILT_IN_MEANS.own, 6);
      expect(a * means.other + b).toBeCloseTo(BUILT_IN_MEANS.other, 6);
      expect(a).toBeGreaterThan(0);
    }));
  });

  test('leaves a model alone that does not tell them apart, or whose vectors are no numbers', () => {
    for (const means of [{ own: 0.8, other: 0.766 }, { own: 0.2, other: 0.6 }, { own: Number.NaN, other: 0 }]) expect(scaleFrom(means)).toEqual({ a: 1, b: 0 });
  });
});
