import { beforeEach, expect, test } from 'vitest';
import type { EmbeddingProfile } from '../contract/embedding.ts';
import { Problem } from '../contract/problem.ts';
import type { VersionRecord } from '../contract/stored.ts';
import type { Db } from '../storage/schema.ts';
import { BUILT_IN, type EmbeddingModels } from './embedding-models.ts';
import type { LoadedModel } from './loaded-model.ts';
import { Versions } from './versions.ts';

const profile = (revision = '1', prefixes = [2, 4]): EmbeddingProfile => ({
  id: BUILT_IN, revision, dimensions: 4, prefixes, files: {}, pooling: 'sum', queryPrompt: '', documentPrompt: '', languages: ['en'], maximumTokens: null, licence: '',
  relevanceFloor: 0, relevanceFloorCalibration: '', golden: [],
});
const large: VersionRecord = { space: 'large@1/3', modelId: 'large', modelName: 'Large', dimensions: 3, begunAt: 1 };
const nothing = { active: undefined, previous: undefined, building: undefined, paused: false };

let own: EmbeddingProfile | { code: 'model-unusable'; details: { modelId: string; why: string } };
let load: () => Promise<LoadedModel>;
let scaled: number[];
let versions: Versions;

const runs = async (): Promise<LoadedModel> => ({
  profile: profile(), embed: async () => new Float32Array(3),
  async cosineScale(dimensions) {
    scaled.push(dimensions);
    return { a: 2, b: 0 };
  },
});
const fails = () => Promise.reject(new Problem('model-unusable', { modelId: 'large', why: 'no' }));

beforeEach(() => {
  [own, load, scaled] = [profile(), runs, []];
  versions = new Versions({} as Db, { builtIn: async () => own, nameOf: () => 'Built-in model', forSearch: () => load(), forIndexing: () => load() } as Partial<EmbeddingModels> as EmbeddingModels);
});

test('before a model was ever chosen, and after an update, the built-in one of today answers at the length that was chosen', async () => {
  expect(await versions.active()).toMatchObject({ space: `${BUILT_IN}@1/4`, dimensions: 4 });
  const chosen: VersionRecord = { space: `${BUILT_IN}@1/2`, modelId: BUILT_IN, modelName: 'Built-in model', dimensions: 2, begunAt: 1 };
  versions.use({ ...nothing, active: chosen });
  expect(await versions.active()).toBe(chosen);
  own = profile('2');
  expect(await versions.active()).toMatchObject({ space: `${BUILT_IN}@2/2`, dimensions: 2 });
  own = profile('2', [4]);
  expect(await versions.active()).toMatchObject({ space: `${BUILT_IN}@2/4` });
});

test('without any model nothing is asked and nothing is filled', async () => {
  own = { code: 'model-unusable', details: { modelId: BUILT_IN, why: 'no' } };
  expect([await versions.active(), await versions.space(), await versions.searcher()]).toEqual([undefined, undefined, undefined]);
  expect(await versions.state()).toMatchObject({ status: 'failed', problem: { code: 'model-unusable' } });
});

test('how its cosines compare is measured once for each space', async () => {
  versions.use({ ...nothing, active: large });
  await versions.prepare(large, await runs());
  expect((await versions.searcher())?.scale).toEqual({ a: 2, b: 0 });
  await versions.searcher();
  expect(scaled).toEqual([3]);
});

test('a model that failed is not tried at every search, but when a person wants it, or after another one was in its place', async () => {
  versions.use({ ...nothing, active: large });
  load = fails;
  expect(await versions.searcher()).toBeUndefined();
  expect(await versions.space()).toBeUndefined();
  load = runs;
  expect(await versions.searcher()).toBeUndefined();
  versions.forgetFailures();
  expect(await versions.searcher()).toMatchObject({ version: large });

  load = fails;
  await expect(versions.embedPassages(new AbortController().signal, ['a'])).rejects.toThrow('model-unusable');
  load = runs;
  expect(await versions.searcher()).toBeUndefined();
  versions.use(nothing);
  versions.use({ ...nothing, active: large });
  expect(await versions.searcher()).toMatchObject({ version: large });
});
