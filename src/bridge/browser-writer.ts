/**
 * The browser's own model, offered to the library as if it were a worker of the crew: browsers give it to pages only. Nothing of it is ours, and
 * nothing is downloaded for it.
 */
import { expose } from 'comlink';
import { Problem } from '../contract/problem.ts';
import type { WriteApi } from '../contract/writer.ts';
import { loadPromptApiWriter, type PromptApi } from '../generation/prompt-api-writer.ts';
import type { Writer } from '../generation/writer.ts';
import type { Introduction } from '../wire/expose.ts';
import '../wire/handlers.ts';

const MODEL_ID = 'browser';
const NAME = 'The browser’s own model';
/** What every browser's model that exists knows; a browser refuses languages that its model does not. */
const LANGUAGES = ['en'];

/** As a worker of the crew is held, but for the worker. */
export interface BrowserWriterLife {
  worker: { postMessage(introduction: Introduction, transfer: MessagePort[]): void };
  gone: Promise<void>;
  stop(): void;
}

/** @returns `undefined` when the browser has no model, or would have to download it first */
export async function offerBrowserWriter(api = promptApi()): Promise<BrowserWriterLife | undefined> {
  const texts = [{ type: 'text' as const, languages: LANGUAGES }];
  const availability = await api?.availability({ expectedInputs: texts, expectedOutputs: texts }).catch(() => 'unavailable');
  if (!api || availability !== 'available') return undefined;
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const { writeApi, unload } = browserWriteApi(api);
  return {
    worker: { postMessage: ({ port }) => expose(writeApi, port) },
    gone,
    stop() {
      void unload();
      resolve();
    },
  };
}

export function browserWriteApi(api: PromptApi): { writeApi: WriteApi; unload: () => Promise<void> } {
  let loading: Promise<Writer> | undefined;
  const loaded = async () => {
    if (!loading) throw new Problem('engine-crashed', { engine: 'browser-writer' });
    return loading;
  };
  return {
    writeApi: {
      async open(signal, _modelId, onLoading) {
        if (loading) throw new Error('It is loaded once.');
        loading = loadPromptApiWriter(signal, api, { languages: LANGUAGES, mayDownload: false }, onLoading);
        const { revision, contextTokens } = await loading;
        return { modelId: MODEL_ID, name: NAME, revision, engine: 'browser', device: 'browser', contextTokens };
      },
      async countTokens(texts) {
        const writer = await loaded();
        return Uint32Array.from(await Promise.all(texts.map((text) => writer.countTokens(text))));
      },
      write: async (signal, messages, options, onText) => (await loaded()).write(signal, messages, options, onText),
    },
    async unload() {
      await (await loading?.catch(() => undefined))?.unload();
    },
  };
}

/** TypeScript does not know it yet. */
const promptApi = () => (globalThis as { LanguageModel?: PromptApi }).LanguageModel;
