import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { spaceOf, type EmbeddingProfile } from '../contract/embedding.ts';
import type { BuildingVersion } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, WordsRecord } from '../contract/stored.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Shelf, ShelfVersions } from '../ingest/shelf.ts';
import { buildLexicalSegment } from '../lexical-index/lexical-segment.ts';
import { putDocument, putExtraction, putWords, vectorsOf } from '../storage/documents.ts';
import { openLibrary, type Db } from '../storage/schema.ts';
import { beginVersion, setBuildPaused, storedVersions } from '../storage/versions.ts';
import { beginEpoch, createWrite, type Write } from '../storage/write.ts';
import { BUILT_IN, type EmbeddingModels } from './embedding-models.ts';
import { Holdings } from './holdings.ts';
import type { LoadedModel } from './loaded-model.ts';
import { VersionBuilder } from './version-builder.ts';
import { Versions } from './versions.ts';

const id = 'd1' as DocumentId;
const TEXTS = ['aaa', 'bbb', 'ccc'];
const record: DocumentRecord = { id, name: 'a.txt', mediaType: '', bytes: 9, addedAt: 1, format: 'text' };
const words: WordsRecord = {
  id, stamp: 's', starts: Uint32Array.of(0, 3, 6, 9), headings: [[]], headingOf: Uint32Array.of(0, 0, 0), pageStarts: new Uint32Array(), pageLabels: new Map(), segment: buildLexicalSegment(TEXTS),
};
const profile = (modelId: string, revision = '1'): EmbeddingProfile => ({
  id: modelId, revision, dimensions: 2, prefixes: [2], files: {}, pooling: 'mean', queryPrompt: '', documentPrompt: '', languages: [], maximumTokens: null, licence: '',
  relevanceFloor: 0, relevanceFloorCalibration: '', golden: [],
});

/** What is in this browser. */
let profiles: Map<string, EmbeddingProfile>;
/** Asked before each batch. */
let embedding: () => Promise<void>;
let log: string[];
let db: Db;
let write: Write;
let libraries = 0;

/** Every passage looks another way, the same in every model. */
const vectorOf = (text: string) => [Math.cos(text.charCodeAt(0)), Math.sin(text.charCodeAt(0))];
const loaded = (modelId: string): LoadedModel => ({
  profile: profiles.get(modelId)!,
  async embed(signal, _kind, texts) {
    await embedding();
    signal.throwIfAborted();
    return Float32Array.from(texts.flatMap(vectorOf));
  },
});
const models = {
  builtIn: async () => profiles.get(BUILT_IN)!,
  nameOf: () => 'Built-in model',
  async describe(modelId: string) {
    const found = profiles.get(modelId);
    if (!found) throw new Problem('model-not-known', { name: modelId });
    return { name: modelId, profile: found };
  },
  forSearch: async ({ modelId }: { modelId: string }) => loaded(modelId),
  forIndexing: async ({ modelId }: { modelId: string }) => loaded(modelId),
  warm: async ({ modelId }: { modelId: string }) => void log.push(`warm ${modelId}`),
  tryAgain: async (modelId: string) => void log.push(`try ${modelId} again`),
  reserveFor: (modelId: string | undefined) => void log.push(`reserved for ${modelId ?? 'nobody'}`),
} as Partial<EmbeddingModels> as EmbeddingModels;

/** The worker of one visit, over what is stored. */
async function visit(changes: { swap?: () => void } = {}) {
  const versions = new Versions(db, models);
  versions.use(await versions.look());
  const holdings = new Holdings({ record: () => record, text: async () => TEXTS.join('') });
  holdings.setWords(words);
  let shown: ShelfVersions | undefined;
  const seen: BuildingVersion[] = [];
  const shelf = {
    show({ versions: now }: { versions?: ShelfVersions }) {
      if (!now) return;
      shown = now;
      if (now.building) seen.push(now.building);
    },
  } as Partial<Shelf> as Shelf;
  const ingest = {
    async switchSpace(swap: () => Promise<ReadonlyMap<DocumentId, number>>) {
      changes.swap?.();
      await swap();
    },
  } as Partial<Ingest> as Ingest;
  const builder = new VersionBuilder({ db, write, models, versions, holdings, ingest, shelf, announceSpace: () => log.push('announced') });
  const until = async (test: () => boolean) => {
    while (!test()) await new Promise((resolve) => { setTimeout(resolve, 1); });
  };
  return { builder, holdings, versions, seen, until, status: () => shown?.building?.status, active: () => shown?.active.modelId, pointers: () => storedVersions(db) };
}

const large = () => spaceOf(profiles.get('large')!, 2);

beforeEach(async () => {
  profiles = new Map([[BUILT_IN, profile(BUILT_IN)], ['large', profile('large')], ['other', profile('other')]]);
  [log, embedding] = [[], async () => {}];
  db = await openLibrary(`builder-${(libraries += 1)}`);
  write = createWrite(db, await beginEpoch(db));
  await putDocument(write, record);
  await putExtraction(write, id, { text: TEXTS.join(''), blocks: [], pages: [], format: 'text', extractor: 'txt/1', report: { words: 3, pagesWithoutText: [], notes: [] } as never });
  await putWords(write, words);
});

