import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CatalogueEntry, InstalledModel, ModelBuild } from '../contract/model.ts';
import { isAbort, Problem } from '../contract/problem.ts';
import type { WriterFacts } from '../contract/writer.ts';
import type { GenerateApi, WriterWay } from './writer-ways.ts';
import { Writers, type WriterEvent, type WritersParts } from './writers.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const { signal } = new AbortController();
const GPU = { shaderF16: true, software: false };
const never = () => new Promise<never>(() => {});
const options = { maximumTokens: 10, temperature: 0 };

function build(device: ModelBuild['device'], dtype: ModelBuild['dtype']): ModelBuild {
  return { id: `${device}-${dtype}`, device, dtype, files: [], downloadBytes: 1, memoryBytes: 1, needs: dtype.endsWith('16') ? ['shader-f16'] : [] };
}

function model(id: string, parameters: number, engine: 'web-llm' | 'transformers', builds: ModelBuild[]): InstalledModel {
  const entry: CatalogueEntry = {
    id, kind: 'language', name: id.toUpperCase(), maker: 'Somebody', repository: '', revision: '1', licence: '', gated: false, languages: ['en'], parameters,
    goodFor: 'Tests.', commonFiles: [], builds, language: { engine, contextTokens: 4_096 },
  };
  return { entry, source: 'folder', builds: builds.map(({ id: name }) => name), files: {}, installedAt: 0 };
}

const LARGE = model('large', 3_000, 'web-llm', [build('webgpu', 'q4f16')]);
const MIDDLE = model('middle', 1_500, 'transformers', [build('webgpu', 'q4f16'), build('wasm', 'q8')]);
const SMALL = model('small', 400, 'transformers', [build('wasm', 'q8')]);
const ENCODER: InstalledModel = { ...SMALL, entry: { ...SMALL.entry, id: 'encoder', kind: 'embedding' } };

interface Stage {
  installed?: InstalledModel[];
  gpu?: typeof GPU | 'none';
  browser?: boolean;
  crashed?: Record<string, WriterWay[]>;
  open?(modelId: string, way: WriterWay | undefined): void | Promise<void>;
  write?(modelId: string): string | Promise<string>;
}

/** A workshop with one worker for models of the vault: what is loaded is gone when it is stopped. */
function setUp({ installed = [SMALL, LARGE, ENCODER, MIDDLE], gpu = GPU, browser = false, crashed = {}, open = () => {}, write = () => 'Yes.' }: Stage = {}) {
  const log: string[] = [];
  const events: WriterEvent[] = [];
  const state = { loaded: undefined as string | undefined, forgotten: [] as string[], marked: [] as string[] };
  const apiOf = (trade: 'generate' | 'browser-writer'): GenerateApi => ({
    async open(_signal, modelId, onLoading, way) {
      if (state.loaded) throw new Error('A worker loads one model, once.');
      log.push(`open ${modelId}${way ? ` ${way.device}` : ''}`);
      await onLoading({ step: 'reading', done: 1, of: 2 });
      await open(modelId, way);
      await onLoading({ step: 'starting' });
      state.loaded = modelId;
      return { modelId, name: modelId, revision: '1', engine: 'transformers', device: way?.device ?? 'browser', contextTokens: 4_096 } satisfies WriterFacts;
    },
    async countTokens(texts) {
      if (!state.loaded) throw new Problem('engine-crashed', { engine: trade });
      return Uint32Array.from(texts, ({ length }) => length);
    },
    async write(_signal, messages, _options, onText) {
      log.push(`write ${state.loaded}`);
      if (messages.length === 0) throw Object.assign(new Error('Too long.'), { name: 'RangeError' });
      const text = await write(state.loaded!);
      await onText(text);
      return { text, promptTokens: 1, newTokens: 1, tokensPerSecond: 0, ended: 'finished' };
    },
  });
  const hand = (trade: 'generate' | 'browser-writer') => ({
    run: <T>(call: (api: never) => Promise<T>) => (trade === 'generate' || browser ? call(apiOf(trade) as never) : Promise.reject(new Problem('model-not-known', { name: 'browser' }))),
    async stop() {
      log.push('stop');
      state.loaded = undefined;
    },
  });
  const parts: WritersParts = {
    generate: hand('generate') as WritersParts['generate'],
    browser: hand('browser-writer') as { run: never; stop(): Promise<void> } as WritersParts['browser'],
    installed: async () => installed,
    graphics: async () => (gpu === 'none' ? undefined : gpu),
    marks: {
      crashed: async (id) => crashed[id] ?? [],
      async during(id, way, load) {
        state.marked.push(`${id} ${way.device}`);
        try {
          return await load();
        } finally {
          state.marked = state.marked.filter((mark) => mark !== `${id} ${way.device}`);
        }
      },
      forget: async (id) => void state.forgotten.push(id),
    },
  };
  const writers = new Writers(parts);
  const openFor = (wanted: string, when = signal) => writers.open(when, wanted, (event) => void events.push(event));
  const say = async (opened: Awaited<ReturnType<typeof openFor>>, when = signal) => opened!.write(when, [{ role: 'user', content: 'Why?' }], options, () => {});
  return { writers, openFor, say, log, events, state };
}

