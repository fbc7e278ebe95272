/**
 * Tells at a start which way of loading a model ended its tab the last time: that way is passed over until a person tries it again, while the
 * next one serves. The page keeps the notes (`LoadNotes`); here is what they say.
 */
import type { EncoderWay } from '../contract/embedding.ts';
import type { LoadNotes } from '../contract/library.ts';
import type { Dtype, ModelDevice } from '../contract/model.ts';

export interface CrashMarks {
  /** Runs `load` under a mark. End its worker when it is aborted, so that it ends too. */
  during<T>(modelId: string, way: EncoderWay, load: () => Promise<T>): Promise<T>;
  /** Ways of a model whose last load ended its tab. */
  crashed(modelId: string): Promise<EncoderWay[]>;
  /** Takes the marks of a model away: a person wants to try again. */
  forget(modelId: string): Promise<void>;
}

/** Stands in no id of a model, no device and no precision. */
const SEPARATOR = '~';

export function createCrashMarks(notes: LoadNotes): CrashMarks {
  const crashedLoads = async (modelId: string) => (await notes.crashed()).filter((load) => load.startsWith(modelId + SEPARATOR));
  return {
    async during(modelId, way, load) {
      // A name for every load: two workers may load the same at the same time.
      const name = [modelId, way.device, way.dtype, crypto.randomUUID()].join(SEPARATOR);
      await notes.begins(name);
      try {
        return await load();
      } finally {
        await notes.ends(name);
      }
    },
    async crashed(modelId) {
      const ways = (await crashedLoads(modelId)).map(wayOf);
      return ways.filter((way, i) => ways.findIndex((other) => other.device === way.device && other.dtype === way.dtype) === i);
    },
    forget: async (modelId) => notes.forget(await crashedLoads(modelId)),
  };
}

function wayOf(load: string): EncoderWay {
  const [, device, dtype] = load.split(SEPARATOR);
  return { device: device as ModelDevice, dtype: dtype as Dtype };
}
