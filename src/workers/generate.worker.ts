/**
 * Writes with one language model of the vault, run one way, by WebLLM or transformers.js. Expect it to be ended after any failure but an abort
 * of a text: the runtimes behind it do not recover.
 */
import { transfer } from 'comlink';
import type { InstalledModel } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import type { WriterFacts, WriterLoading } from '../contract/writer.ts';
import type { OnEvent } from '../contract/events.ts';
import { graphicsFacts } from '../embedding/device-order.ts';
import { loadTransformersWriter } from '../generation/transformers-writer.ts';
import { loadWebLlmWriter } from '../generation/web-llm-writer.ts';
import type { Writer } from '../generation/writer.ts';
import { writerModelOf } from '../generation/writer-files.ts';
import { listInstalled } from '../models/installed.ts';
import { exposeEverywhere } from '../wire/expose.ts';
import { modelThreads } from './threads.ts';
import { vaultModel } from './vault-model.ts';
import { writerWays, type GenerateApi, type WriterWay } from './writer-ways.ts';

let loading: Promise<Writer> | undefined;

/** @throws Problem engine-crashed when nothing was loaded: this worker is a new one, and the one that was is gone */
async function loaded(): Promise<Writer> {
  if (!loading) throw new Problem('engine-crashed', { engine: 'generate' });
  return loading;
}

async function load(signal: AbortSignal, installed: InstalledModel, way: WriterWay, onLoading: OnEvent<WriterLoading>): Promise<Writer> {
  const { entry } = installed;
  const [files, model] = [vaultModel(installed), writerModelOf(installed)];
  if (entry.language?.engine !== 'web-llm') return loadTransformersWriter(signal, files, model, { ...way, threads: modelThreads() }, onLoading);
  const { library } = entry.language;
  if (!library) throw new Problem('model-unusable', { modelId: entry.id, why: 'it does not say which program runs it' });
  return loadWebLlmWriter(signal, files, model, library.name, onLoading);
}

function factsOf({ entry }: InstalledModel, { revision, contextTokens }: Writer, way: WriterWay): WriterFacts {
  const device = way.device === 'webgpu' ? 'graphics device' : 'processor';
  return { modelId: entry.id, name: entry.name, revision, engine: entry.language?.engine ?? 'transformers', device, contextTokens };
}

exposeEverywhere({
  async open(signal, modelId, onLoading, wanted) {
    if (loading) throw new Error('A worker loads one model, once.');
    const { promise, resolve, reject } = Promise.withResolvers<Writer>();
    promise.catch(() => {}); // Whoever opens it is told, and whoever calls later.
    loading = promise;
    try {
      const installed = (await listInstalled()).find(({ entry }) => entry.id === modelId && entry.language);
      if (!installed) throw new Problem('model-unusable', { modelId, why: 'it is not here any more' });
      const way = wanted ?? writerWays(installed, await graphicsFacts())[0];
      if (!way) throw new Problem('model-unusable', { modelId, why: 'there is no graphics device that it can use' });
      const writer = await load(signal, installed, way, onLoading);
      resolve(writer);
      return factsOf(installed, writer, way);
    } catch (error) {
      reject(error);
      throw error;
    }
  },
  async countTokens(texts) {
    const writer = await loaded();
    const counts = Uint32Array.from(await Promise.all(texts.map((text) => writer.countTokens(text))));
    return transfer(counts, [counts.buffer]);
  },
  write: async (signal, messages, options, onText) => (await loaded()).write(signal, messages, options, onText),
} satisfies GenerateApi);
