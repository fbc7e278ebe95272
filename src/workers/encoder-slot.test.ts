import { expose } from 'comlink';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EmbeddingProfile, EncodeApi } from '../contract/embedding.ts';
import type { Workshop } from '../contract/library.ts';
import type { InstalledModel } from '../contract/model.ts';
import '../wire/handlers.ts';
import type { CrashMarks } from './crash-marker.ts';
import { EncoderSlot } from './encoder-slot.ts';

const open = new AbortController().signal;
const installed = (id: string, revision = '1'): InstalledModel => ({
  entry: {
    id, kind: 'embedding', name: id, maker: '', repository: '', revision, licence: '', gated: false, languages: [], parameters: 1, goodFor: '', commonFiles: [],
    builds: [{ id: 'cpu', device: 'wasm', dtype: 'q8', files: [], downloadBytes: 0, memoryBytes: 0, needs: [] }],
  },
  source: 'hub', builds: ['cpu'], files: {}, installedAt: 0,
});
const [small, large] = [installed('small'), installed('large')];
const marks: CrashMarks = { during: (_, __, load) => load(), crashed: async () => [], forget: async () => {} };

let ports: MessagePort[];
let log: string[];
/** Awaited by every worker before it answers. */
let hold: Promise<void>;

/** A worker that holds one model for its life, and answers with the length of its name. */
function createWorker(): Partial<EncodeApi> {
  let model = '';
  return {
    async load(modelId) {
      if (model !== '') throw new Error('A worker loads one model, once.');
      log.push(`load ${modelId}`);
      model = modelId;
      return { id: modelId } as EmbeddingProfile;
    },
    profile: async () => ({ id: model }) as EmbeddingProfile,
    knownAnswers: async () => [{ text: 'law', vector: [1] }],
    async embed() {
      await hold;
      return Float32Array.of(model.length);
    },
  };
}

function createWorkshop(): Workshop {
  let life: { api: object; gone: PromiseWithResolvers<void> } | undefined;
  return {
    async hire() {
      life ??= { api: createWorker(), gone: Promise.withResolvers() };
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      expose(life.api, port1 as never);
      return port2 as never;
    },
    async dismiss() {
      if (life) log.push('ended');
      life?.gone.resolve();
      life = undefined;
    },
    gone: async () => life?.gone.promise,
  };
}

const createSlot = () => new EncoderSlot({ workshop: createWorkshop(), trade: 'encode-query', marks, known: new Map(), onFound: () => {} });

beforeEach(() => {
  [ports, log, hold] = [[], [], Promise.resolve()];
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  ports.forEach((port) => port.close());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a model is loaded once, however often it is opened', async () => {
  const slot = createSlot();
  expect(slot.has(small)).toBe(false);
  const [first, second] = await Promise.all([slot.open(small), slot.open(small)]);
  expect(await first.embed(open, 'query', ['a'], 1)).toEqual(Float32Array.of(5));
  expect(await second.embed(open, 'query', ['a'], 1)).toEqual(Float32Array.of(5));
  expect(log).toEqual(['load small']);
  expect(slot.has(small)).toBe(true);
});

test('the same name at another revision is another model', async () => {
  const slot = createSlot();
  await slot.open(small);
  expect(slot.has(installed('small', '2'))).toBe(false);
  await slot.open(installed('small', '2'));
  expect(log).toEqual(['load small', 'ended', 'load small']);
});

test('what was asked of a model is answered before it has to go', async () => {
  const slot = createSlot();
  const before = await slot.open(small);
  const held = Promise.withResolvers<void>();
  hold = held.promise;
  const asked = before.embed(open, 'query', ['a'], 1);
  const opening = slot.open(large);
  expect(slot.has(large)).toBe(false);
  held.resolve();
  expect(await asked).toEqual(Float32Array.of(5));
  await opening;
  expect(log).toEqual(['load small', 'ended', 'load large']);
});

test('a model that had to go is never answered for by the one in its place', async () => {
  const slot = createSlot();
  const before = await slot.open(small);
  const after = await slot.open(large);
  expect(await before.embed(open, 'query', ['a'], 1)).toEqual(Float32Array.of('small'.length));
  expect(await after.embed(open, 'query', ['a'], 1)).toEqual(Float32Array.of('large'.length));
});

test('a model is let go when nobody has asked it for ten minutes since the last time, and loaded again when somebody does', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const slot = createSlot();
  const model = await slot.open(small);
  await Promise.all([model.embed(open, 'query', ['a'], 1), model.embed(open, 'query', ['b'], 1)]);
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  await model.embed(open, 'query', ['c'], 1);
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(slot.has(small)).toBe(true);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(slot.has(small)).toBe(false);
  expect(await model.embed(open, 'query', ['d'], 1)).toEqual(Float32Array.of(5));
  expect(log).toEqual(['load small', 'ended', 'load small']);
});

test('the one before does not end the one in its place when its ten minutes are over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const slot = createSlot();
  const before = await slot.open(small);
  const asked = before.embed(open, 'query', ['a'], 1);
  const after = await slot.open(large);
  await asked;
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  await after.embed(open, 'query', ['a'], 1);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(slot.has(large)).toBe(true);
});
