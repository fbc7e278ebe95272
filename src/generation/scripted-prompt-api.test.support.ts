/**
 * A stand-in for the browser's `LanguageModel` that keeps to its published interface: sessions that fill up, streams that an abort ends with
 * an error, errors by their names. A word is a token, and each turn costs two more.
 */
import type { Message } from '../contract/writer.ts';
import type { PromptApi, PromptSession } from './prompt-api-writer.ts';

export interface PromptScript {
  availability?: Awaited<ReturnType<PromptApi['availability']>>;
  answer(question: string, before: readonly Message[]): string;
  contextWindow?: number;
  /** Called before each word. What it throws breaks the stream. */
  onWord?(): void | Promise<void>;
}

const TURN_TOKENS = 2;
const wordsOf = (text: string): string[] => text.match(/\s*\S+/gu) ?? [];

export function createScriptedPromptApi({ availability = 'available', answer, contextWindow = 4_096, onWord }: PromptScript) {
  const sessions: { destroyed: boolean }[] = [];
  const downloads: number[] = [];
  const api: PromptApi = {
    availability: async () => availability,
    async create({ initialPrompts = [], signal, monitor }) {
      signal?.throwIfAborted();
      if (availability === 'unavailable') throw new DOMException('No model.', 'NotSupportedError');
      if (initialPrompts.slice(1).some(({ role }) => role === 'system')) throw new TypeError('A system turn comes first.');
      if (availability !== 'available') await download(monitor, downloads);
      signal?.throwIfAborted();
      const session = createSession(initialPrompts, { answer, contextWindow, ...(onWord && { onWord }) });
      sessions.push(session);
      return session;
    },
  };
  return { api, sessions, downloads };
}

async function download(monitor: ((target: EventTarget) => void) | undefined, downloads: number[]): Promise<void> {
  const target = new EventTarget();
  monitor?.(target);
  for (const loaded of [0, 0.5, 1]) {
    downloads.push(loaded);
    target.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded, total: 1 }));
    await Promise.resolve();
  }
}

function createSession(before: readonly Message[], { answer, contextWindow, onWord }: Omit<PromptScript, 'availability'> & { contextWindow: number }): PromptSession & { destroyed: boolean } {
  const destroying = new AbortController();
  const cost = (input: string | readonly Message[]) =>
    (typeof input === 'string' ? [{ role: 'user', content: input }] : input).reduce((sum, { content }) => sum + TURN_TOKENS + wordsOf(content).length, 0);
  const alive = () => {
    if (destroying.signal.aborted) throw new DOMException('The session is destroyed.', 'InvalidStateError');
  };
  return {
    contextWindow,
    contextUsage: cost(before),
    get destroyed() {
      return destroying.signal.aborted;
    },
    async measureContextUsage(input) {
      alive();
      if (typeof input !== 'string' && input.some(({ role }) => role === 'system')) throw new DOMException('No system turn here.', 'NotSupportedError');
      return cost(input);
    },
    promptStreaming(input, { signal }) {
      const either = AbortSignal.any([signal, destroying.signal]);
      const words = wordsOf(answer(input, before));
      return new ReadableStream<string>({
        start(controller) {
          const onAbort = () => controller.error(new DOMException('Aborted.', 'AbortError'));
          either.addEventListener('abort', onAbort);
          if (either.aborted) onAbort();
          if (cost(before) + cost(input) > contextWindow) controller.error(new DOMException('Too long.', 'QuotaExceededError'));
        },
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          if (either.aborted) return;
          try {
            await onWord?.();
          } catch (error) {
            controller.error(error);
            return;
          }
          const word = words.shift();
          if (word === undefined) controller.close();
          else controller.enqueue(word);
        },
      }, { highWaterMark: 0 });
    },
    destroy: () => destroying.abort(),
  };
}
