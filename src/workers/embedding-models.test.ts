import { beforeEach, expect, test, vi } from 'vitest';
import { spaceOf, type EmbedApi } from '../contract/embedding.ts';
import type { InstalledModel } from '../contract/model.ts';
import { listInstalled } from '../models/installed.ts';
import type { Colleague } from './colleague.ts';
import { EmbeddingModels } from './embedding-models.ts';
import { EncoderSlot } from './encoder-slot.ts';
import type { LoadedModel } from './loaded-model.ts';
import { profileOf } from './vault-model.ts';

vi.mock('../models/installed.ts', () => ({ listInstalled: vi.fn(), openModelFile: vi.fn() }));

const installed = (id: string, revision = '1'): InstalledModel => ({
  entry: {
    id, kind: 'embedding', name: id, maker: '', repository: '', revision, licence: '', gated: false, languages: [], parameters: 1, goodFor: '', commonFiles: [], builds: [],
    embedding: { dimensions: 4, prefixes: [2, 4], pooling: 'mean', queryPrompt: '', documentPrompt: '', maximumTokens: 8 },
  },
  source: 'hub', builds: [], files: {}, installedAt: 0,
});
const version = (model: InstalledModel, dimensions = 4) => ({ modelId: model.entry.id, dimensions, space: spaceOf(profileOf(model), dimensions) });
const [small, large] = [installed('small'), installed('large')];

/** Models that run in each place, and what was opened where. */
let running: { encode: string | undefined; 'encode-query': string | undefined };
let opened: string[];
let models: EmbeddingModels;

beforeEach(() => {
  [running, opened] = [{ encode: undefined, 'encode-query': undefined }, []];
  vi.mocked(listInstalled).mockImplementation(async () => [small, large]);
  const tradeOf = (slot: EncoderSlot) => (slot as unknown as { parts: { trade: 'encode' | 'encode-query' } }).parts.trade;
  vi.spyOn(EncoderSlot.prototype, 'has').mockImplementation(function has(this: EncoderSlot, { entry }) { return running[tradeOf(this)] === entry.id; });
  vi.spyOn(EncoderSlot.prototype, 'open').mockImplementation(async function open(this: EncoderSlot, { entry }) {
    const trade = tradeOf(this);
    opened.push(`${entry.id} in ${trade}`);
    // A model that is not there takes its time.
    if (running[trade] !== entry.id) await new Promise(() => {});
    return { profile: { id: trade } } as LoadedModel;
  });
  models = new EmbeddingModels({ run: async () => ({ code: 'none' }) } as unknown as Colleague<EmbedApi>, {} as never, {} as never);
});

test('a question is answered by the model that has just made the index, until the place for questions has loaded it too', async () => {
  running.encode = 'large';
  expect((await models.forSearch(version(large))).profile.id).toBe('encode');
  expect(opened, 'it is being loaded there').toContain('large in encode-query');
  running['encode-query'] = 'large';
  expect((await models.forSearch(version(large))).profile.id).toBe('encode-query');
});

test('while an index is made for another model, passages go where questions go', async () => {
  [running.encode, running['encode-query']] = ['large', 'small'];
  models.reserveFor('large');
  expect((await models.forIndexing(version(small))).profile.id).toBe('encode-query');
  expect((await models.forIndexing(version(large))).profile.id).toBe('encode');
  models.reserveFor(undefined);
  running.encode = 'small';
  expect((await models.forIndexing(version(small))).profile.id).toBe('encode');
});

test('a model is loaded beside the one that answers, unless its place is taken', async () => {
  running.encode = 'large';
  await models.warm(version(large));
  expect(opened).toEqual(['large in encode']);
  models.reserveFor('small');
  await models.warm(version(large));
  expect(opened).toEqual(['large in encode']);
});

test('another revision under the same name is another model: it is neither asked nor given passages', async () => {
  running = { encode: 'large', 'encode-query': 'large' };
  const before = version(installed('large', '0'));
  for (const asked of [models.forSearch(before), models.forIndexing(before), models.warm(before)]) {
    await expect(asked).rejects.toMatchObject({ code: 'model-unusable', details: { why: 'the index was made with another revision of it' } });
  }
  expect(opened).toEqual([]);
});

test('a model that is not here any more is told by its name', async () => {
  vi.mocked(listInstalled).mockImplementation(async () => [small]);
  await expect(models.forSearch(version(large))).rejects.toMatchObject({ code: 'model-not-known' });
});
