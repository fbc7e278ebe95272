import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddingProfile, EncodeApi, EncoderWay } from '../contract/embedding.ts';
import type { Workshop } from '../contract/library.ts';
import type { InstalledModel, ModelBuild } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import '../wire/handlers.ts';
import { ChosenEncoder, type ChosenEncoderParts } from './chosen-encoder.ts';
import type { CrashMarks } from './crash-marker.ts';

const build = (id: string, device: ModelBuild['device'], dtype: ModelBuild['dtype']): ModelBuild =>
  ({ id, device, dtype, files: [], downloadBytes: 0, memoryBytes: 0, needs: [] });
const installed: InstalledModel = {
  entry: {
    id: 'e5', kind: 'embedding', name: 'E5', maker: '', repository: '', revision: '1', licence: '', gated: false, languages: [], parameters: 1, goodFor: '', commonFiles: [],
    builds: [build('cpu', 'wasm', 'q8'), build('half', 'webgpu', 'fp16'), build('full', 'webgpu', 'fp32')],
  },
  // The whole weights were not downloaded.
  source: 'hub', builds: ['cpu', 'half'], files: {}, installedAt: 0,
};
const fp16: EncoderWay = { device: 'webgpu', dtype: 'fp16' };
const q8: EncoderWay = { device: 'wasm', dtype: 'q8' };
const golden = [{ text: 'law', vector: [1] }];

/** What happened, in order. */
let log: string[];
let crashed: EncoderWay[];
/** What workers do on the graphics device; the processor always works. */
let gpu: { load: () => Promise<void>; count: () => Promise<void> };
let ports: MessagePort[];
/** Called when a worker was ended. */
let onEnded: () => void;
const works = () => Promise.resolve();
const hangs = () => new Promise<never>(() => {});
const loses = () => Promise.reject(new Problem('device-lost', { modelName: 'e5' }));

/** A worker as far as this is concerned: it loads once, and everything before that fails. */
function createWorker(): Partial<EncodeApi> {
  let way: EncoderWay | undefined;
  return {
    async load(modelId, chosen) {
      log.push(`load ${chosen.device}`);
      if (chosen.device === 'webgpu') await gpu.load();
      way = chosen;
      return { id: modelId } as EmbeddingProfile;
    },
    knownAnswers: async () => golden,
    async countTokens(texts) {
      if (!way) throw new Problem('model-unusable', { modelId: '', why: 'it was not loaded' });
      if (texts.length === 0) throw new RangeError('Nothing to count.');
      if (way.device === 'webgpu') await gpu.count();
      return Uint32Array.of(way.device === 'webgpu' ? 1 : 2);
    },
  };
}

/** Over real ports, with one worker at a time. */
function createWorkshop(): Workshop & { kill(): void } {
  let life: { api: object; gone: PromiseWithResolvers<void> } | undefined;
  const kill = () => {
    life?.gone.resolve();
    life = undefined;
  };
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
      kill();
      onEnded();
    },
    gone: async () => life?.gone.promise,
    kill,
  };
}

const marks: CrashMarks = {
  async during(_, way, load) {
    crashed.push(way);
    try {
      return await load();
    } finally {
      crashed = crashed.filter((other) => other !== way);
    }
  },
  crashed: async () => crashed,
  async forget() {
    log.push('forgot all');
    crashed = [];
  },
};
let workshop: ReturnType<typeof createWorkshop>;
const encoder = (changes: Partial<ChosenEncoderParts> = {}) =>
  new ChosenEncoder({ workshop, trade: 'encode', installed, marks, golden, graphics: async () => ({ shaderF16: true, software: false }), ...changes });
const count = (model: ChosenEncoder, texts = ['a']) => model.run((api) => api.countTokens(texts)).then(([first]) => first);

beforeEach(() => {
  [log, crashed, ports, gpu, onEnded] = [[], [], [], { load: works, count: works }, () => {}];
  workshop = createWorkshop();
});
afterEach(() => ports.forEach((port) => port.close()));

