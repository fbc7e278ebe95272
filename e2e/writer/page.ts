/** The page of the writer test: the worker does the work, as in the product. */
import { proxy, wrap, type Remote } from 'comlink';
import { Problem } from '../../src/contract/problem.ts';
import type { WriterLoading } from '../../src/contract/writer.ts';
import '../../src/wire/handlers.ts';
import type { Asked, Said, Told, Way, WriterHarnessApi } from './harness-api.ts';

interface Desk {
  api: Remote<WriterHarnessApi>;
  /** Rejects when the worker dies by itself. */
  dead: Promise<never>;
  end(): void;
}

function openDesk(): Desk {
  const worker = new Worker(new URL('./writer.worker.ts', import.meta.url), { type: 'module' });
  const dead = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(`The worker died: ${event.message}`));
  });
  dead.catch(() => {});
  return { api: wrap<WriterHarnessApi>(worker), dead, end: () => worker.terminate() };
}

async function atDesk<Result>(act: (api: Desk['api']) => Promise<Result>): Promise<Result> {
  const desk = openDesk();
  try {
    return await Promise.race([act(desk.api), desk.dead]);
  } finally {
    desk.end();
  }
}

const never = () => new AbortController().signal;
const load = (api: Desk['api'], way: Way, onLoading: (event: WriterLoading) => void = () => {}) => api.load(never(), way, proxy(onLoading));

async function say(api: Desk['api'], asked: Asked, signal = never(), onPiece: (pieces: number) => void = () => {}): Promise<Said> {
  const { messages, ...options } = asked;
  const pieces: string[] = [];
  const started = performance.now();
  const written = await api.write(signal, messages, { temperature: 0, ...options }, proxy((piece: string) => onPiece(pieces.push(piece))));
  return { ...written, pieces, milliseconds: performance.now() - started };
}

const told = ({ code, details, stack }: Problem): Told => ({ code, details, cause: stack ?? '' });

let ending: ReturnType<Window['writer']['ending']> | undefined;

window.writer = {
  run: (way, texts) => atDesk(async (api) => {
    const loading: WriterLoading[] = [];
    const started = performance.now();
    try {
      const facts = await load(api, way, (event) => void loading.push(event));
      const loadMs = performance.now() - started;
      const said: Said[] = [];
      for (const text of texts) said.push(await say(api, text));
      return { ...facts, loading, loadMs, said };
    } catch (error) {
      if (error instanceof Problem) return { problem: told(error) };
      throw error;
    }
  }),
  countTokens: (way, of) => atDesk(async (api) => {
    await load(api, way);
    return Promise.all(of.map((each) => api.countTokens(each)));
  }),
  conformance: (way, talkative, tokens) => atDesk(async (api) => {
    await load(api, way);
    return api.conformance(talkative, tokens);
  }),
  abort: (way, text, after) => atDesk(async (api) => {
    await load(api, way);
    const controller = new AbortController();
    let [abortedAt, piecesAfter] = [0, 0];
    const abort = () => {
      abortedAt = performance.now();
      controller.abort();
    };
    if ('milliseconds' in after) setTimeout(abort, after.milliseconds);
    const error = await say(api, text, controller.signal, (pieces) => {
      if (abortedAt > 0) piecesAfter += 1;
      else if ('pieces' in after && pieces === after.pieces) abort();
    }).then(() => 'none', ({ name }: Error) => name);
    const answeredMs = performance.now() - abortedAt;
    return { error, answeredMs, piecesAfter, again: await say(api, text) };
  }),
  async kill(way, text, afterPieces) {
    const first = openDesk();
    await load(first.api, way);
    await new Promise<void>((resolve) => void say(first.api, text, never(), (pieces) => pieces === afterPieces && resolve()));
    first.end();
    return atDesk(async (api) => {
      await load(api, way);
      return say(api, text);
    });
  },
  async begin(way, text) {
    const desk = openDesk();
    await load(desk.api, way);
    await new Promise<void>((resolve) => {
      ending = Promise.race([say(desk.api, text, never(), () => resolve()), desk.dead]).catch(async (error: unknown) => ({
        error: String(error), ...(error instanceof Problem && { code: error.code }), poisoned: await desk.api.poisoned(),
      })).finally(desk.end);
    });
  },
  async ending() {
    if (!ending) throw new Error('Nothing was begun.');
    return ending;
  },
};
