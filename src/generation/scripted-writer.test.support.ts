/** A writer whose answers are known beforehand, for tests of everything that uses one. A word with the space before it is a token. */
import type { Message } from '../contract/writer.ts';
import { nextTask } from './next-task.ts';
import { createStopFilter } from './stop-strings.ts';
import type { Writer } from './writer.ts';

export interface Script {
  /** The whole answer to these messages. Longer ones are cut to the budget. */
  answer(messages: readonly Message[]): string;
  contextTokens?: number;
  /** Called before each token, and awaited. What it throws is what the writer throws. */
  onToken?(): void | Promise<void>;
}

export function createScriptedWriter({ answer, contextTokens = 4_096, onToken = nextTask }: Script): Writer {
  const unloading = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  const countTokens = (of: string | readonly Message[]) => (typeof of === 'string' ? tokensOf(of).length : of.reduce((sum, { content }) => sum + 3 + tokensOf(content).length, 0));
  return {
    name: 'Scripted', modelId: 'scripted', revision: '1', contextTokens, poisoned: false,
    countTokens: async (of) => countTokens(of),
    async write(signal, messages, { maximumTokens, stop }, onText) {
      const either = AbortSignal.any([signal, unloading.signal]);
      const before = last;
      const ended = Promise.withResolvers<void>();
      last = ended.promise;
      try {
        await before;
        either.throwIfAborted();
        const promptTokens = countTokens(messages);
        if (promptTokens + maximumTokens > contextTokens) throw new RangeError('Too long.');
        const filter = createStopFilter(stop);
        const tokens = tokensOf(answer(messages));
        let [text, newTokens] = ['', 0];
        const show = async (piece: string) => {
          text += piece;
          if (piece) await onText(piece);
          either.throwIfAborted();
        };
        while (newTokens < Math.min(maximumTokens, tokens.length) && !filter.stopped) {
          await onToken();
          either.throwIfAborted();
          await show(filter.push(tokens[newTokens++]!));
        }
        await show(filter.end());
        return { text, promptTokens, newTokens, tokensPerSecond: 100, ended: newTokens < tokens.length && !filter.stopped ? 'length' : 'finished' };
      } finally {
        ended.resolve();
      }
    },
    async unload() {
      unloading.abort();
    },
  };
}

const tokensOf = (text: string): string[] => text.match(/\s*\S+/gu) ?? [];