test('a version is made beside the one that answers, takes its place, and the one before is kept', async () => {
  const { builder, holdings, seen, until, active, pointers } = await visit();
  await builder.start();
  expect(active()).toBe(BUILT_IN);
  await builder.commands.useModel('large', 2);
  await until(() => active() === 'large');
  expect([...new Set(seen.map(({ status }) => status))].filter((status) => status !== 'starting')).toEqual(['building', 'verifying']);
  expect(await pointers()).toMatchObject({ active: { modelId: 'large', passages: 3, verified: { recall: 1 } }, previous: { modelId: BUILT_IN }, building: undefined });
  expect(holdings.vectors?.name).toBe(large());
  // Until it answers, nothing may take the place of its model.
  expect(log.slice(-3)).toEqual(['reserved for large', 'announced', 'reserved for nobody']);
});

test('a wish that comes before it is known what there is, waits for it', async () => {
  await beginVersion(write, { space: large(), modelId: 'large', modelName: 'large', dimensions: 2, begunAt: 1 });
  const never = Promise.withResolvers<void>();
  embedding = () => never.promise;
  const { builder, status, pointers } = await visit();
  const pausing = builder.commands.pauseBuild();
  await builder.start();
  await pausing;
  expect(status()).toBe('paused');
  expect(await pointers()).toMatchObject({ building: { modelId: 'large' }, paused: true });
  never.resolve();
});

test('what was paused on an earlier visit is still paused, and goes on when it is asked to', async () => {
  await beginVersion(write, { space: large(), modelId: 'large', modelName: 'large', dimensions: 2, begunAt: 1 });
  await setBuildPaused(write, true);
  const { builder, status, until, active } = await visit();
  await builder.start();
  expect(status()).toBe('paused');
  await builder.commands.resumeBuild();
  await until(() => active() === 'large');
});

test('a model that fails is told, and tried every way again when a person asks for it', async () => {
  embedding = async () => { throw new Problem('device-lost', { modelName: 'large' }); };
  const { builder, seen, status, until, active, pointers } = await visit();
  await builder.start();
  await builder.commands.useModel('large', 2);
  await until(() => status() === 'failed');
  expect(seen.at(-1)).toMatchObject({ problem: { code: 'device-lost' } });
  expect(active()).toBe(BUILT_IN);
  expect(await pointers()).toMatchObject({ active: undefined, building: { modelId: 'large' } });
  embedding = async () => {};
  await builder.commands.useModel('large', 2);
  expect(log).toContain('try large again');
  await until(() => active() === 'large');
});

test('when it cannot be put in place that is told, and the old one goes on answering', async () => {
  let full = true;
  const { builder, seen, status, until, active } = await visit({ swap: () => { if (full) throw new Problem('storage-full', { neededBytes: 1 }); } });
  await builder.start();
  await builder.commands.useModel('large', 2);
  await until(() => status() === 'failed');
  expect(seen.at(-1)).toMatchObject({ done: 3, of: 3, problem: { code: 'storage-full' } });
  expect(active()).toBe(BUILT_IN);
  full = false;
  await builder.commands.resumeBuild();
  await until(() => active() === 'large');
});

test('cancelling leaves nothing of it', async () => {
  const held = Promise.withResolvers<void>();
  let batches = 0;
  embedding = async () => { if ((batches += 1) === 1) await held.promise; };
  const { builder, status, until, pointers } = await visit();
  await builder.start();
  await builder.commands.useModel('large', 2);
  await until(() => batches > 0);
  await builder.commands.cancelBuild();
  held.resolve();
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  expect(status()).toBeUndefined();
  expect(await vectorsOf(db, large(), id)).toEqual([]);
  expect(await pointers()).toEqual({ active: undefined, previous: undefined, building: undefined, paused: false });
});

test('the way back is at once, both ways, with the model loaded before', async () => {
  const { builder, until, active, seen } = await visit();
  await builder.start();
  await builder.commands.useModel('large', 2);
  await until(() => active() === 'large');
  seen.length = 0;
  await builder.commands.goBack();
  expect(active()).toBe(BUILT_IN);
  await builder.commands.goBack();
  expect(active()).toBe('large');
  expect(seen).toEqual([]);
  expect(log.filter((each) => each.startsWith('warm'))).toEqual([`warm ${BUILT_IN}`, 'warm large']);
});

test('there is no way back to a model that is gone, and to another revision of it only by making its index', async () => {
  const { builder, until, active, pointers } = await visit();
  await builder.start();
  await builder.commands.useModel('large', 2);
  await until(() => active() === 'large');
  await builder.commands.useModel('other', 2);
  await until(() => active() === 'other');
  const old = large();
  profiles.delete('large');
  await expect(builder.commands.goBack()).rejects.toThrow('model-not-known');
  expect(active()).toBe('other');
  profiles.set('large', profile('large', '2'));
  await builder.commands.goBack();
  await until(() => active() === 'large');
  expect((await pointers()).active?.space).toBe(large());
  expect(large()).not.toBe(old);
});
