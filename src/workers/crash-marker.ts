/**
 * Tells at a start which load of a model ended its tab the last time. A load that takes too much memory kills the tab, and nothing that runs in the
 * tab can say so afterwards. So a mark is left in the origin's private file system before each load, and taken away when the load has ended in
 * any way that we see. A Web Lock is held meanwhile: browsers free it when the tab dies, so a mark without its lock is that of a dead one.
 *
 * A tab that a person closed or reloaded during a load leaves the same mark: browsers give a worker no time to clean up. The way is then passed
 * over until a person tries it again (`forget`), while the next one serves.
 */
import type { EncoderWay } from '../contract/embedding.ts';
import type { Dtype, ModelDevice } from '../contract/model.ts';

/** The part of a directory of the origin's private file system that is used. */
export interface MarkFolder {
  keys(): AsyncIterable<string>;
  getFileHandle(name: string, options: { create: true }): Promise<unknown>;
  removeEntry(name: string): Promise<void>;
}

/** The part of `navigator.locks` that is used. */
export interface MarkLocks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
  query(): Promise<{ held?: { name?: string }[] }>;
}

export interface CrashMarks {
  /** Runs `load` under a mark. */
  during<T>(modelId: string, way: EncoderWay, load: () => Promise<T>): Promise<T>;
  /** Ways of a model whose last load ended its tab. None where the browser keeps no files for us. */
  crashed(modelId: string): Promise<EncoderWay[]>;
  /** Takes the marks of a model away, or of one way of it: a person wants to try again, or ended the load themselves. */
  forget(modelId: string, way?: EncoderWay): Promise<void>;
}

const FOLDER = 'model-loads';
const LOCK = 'carrel-model-load/';
/** Stands in no id of a model, no device and no precision. */
const SEPARATOR = '~';

/** @param open the folder for the marks, made when it is not there. When it rejects, loads go on without marks. */
export function createCrashMarks(open: () => Promise<MarkFolder> = openFolder, locks: MarkLocks = navigator.locks as unknown as MarkLocks): CrashMarks {
  const list = async (modelId: string): Promise<string[]> => {
    const names: string[] = [];
    for await (const name of (await open()).keys()) if (name.startsWith(modelId + SEPARATOR)) names.push(name);
    return names;
  };
  const remove = (name: string) => open().then((folder) => folder.removeEntry(name)).catch(() => {});
  return {
    during(modelId, way, load) {
      // A name for every load: several tabs, and two workers of one tab, may load the same at the same time.
      const name = [modelId, way.device, way.dtype, crypto.randomUUID()].join(SEPARATOR);
      return locks.request(LOCK + name, async () => {
        await open().then((folder) => folder.getFileHandle(name, { create: true })).catch(() => {});
        try {
          return await load();
        } finally {
          await remove(name);
        }
      });
    },
    async crashed(modelId) {
      const before = await list(modelId).catch(() => []);
      if (before.length === 0) return [];
      const held = new Set((await locks.query()).held?.map(({ name }) => name));
      // A load may have ended between the two looks: then its mark is gone now.
      const after = new Set(await list(modelId).catch(() => []));
      const ways = before.filter((name) => after.has(name) && !held.has(LOCK + name)).map(wayOf);
      return ways.filter((way, i) => ways.findIndex((other) => other.device === way.device && other.dtype === way.dtype) === i);
    },
    async forget(modelId, way) {
      const names = await list(modelId).catch(() => []);
      const wanted = way ? [modelId, way.device, way.dtype, ''].join(SEPARATOR) : '';
      await Promise.all(names.filter((name) => name.startsWith(wanted)).map(remove));
    },
  };
}

function wayOf(name: string): EncoderWay {
  const [, device, dtype] = name.split(SEPARATOR);
  return { device: device as ModelDevice, dtype: dtype as Dtype };
}

async function openFolder(): Promise<MarkFolder> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}