const steps = (events: WriterEvent[]) => events.filter(({ type }) => type === 'stepped-down');
const lost = () => {
  throw new Problem('device-lost', { modelName: 'x' });
};

describe('who can write', () => {
  test('is quoting, and what is installed', async () => {
    const { writers } = setUp();
    expect((await writers.usable()).map(({ id, kind }) => [id, kind])).toEqual([['quoting', 'quoting'], ['small', 'vault'], ['large', 'vault'], ['middle', 'vault']]);
  });

  test('is also the browser, when the page offers its model', async () => {
    expect((await setUp({ browser: true, installed: [] }).writers.usable()).map(({ id }) => id)).toEqual(['quoting', 'browser']);
  });
});

test('quoting needs nothing', async () => {
  const { openFor, log, events } = setUp();
  expect(await openFor('quoting')).toBeUndefined();
  expect([log, events]).toEqual([[], []]);
});

test('a model is loaded when it is first wanted, told in bytes, and kept between questions', async () => {
  const { openFor, say, log, events } = setUp();
  const opened = await openFor('middle');
  expect(opened?.facts).toMatchObject({ modelId: 'middle', device: 'webgpu' });
  expect(events).toEqual([{ type: 'loading', name: 'MIDDLE', done: 1, of: 2 }, { type: 'loading', name: 'MIDDLE', done: 2, of: 2 }]);
  expect((await say(opened)).text).toBe('Yes.');
  await say(await openFor('middle'));
  expect(log).toEqual(['open middle webgpu', 'write middle', 'write middle']);
  expect([...await opened!.countTokens(['ab', 'c'])]).toEqual([2, 1]);
});

test('another model takes its place', async () => {
  const { openFor, log } = setUp();
  await openFor('middle');
  await openFor('small');
  expect(log).toEqual(['open middle webgpu', 'stop', 'open small wasm']);
});

test('it is let go after ten minutes in which nobody asked, and loaded again when it is needed', async () => {
  const { openFor, say, log } = setUp();
  const opened = await openFor('small');
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  await say(opened);
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(log).toEqual(['open small wasm', 'write small']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log.at(-1)).toBe('stop');
  await say(opened);
  expect(log.slice(3)).toEqual(['open small wasm', 'write small']);
});

test('a worker that died while nobody asked is no fault of the model', async () => {
  const { openFor, state, log, events } = setUp();
  await openFor('small');
  state.loaded = undefined;
  expect((await openFor('small'))?.facts.modelId).toBe('small');
  expect(log).toEqual(['open small wasm', 'stop', 'open small wasm']);
  expect(steps(events)).toEqual([]);
});

