import { beforeEach, describe, expect, test } from 'vitest';
import type { EncoderWay } from '../contract/embedding.ts';
import { createCrashMarks, type CrashMarks, type MarkFolder, type MarkLocks } from './crash-marker.ts';

const gpu: EncoderWay = { device: 'webgpu', dtype: 'fp16' };
const cpu: EncoderWay = { device: 'wasm', dtype: 'q8' };

/** The files and locks of one origin, shared by all of its tabs. */
let files: Set<string>;
let held: Set<string>;

const folder: MarkFolder = {
  async *keys() {
    // A listing of what is there now, whatever is added or removed while it is read.
    yield* Array.from(files);
  },
  getFileHandle: async (name) => files.add(name),
  async removeEntry(name) {
    if (!files.delete(name)) throw new DOMException(name, 'NotFoundError');
  },
};
const locks: MarkLocks = {
  async request(name, work) {
    held.add(name);
    try {
      return await work();
    } finally {
      held.delete(name);
    }
  },
  query: async () => ({ held: [...held].map((name) => ({ name })) }),
};

/** A tab that begins to load and never ends. Returns how it dies. */
async function tabThatLoads(marks: CrashMarks, modelId: string, way: EncoderWay): Promise<() => void> {
  const before = new Set(held);
  await new Promise<void>((started) => void marks.during(modelId, way, () => {
    started();
    return new Promise<never>(() => {});
  }));
  const own = [...held].filter((name) => !before.has(name));
  // What a browser does: locks are freed, nothing else is run.
  return () => own.forEach((name) => held.delete(name));
}

let marks: CrashMarks;
beforeEach(() => {
  files = new Set();
  held = new Set();
  marks = createCrashMarks(async () => folder, locks);
});

describe('a load', () => {
  test('that succeeds or fails leaves nothing behind', async () => {
    expect(await marks.during('e5', gpu, async () => files.size)).toBe(1);
    await expect(marks.during('e5', gpu, () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
    expect(files.size).toBe(0);
    expect(await marks.crashed('e5')).toEqual([]);
  });

  test('that ended its tab is told at the next start, for that model and that way alone', async () => {
    (await tabThatLoads(marks, 'e5', gpu))();
    await marks.during('e5', cpu, async () => {});
    expect(await marks.crashed('e5')).toEqual([gpu]);
    expect(await marks.crashed('e5-large')).toEqual([]);
    expect(await marks.crashed('e')).toEqual([]);
  });

  test('that is running in another tab is none that ended it', async () => {
    const die = await tabThatLoads(marks, 'e5', gpu);
    expect(await marks.crashed('e5')).toEqual([]);
    die();
    expect(await marks.crashed('e5')).toEqual([gpu]);
  });

  test('that ended its tab is told although another tab loads the same the same way, and told once for two', async () => {
    for (let tab = 0; tab < 2; tab++) (await tabThatLoads(marks, 'e5', gpu))();
    await tabThatLoads(marks, 'e5', gpu);
    expect(await marks.crashed('e5')).toEqual([gpu]);
  });

  test('that ends while it is looked for is none that ended its tab', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const loading = marks.during('e5', gpu, () => promise);
    const slow = createCrashMarks(async () => folder, {
      ...locks,
      async query() {
        resolve();
        await loading;
        return locks.query();
      },
    });
    expect(await slow.crashed('e5')).toEqual([]);
  });

  test('that is to be tried again is forgotten: one way, or all of a model', async () => {
    for (const way of [gpu, cpu]) (await tabThatLoads(marks, 'e5', way))();
    (await tabThatLoads(marks, 'minilm', gpu))();
    await marks.forget('e5', gpu);
    expect(await marks.crashed('e5')).toEqual([cpu]);
    await marks.forget('e5');
    expect(await marks.crashed('e5')).toEqual([]);
    expect(await marks.crashed('minilm')).toEqual([gpu]);
  });
});

test('without a file system loads go on, and nothing is told', async () => {
  const none = createCrashMarks(() => Promise.reject(new DOMException('private window', 'SecurityError')), locks);
  expect(await none.during('e5', gpu, async () => 'loaded')).toBe('loaded');
  expect(await none.crashed('e5')).toEqual([]);
  await none.forget('e5');
});
