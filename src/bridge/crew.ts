/** The workers that the library hires. The only `new Worker` but for the seal's probe: only a page may start one, and stop it at once. */
import { transfer } from 'comlink';
import type { Trade, Workshop } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { Introduction } from '../wire/expose.ts';
import { offerBrowserWriter } from './browser-writer.ts';

// Vite finds workers by this exact form of words.
const start: Record<Exclude<Trade, 'browser-writer'> | 'draw' | 'library', () => Worker> = {
  extract: () => new Worker(new URL('../workers/extract.worker.ts', import.meta.url), { type: 'module', name: 'extract' }),
  // Pages are drawn by the same code, in a worker of their own: reading a book never waits behind reading a hundred.
  draw: () => new Worker(new URL('../workers/extract.worker.ts', import.meta.url), { type: 'module', name: 'draw' }),
  embed: () => new Worker(new URL('../workers/embed.worker.ts', import.meta.url), { type: 'module', name: 'embed' }),
  encode: () => new Worker(new URL('../workers/encode.worker.ts', import.meta.url), { type: 'module', name: 'encode' }),
  // The same model once more, so that a question never waits behind a batch.
  'encode-query': () => new Worker(new URL('../workers/encode.worker.ts', import.meta.url), { type: 'module', name: 'encode-query' }),
  generate: () => new Worker(new URL('../workers/generate.worker.ts', import.meta.url), { type: 'module', name: 'generate' }),
  library: () => new Worker(new URL('../workers/library.worker.ts', import.meta.url), { type: 'module', name: 'library' }),
};

export interface Life {
  worker: Worker;
  /** Resolves when the worker has died or was stopped; comlink would never tell. */
  gone: Promise<void>;
  stop(): void;
}

export function startWorker(name: keyof typeof start): Life {
  const worker = start[name]();
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const stop = () => {
    worker.terminate();
    resolve();
  };
  worker.addEventListener('error', stop, { once: true });
  return { worker, gone, stop };
}

/** A worker, or what takes a worker's place: somebody to introduce others to, who can be stopped. */
type Hired = Omit<Life, 'worker'> & { worker: { postMessage(introduction: Introduction, transfer: MessagePort[]): void } };

export function createCrew(): Workshop & { dismissAll(): void } {
  const lives = new Map<Trade, Hired>();

  async function alive(trade: Trade): Promise<Hired> {
    const life = lives.get(trade) ?? (trade === 'browser-writer' ? await browserWriter() : startWorker(trade));
    if (lives.get(trade) === life) return life;
    lives.set(trade, life);
    void life.gone.then(() => lives.get(trade) === life && lives.delete(trade));
    return life;
  }

  return {
    async hire(trade) {
      const { port1, port2 } = new MessageChannel();
      (await alive(trade)).worker.postMessage({ port: port1 } satisfies Introduction, [port1]);
      return transfer(port2, [port2]);
    },
    async dismiss(trade) {
      lives.get(trade)?.stop();
    },
    async gone(trade) {
      await lives.get(trade)?.gone;
    },
    /** Whoever hired them is gone. */
    dismissAll() {
      for (const life of lives.values()) life.stop();
    },
  };
}

/** The browser's own model can be reached from the page only. @throws Problem model-not-known where there is none */
async function browserWriter(): Promise<Hired> {
  const life = await offerBrowserWriter();
  if (!life) throw new Problem('model-not-known', { name: 'browser' });
  return life;
}