describe('when a model cannot be loaded', () => {
  test('its other way is tried first, which is no step down', async () => {
    const { openFor, log, events } = setUp({ open: (_id, way) => (way?.device === 'webgpu' ? lost() : undefined) });
    expect((await openFor('middle'))?.facts).toMatchObject({ modelId: 'middle', device: 'wasm' });
    expect(log).toEqual(['open middle webgpu', 'stop', 'open middle wasm']);
    expect(steps(events)).toEqual([]);
  });

  test('the next smaller one writes, and that is told with the reason', async () => {
    const { openFor, events } = setUp({ open: (id) => (id === 'large' ? lost() : undefined) });
    expect((await openFor('large'))?.facts.modelId).toBe('middle');
    expect(steps(events)).toEqual([{ type: 'stepped-down', to: 'MIDDLE', problem: { code: 'device-lost', details: { modelName: 'x' } } }]);
  });

  test('at last there is quoting, and each step down was told when it was taken', async () => {
    const { openFor, events } = setUp({ open: lost });
    expect(await openFor('middle')).toBeUndefined();
    const problem = { code: 'device-lost', details: { modelName: 'x' } };
    expect(steps(events)).toEqual([{ type: 'stepped-down', to: 'SMALL', problem }, { type: 'stepped-down', to: 'Quotations', problem }]);
  });

  test('no way is tried twice in this session, until a person asks for it', async () => {
    let broken = true;
    const { openFor, writers, log, events, state } = setUp({ open: (id) => (broken && id === 'large' ? lost() : undefined) });
    await openFor('large');
    await openFor('large');
    expect(log.filter((line) => line.includes('large'))).toHaveLength(1);
    expect(steps(events)).toHaveLength(2);
    broken = false;
    await writers.tryAgain('large');
    expect((await openFor('large'))?.facts.modelId).toBe('large');
    expect(state.forgotten).toContain('large');
  });

  test('a way whose last load ended the tab is passed over', async () => {
    const { openFor, log, events } = setUp({ crashed: { large: [{ device: 'webgpu', dtype: 'q4f16' }] } });
    expect((await openFor('large'))?.facts.modelId).toBe('middle');
    expect(log).toEqual(['open middle webgpu']);
    expect(steps(events)).toMatchObject([{ problem: { code: 'model-unusable', details: { why: 'it ended the tab when it was last tried' } } }]);
  });

  test('one that went silent is ended', async () => {
    const { openFor, log } = setUp({ open: (id) => (id === 'middle' ? never() : undefined) });
    const opening = openFor('middle');
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect((await opening)?.facts.modelId).toBe('small');
    expect(log).toEqual(['open middle webgpu', 'stop', 'open middle wasm', 'stop', 'open small wasm']);
  });

  test('a model that was removed is not known any more', async () => {
    const { openFor, events } = setUp();
    expect(await openFor('gone')).toBeUndefined();
    expect(steps(events)).toEqual([{ type: 'stepped-down', to: 'Quotations', problem: { code: 'model-not-known', details: { name: 'gone' } } }]);
  });

  test('without a graphics device those that need one are not tried', async () => {
    const { openFor, log } = setUp({ gpu: 'none' });
    expect((await openFor('large'))?.facts).toMatchObject({ modelId: 'middle', device: 'wasm' });
    expect(log).toEqual(['open middle wasm']);
  });

  test('a smaller one stands in for the browser’s own', async () => {
    const { openFor, log } = setUp({ browser: true, open: (id) => (id === 'browser' ? lost() : undefined) });
    expect((await openFor('browser'))?.facts.modelId).toBe('large');
    expect(log[0]).toBe('open browser');
  });
});

