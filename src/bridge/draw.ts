/** Draws PDF pages, one at a time, in a worker that is stopped when a page hangs it. */
import { wrap, type Remote } from 'comlink';
import type { DrawApi, DrawSource } from '../contract/extraction.ts';
import { Problem } from '../contract/problem.ts';
import '../wire/handlers.ts';
import { startWorker, type Life } from './crew.ts';

/** Longest time for one page. A drawing made of millions of lines looks like this, and so does a trap. */
const DEADLINE_MS = 20_000;
const IDLE_MS = 60_000;

export function createDrawer() {
  let life: (Life & { api: Remote<DrawApi> }) | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function begin() {
    const started = startWorker('draw');
    void started.gone.then(() => (life = undefined));
    return { ...started, api: wrap<DrawApi>(started.worker) };
  }

  async function draw(signal: AbortSignal, source: DrawSource, pageNumber: number, pixelsPerPoint: number): Promise<ImageBitmap> {
    signal.throwIfAborted();
    clearTimeout(idle);
    const { api, gone, stop } = (life ??= begin());
    const deadline = setTimeout(stop, DEADLINE_MS);
    const stopped = gone.then(() => {
      throw new Problem('engine-crashed', { engine: 'draw' });
    });
    try {
      return await Promise.race([api.drawPage(source, pageNumber, pixelsPerPoint), stopped]);
    } finally {
      clearTimeout(deadline);
      idle = setTimeout(stop, IDLE_MS);
    }
  }

  /** A page that is no longer wanted when its turn comes is not drawn. The bitmap belongs to the caller. */
  return (...args: Parameters<typeof draw>): Promise<ImageBitmap> => {
    const turn = last.catch(() => {}).then(() => draw(...args));
    last = turn;
    return turn;
  };
}