describe('a chosen model', () => {
  test('is loaded once, when it is first needed, the best way that is installed', async () => {
    const model = encoder();
    expect(log).toEqual([]);
    expect(await Promise.all([count(model), count(model)])).toEqual([1, 1]);
    expect(await model.found()).toEqual({ way: fp16, refused: [], known: golden });
    expect(log).toEqual(['load webgpu']);
  });

  test('runs on the processor for questions, and where there is no graphics device', async () => {
    for (const changes of [{ trade: 'encode-query' }, { graphics: async () => undefined }] as const) {
      workshop.kill();
      expect(await encoder(changes).found()).toMatchObject({ way: q8 });
    }
  });

  test('is not tried again the way that once ended a tab, until a person wants it', async () => {
    crashed = [fp16];
    const model = encoder();
    expect(await model.found()).toMatchObject({ way: q8, refused: [{ ...fp16, why: 'ended-the-tab' }] });
    await model.tryAgain();
    expect(await model.found()).toMatchObject({ way: fp16, refused: [] });
  });

  test('tells each way that it found', async () => {
    const told: EncoderWay[] = [];
    const model = encoder({ onFound: ({ way }) => told.push(way) });
    await count(model);
    gpu.count = loses;
    await count(model);
    expect(told).toEqual([fp16, q8]);
  });
});

describe('a failure while it runs', () => {
  test('ends the worker, and the call is answered by the next way', async () => {
    const model = encoder();
    await model.found();
    gpu.count = loses;
    expect(await count(model)).toBe(2);
    expect(await model.found()).toMatchObject({ way: q8, refused: [{ ...fp16, why: 'cannot-run' }] });
    expect(log).toEqual(['load webgpu', 'ended', 'load wasm']);
  });

  test('of many calls at once moves it on once', async () => {
    const model = encoder();
    await model.found();
    gpu.count = loses;
    expect(await Promise.all(Array.from({ length: 5 }, () => count(model)))).toEqual([2, 2, 2, 2, 2]);
    expect(log).toEqual(['load webgpu', 'ended', 'load wasm']);
  });

  test('that is the death of its worker is one, too', async () => {
    const model = encoder();
    await model.found();
    gpu.count = hangs;
    const counting = count(model);
    setTimeout(() => workshop.kill(), 20);
    expect(await counting).toBe(2);
    expect((await model.found()).refused).toEqual([{ ...fp16, why: 'cannot-run' }]);
  });

  test('of the call itself is the caller’s, and the way stays', async () => {
    const model = encoder();
    await expect(count(model, [])).rejects.toThrow('Nothing to count.');
    expect(await model.found()).toMatchObject({ way: fp16, refused: [] });
  });

  test('of the last way is told to everyone until a person tries again', async () => {
    const model = encoder({ installed: { ...installed, builds: ['half'] } });
    crashed = [{ device: 'wasm', dtype: 'fp16' }];
    gpu.load = loses;
    await expect(count(model)).rejects.toMatchObject({ code: 'model-unusable' });
    await expect(count(model)).rejects.toMatchObject({ code: 'model-unusable' });
    expect(log.filter((line) => line.startsWith('load'))).toEqual(['load webgpu']);
    gpu.load = works;
    await model.tryAgain();
    expect(await count(model)).toBe(1);
  });
});

describe('stopping it', () => {
  test('frees the worker; the next call loads the model again, the same way', async () => {
    const model = encoder();
    await count(model);
    await model.stop();
    expect(await count(model)).toBe(1);
    expect(log).toEqual(['load webgpu', 'ended', 'load webgpu']);
  });

  test('during a load leaves no mark of a crash, and tries no other way', async () => {
    gpu.load = hangs;
    const model = encoder();
    const finding = model.found();
    finding.catch(() => {});
    await expect.poll(() => log).toContain('load webgpu');
    await model.stop();
    await expect(finding).rejects.toMatchObject({ name: 'AbortError' });
    expect(log).toEqual(['load webgpu', 'ended']);
    await expect.poll(() => crashed).toEqual([]);
  });

  test('and calling at once waits for the end of what was going on', async () => {
    gpu.load = hangs;
    const model = encoder();
    model.found().catch(() => {});
    await expect.poll(() => log).toContain('load webgpu');
    gpu.load = works;
    void model.stop();
    expect(await count(model)).toBe(1);
    expect(log).toEqual(['load webgpu', 'ended', 'load webgpu']);
  });

  test('between one way and the next tries no next one', async () => {
    const model = encoder();
    await model.found();
    gpu.count = loses;
    let stopping: Promise<void> | undefined;
    onEnded = () => {
      onEnded = () => {};
      stopping = model.stop();
    };
    await expect(count(model)).rejects.toMatchObject({ code: 'engine-crashed' });
    await stopping;
    expect(log).toEqual(['load webgpu', 'ended']);
  });

  test('fails the calls that are running, and does not start it again for them', async () => {
    const model = encoder();
    await model.found();
    gpu.count = hangs;
    const counting = count(model);
    setTimeout(() => void model.stop(), 20);
    await expect(counting).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(log).toEqual(['load webgpu', 'ended']);
  });
});
