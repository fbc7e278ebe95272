/** The page of the encoder test: the worker does the work, as in the product. */
import { wrap } from 'comlink';
import { finder } from './finder.ts';
import type { HarnessApi } from './harness-api.ts';

async function inOwnWorker<Result>(act: (api: HarnessApi) => Promise<Result>): Promise<Result> {
  const worker = new Worker(new URL('./encoder.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await Promise.race([
      act(wrap<HarnessApi>(worker) as unknown as HarnessApi),
      new Promise<never>((_, reject) => {
        worker.onerror = (event) => reject(new Error(`The worker died: ${event.message}`));
      }),
    ]);
  } finally {
    worker.terminate();
  }
}

window.encoder = {
  graphics: () => inOwnWorker((api) => api.graphics()),
  run: (trial) => inOwnWorker((api) => api.run(trial)),
};
window.finder = finder;
