/**
 * What every writer must keep to, whatever runs it. Framework-free, because the same checks run in the unit tests, against a scripted writer,
 * and in a real browser, against the engines.
 */
import type { Message, WriteOptions } from '../contract/writer.ts';
import { isAbort, Problem } from '../contract/problem.ts';
import type { Writer } from './writer.ts';

export interface ConformanceSubject {
  writer: Writer;
  /** At temperature 0 the answer to these has more than `tokens` tokens. */
  talkative: readonly Message[];
  /** New tokens that the checks ask for: at least 8. More find out more, and take longer. */
  tokens: number;
  /** Whether a seed makes a text above temperature 0 come out the same. Not every engine can. */
  seeded: boolean;
}

export interface ConformanceCheck {
  name: string;
  /** Leaves the writer usable, except for the last check, after which it is unloaded. @throws Error saying what was otherwise */
  run(subject: ConformanceSubject): Promise<void>;
}

/** Within this an abort must be answered. Milliseconds. */
const ABORT_MS = 300;

const checks: Record<string, (subject: ConformanceSubject) => Promise<void>> = {
  'the pieces are the text, and say how it was made': async (subject) => {
    const { pieces, written } = await write(subject);
    same(pieces.join(''), written.text, 'the joined pieces');
    truth(pieces.length > 1 && pieces.every((piece) => piece !== ''), 'it streams, and no piece is empty');
    same(written.newTokens, subject.tokens, 'new tokens');
    same(written.promptTokens, await subject.writer.countTokens(subject.talkative), 'tokens of the prompt');
    truth(written.tokensPerSecond > 0, 'the speed is known');
  },
  'the same messages at temperature 0 give the same text': async (subject) => {
    same((await write(subject)).written.text, (await write(subject)).written.text, 'the second text');
  },
  'the same seed gives the same text': async (subject) => {
    if (!subject.seeded) return;
    const options = { temperature: 2, seed: 7 };
    same((await write(subject, options)).written.text, (await write(subject, options)).written.text, 'the second text');
  },
  'a text ends at its budget and says so': async (subject) => {
    const whole = (await write(subject)).written;
    const { written } = await write(subject, { maximumTokens: 3 });
    same(written.ended, 'length', 'how it ended');
    same(written.newTokens, 3, 'new tokens');
    truth(whole.text.startsWith(written.text) && written.text.length < whole.text.length, 'it is the beginning of the longer one');
  },
  'a text ends before a stop string, which is not part of it': async (subject) => {
    const { text } = (await write(subject)).written;
    const middle = Math.floor(text.length / 2);
    const stop = text.slice(middle, middle + 4);
    const { pieces, written } = await write(subject, { stop: ['never written \u2603', stop] });
    same(written.text, text.slice(0, text.indexOf(stop)), 'the text');
    same(pieces.join(''), written.text, 'what was shown');
    same(written.ended, 'finished', 'how it ended');
  },
  'prompt and budget longer than the context are refused, not cut': async (subject) => {
    const { pieces, error } = await failing(subject, { options: { maximumTokens: subject.writer.contextTokens } });
    truth(error instanceof RangeError, 'it is a RangeError');
    same(pieces.length, 0, 'pieces shown');
    await usable(subject);
  },
  'more text has more tokens, and messages cost more than their text': async ({ writer }) => {
    const text = 'The rent is due on the first day of the month. ';
    const [once, twice] = [await writer.countTokens(text), await writer.countTokens(text + text)];
    truth(once > 0 && twice > once, 'twice the text is more tokens');
    truth(await writer.countTokens([{ role: 'user', content: text }]) >= once, 'a message has a form');
  },
  'what was aborted before is not begun': async (subject) => {
    const { pieces, error } = await failing(subject, { signal: AbortSignal.abort() });
    truth(isAbort(error), 'it is an AbortError');
    same(pieces.length, 0, 'pieces shown');
  },
  'an abort is answered at once, nothing comes after it, and the next text is whole': async (subject) => {
    const whole = (await write(subject)).written.text;
    const controller = new AbortController();
    let abortedAt = 0;
    const onPiece = () => {
      abortedAt ||= performance.now();
      controller.abort();
    };
    const { pieces, error } = await failing(subject, { signal: controller.signal, onPiece });
    const answeredAfter = performance.now() - abortedAt;
    truth(isAbort(error), 'it is an AbortError');
    truth(answeredAfter <= ABORT_MS, `it is answered within ${ABORT_MS} ms, not ${answeredAfter.toFixed(0)}`);
    same(pieces.length, 1, 'pieces shown');
    if (!subject.writer.poisoned) same((await write(subject)).written.text, whole, 'the next text');
    same(pieces.length, 1, 'pieces shown after the next text');
  },
  'two texts at once do not mix': async (subject) => {
    const whole = (await write(subject)).written.text;
    for (const { pieces } of await Promise.all([write(subject), write(subject)])) same(pieces.join(''), whole, 'each text');
  },
  'each piece is awaited before the next': async ({ writer, talkative, tokens }) => {
    let open = 0;
    let most = 0;
    await writer.write(new AbortController().signal, talkative, { maximumTokens: tokens, temperature: 0 }, async () => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      open -= 1;
    });
    same(most, 1, 'pieces on their way at once');
    same(open, 0, 'pieces on their way at the end');
  },
  'a listener that fails ends its text, and only that': async (subject) => {
    const mishap = new Error('The page is gone.');
    const onPiece = () => {
      throw mishap;
    };
    same((await failing(subject, { onPiece })).error, mishap, 'the error');
    await usable(subject);
  },
  'unloading ends the text that is being written, and there is no other after it': async (subject) => {
    let unloaded: Promise<void> | undefined;
    const { error } = await failing(subject, { onPiece: () => void (unloaded ??= subject.writer.unload()) });
    truth(isAbort(error), 'it is an AbortError');
    await unloaded;
    const after = await failing(subject, {});
    truth(isAbort(after.error) || after.error instanceof Problem, 'a text after it is refused');
  },
};

/** In this order: the last one ends the writer. */
export const writerConformance: readonly ConformanceCheck[] = Object.entries(checks).map(([name, run]) => ({ name, run }));

async function write({ writer, talkative, tokens }: ConformanceSubject, options: Partial<WriteOptions> = {}) {
  const pieces: string[] = [];
  const { signal } = new AbortController();
  const written = await writer.write(signal, talkative, { maximumTokens: tokens, temperature: 0, ...options }, (piece) => void pieces.push(piece));
  return { pieces, written };
}

interface Way {
  options?: Partial<WriteOptions>;
  signal?: AbortSignal;
  onPiece?(): void;
}

async function failing({ writer, talkative, tokens }: ConformanceSubject, { options, signal = new AbortController().signal, onPiece }: Way): Promise<{ pieces: string[]; error: unknown }> {
  const pieces: string[] = [];
  try {
    await writer.write(signal, talkative, { maximumTokens: tokens, temperature: 0, ...options }, (piece) => {
      pieces.push(piece);
      onPiece?.();
    });
  } catch (error) {
    return { pieces, error };
  }
  throw new Error('It did not fail.');
}

async function usable(subject: ConformanceSubject): Promise<void> {
  truth(!subject.writer.poisoned, 'it is not poisoned');
  same((await write(subject)).written.newTokens, subject.tokens, 'tokens of the next text');
}

function truth(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Expected: ${what}.`);
}

function same<Value>(actual: Value, expected: Value, what: string): void {
  if (actual !== expected) throw new Error(`Expected ${what} to be ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}.`);
}
