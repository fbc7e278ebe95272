/** As the page's crew, for one worker: it can be stopped at once, and is started again when it is hired again. */
import type { Workshop } from '../../src/contract/library.ts';
import type { Introduction } from '../../src/wire/expose.ts';

export function createCrew(): Workshop & { started(): number } {
  let life: { worker: Worker; gone: Promise<void>; stop(): void } | undefined;
  let started = 0;
  const start = () => {
    started += 1;
    const worker = new Worker(new URL('../../src/workers/generate.worker.ts', import.meta.url), { type: 'module', name: 'generate' });
    const { promise: gone, resolve } = Promise.withResolvers<void>();
    const stop = () => {
      worker.terminate();
      life = undefined;
      resolve();
    };
    worker.addEventListener('error', stop, { once: true });
    return { worker, gone, stop };
  };
  return {
    async hire(trade) {
      if (trade !== 'generate') throw new Error('This page has no other.');
      life ??= start();
      const { port1, port2 } = new MessageChannel();
      life.worker.postMessage({ port: port1 } satisfies Introduction, [port1]);
      return port2;
    },
    dismiss: async () => life?.stop(),
    gone: async () => life?.gone,
    started: () => started,
  };
}
