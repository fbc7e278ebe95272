/** A causal language model whose next token is told by a function. Bytes are its tokens, so that characters come in pieces. */
import type { CausalMemory, CausalModel } from '../transformers/causal-model.ts';

export const END = 256;
const VOCABULARY = 257;

class ReadSoFar implements CausalMemory {
  readonly tokens: number[] = [];
  freed = false;

  async free() {
    this.freed = true;
  }
}

export interface ScriptedCausalModel extends CausalModel {
  /** Lengths of all that was read, call by call. */
  readonly reads: number[];
  readonly memories: ReadSoFar[];
  readonly unloaded: boolean;
  lose(reason: string): void;
}

export interface CausalScript {
  /** The most likely token after these. The default begins again with the first byte that follows the prompt's last "~". */
  next?(tokens: readonly number[]): number;
  /** Called in each read, and awaited. May throw, or give scores of its own. */
  onRead?(tokens: readonly number[], slice: readonly number[]): void | Float32Array | Promise<void | Float32Array>;
  mostTokens?: number;
  render?: CausalModel['render'];
}

export function createScriptedCausalModel({ next = goOn, onRead, mostTokens, render = chat }: CausalScript = {}): ScriptedCausalModel {
  const lost = Promise.withResolvers<string>();
  let reading = false;
  let unloaded = false;
  const [reads, memories]: [number[], ReadSoFar[]] = [[], []];
  return {
    reads, memories, mostTokens, endings: new Set([END]), marks: ['<|end|>', '<|user|>'], lost: lost.promise, render,
    get unloaded() {
      return unloaded;
    },
    lose: lost.resolve,
    encode: (text) => text.split('<|end|>').flatMap((part, i) => [...(i > 0 ? [END] : []), ...new TextEncoder().encode(part)]),
    decode: (tokens) => new TextDecoder().decode(Uint8Array.from(tokens.filter((token) => token !== END))),
    begin() {
      const memory = new ReadSoFar();
      memories.push(memory);
      return memory;
    },
    async read(memory, tokens) {
      if (reading) throw new Error('Two reads at once.');
      if (!(memory instanceof ReadSoFar) || memory.freed) throw new Error('No such memory.');
      reading = true;
      try {
        memory.tokens.push(...tokens);
        reads.push(tokens.length);
        const scores = (await onRead?.(memory.tokens, tokens)) ?? new Float32Array(VOCABULARY).map((_, token) => Math.sin(token * memory.tokens.length));
        if (!Number.isNaN(scores[0])) scores[next(memory.tokens)] = 6;
        return scores;
      } finally {
        reading = false;
      }
    },
    async unload() {
      unloaded = true;
    },
  };
}

const chat: CausalModel['render'] = (messages) => `${messages.map(({ role, content }) => `<|${role}|>${content}<|end|>`).join('')}~`;

const TEXT = new TextEncoder().encode('It goes on and on. 它 继续 下去。 Über alles 😀 and round again, ');
function goOn(tokens: readonly number[]): number {
  return TEXT[(tokens.length - 1 - tokens.lastIndexOf(126)) % TEXT.length]!;
}