describe('when a model fails in the middle of a text', () => {
  test('the caller is told, its worker is ended, and opening again finds the next one', async () => {
    const { openFor, say, log, events } = setUp({ write: (id) => (id === 'large' ? lost() : 'No.') });
    await expect(say(await openFor('large'))).rejects.toMatchObject({ code: 'device-lost' });
    expect(log.at(-1)).toBe('stop');
    expect((await say(await openFor('large'))).text).toBe('No.');
    expect(steps(events)).toMatchObject([{ to: 'MIDDLE', problem: { code: 'device-lost' } }]);
  });

  test('so it is when it goes silent', async () => {
    const { openFor, say, log } = setUp({ write: never });
    const writing = say(await openFor('small')).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(await writing).toMatchObject({ code: 'device-lost', details: { modelName: 'SMALL' } });
    expect(log.at(-1)).toBe('stop');
  });

  test('a caller that did wrong costs the model nothing', async () => {
    const { openFor, say, log } = setUp();
    const opened = await openFor('small');
    await expect(opened!.write(signal, [], options, () => {})).rejects.toBeInstanceOf(RangeError);
    const mishap = new Error('The page is gone.');
    const failing = opened!.write(signal, [{ role: 'user', content: 'Why?' }], options, () => {
      throw mishap;
    });
    await expect(failing).rejects.toBe(mishap);
    await say(opened);
    expect(log).toEqual(['open small wasm', 'write small', 'write small', 'write small']);
  });
});

describe('an abort', () => {
  test('of a text is answered at once, costs the model nothing, and no piece comes after it', async () => {
    const written = Promise.withResolvers<string>();
    let texts = 0;
    const { openFor, say, log } = setUp({ write: () => (texts++ === 0 ? written.promise : 'Yes.') });
    const opened = await openFor('small');
    const pieces: string[] = [];
    const controller = new AbortController();
    const writing = opened!.write(controller.signal, [{ role: 'user', content: 'Why?' }], options, (piece) => void pieces.push(piece)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    expect(isAbort(await writing)).toBe(true);
    written.resolve('Too late.');
    expect((await say(opened)).text).toBe('Yes.');
    expect(pieces).toEqual([]);
    expect(log).not.toContain('stop');
  });

  test('whose text does not end for a minute ends the worker after all', async () => {
    const { openFor, log } = setUp({ write: never });
    const controller = new AbortController();
    const writing = (await openFor('small'))!.write(controller.signal, [{ role: 'user', content: 'Why?' }], options, () => {}).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    expect(isAbort(await writing)).toBe(true);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(log).not.toContain('stop');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(log).toContain('stop');
  });

  test('of a load ends its worker, is no crash and no failure, and the model can be loaded again', async () => {
    let loads = 0;
    const { openFor, log, state, events } = setUp({ open: () => (loads++ === 0 ? never() : undefined) });
    const controller = new AbortController();
    const opening = openFor('small', controller.signal).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    expect(isAbort(await opening)).toBe(true);
    expect((await openFor('small'))?.facts.modelId).toBe('small');
    expect(log).toEqual(['open small wasm', 'stop', 'open small wasm']);
    expect(state.marked).toEqual([]);
    expect(steps(events)).toEqual([]);
  });

  test('before anything was done leaves everything as it was', async () => {
    const { openFor, log } = setUp();
    expect(isAbort(await openFor('small', AbortSignal.abort()).catch((error: unknown) => error))).toBe(true);
    expect(log).toEqual([]);
  });
});

test('a text is not taken its model away by a question for another one', async () => {
  const written = Promise.withResolvers<string>();
  const { openFor, say, log } = setUp({ write: (id) => (id === 'small' ? written.promise : 'Yes.') });
  const first = await openFor('small');
  const writing = say(first);
  const other = openFor('middle');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(log).toEqual(['open small wasm', 'write small']);
  written.resolve('Whole.');
  expect((await writing).text).toBe('Whole.');
  await other;
  // Each goes on with its own model, whoever was loaded meanwhile.
  expect((await say(first)).text).toBe('Whole.');
  expect(log.slice(2)).toEqual(['stop', 'open middle webgpu', 'stop', 'open small wasm', 'write small']);
});
