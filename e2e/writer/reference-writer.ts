/**
 * What the tiny writer must write, foretold from its purpose and not from its numbers: it looks for the place where the eight bytes before
 * the next one stood earlier, prefers the later of equal places, and goes on as the text went on there. After a full stop it ends.
 */
import type { Message } from '../../src/contract/writer.ts';

const CONTEXT = 8;
/** As in scripts/make-tiny-writer.mjs: what a byte in common counts, and what a place nearer by counts. */
const [MATCH, LATER] = [40, 0.004];
/** The best continuation must weigh this much more than the next, or rounding could decide. */
const CLEAR = 3;

export interface Foretold {
  text: string;
  promptTokens: number;
  newTokens: number;
  ended: 'finished' | 'length';
}

/** @throws Error when the text cannot be foretold, because two continuations are about as good */
export function foretell(messages: readonly Message[], maximumTokens: number): Foretold {
  // Marks are told apart by their names, bytes are numbers.
  const tokens: (number | string)[] = messages.flatMap(({ role, content }) => [role, ...Buffer.from(content), 'end']);
  tokens.push('assistant', ...Buffer.from(messages.at(-1)!.content.slice(-CONTEXT)));
  const promptTokens = tokens.length;
  const written: number[] = [];
  let ended: Foretold['ended'] = 'length';
  while (written.length < maximumTokens) {
    if (tokens.at(-1) === '.'.charCodeAt(0)) {
      ended = 'finished';
      break;
    }
    const next = continuation(tokens);
    tokens.push(next);
    written.push(next);
  }
  return { text: Buffer.from(written).toString(), promptTokens, newTokens: written.length, ended };
}

function continuation(tokens: readonly (number | string)[]): number {
  const last = tokens.length - 1;
  const weights = new Map<number, number>();
  let all = 0;
  for (let place = 1; place <= last; place += 1) {
    let matches = 0;
    for (let back = 0; back < CONTEXT; back += 1) {
      if (place - 1 - back >= 0 && tokens[last - back] === tokens[place - 1 - back]) matches += 1;
    }
    const weight = Math.exp(MATCH * (matches - CONTEXT) + LATER * (place - last));
    const token = tokens[place]!;
    all += weight;
    if (typeof token === 'number') weights.set(token, (weights.get(token) ?? 0) + weight);
  }
  const [best, second] = [...weights].toSorted(([, a], [, b]) => b - a);
  // A place where a turn ended says nothing about the next byte, but takes its share.
  if (!best || best[1] < 0.05 * all || best[1] < CLEAR * (second?.[1] ?? 0)) {
    throw new Error(`After “${Buffer.from(tokens.filter((token) => typeof token === 'number').slice(-20)).toString()}” nothing can be foretold.`);
  }
  return best[0];
}
