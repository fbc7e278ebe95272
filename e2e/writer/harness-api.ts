/** What the page of this test and its worker say to each other, and what the test asks of the page. */
import type { OnEvent } from '../../src/contract/events.ts';
import type { Message, WriteOptions, WriterLoading, WriterModel, Written } from '../../src/contract/writer.ts';
import type { CausalChoice } from '../../src/transformers/causal-model.ts';

/** One way to run the model. */
export interface Way {
  device: CausalChoice['device'];
  model: WriterModel;
}

export interface WriterHarnessApi {
  load(signal: AbortSignal, way: Way, onLoading: OnEvent<WriterLoading>): Promise<{ name: string; contextTokens: number }>;
  write(signal: AbortSignal, messages: Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written>;
  countTokens(of: string | Message[]): Promise<number>;
  poisoned(): Promise<boolean>;
  conformance(talkative: Message[], tokens: number): Promise<{ name: string; error?: string }[]>;
}

export interface Told {
  code: string;
  details: object;
  cause: string;
}
export type Asked = Omit<WriteOptions, 'temperature'> & { messages: Message[]; temperature?: number };
export type Said = Written & { pieces: string[]; milliseconds: number };

declare global {
  interface Window {
    /** Each call has a worker of its own, which is ended afterwards. */
    writer: {
      /** Writes the texts one after the other. */
      run(way: Way, texts: Asked[]): Promise<{ name: string; contextTokens: number; loading: WriterLoading[]; loadMs: number; said: Said[] } | { problem: Told }>;
      countTokens(way: Way, of: (string | Message[])[]): Promise<number[]>;
      conformance(way: Way, talkative: Message[], tokens: number): Promise<{ name: string; error?: string }[]>;
      /** Aborts after so many pieces, or so many milliseconds, and writes the text again, whole. Times are the page's. */
      abort(way: Way, text: Asked, after: { pieces: number } | { milliseconds: number }): Promise<{ error: string; answeredMs: number; piecesAfter: number; again: Said }>;
      /** Ends the worker after so many pieces, and writes the text again in another. */
      kill(way: Way, text: Asked, afterPieces: number): Promise<Said>;
      /** Begins a text; resolves when its first piece is there. What becomes of it is told by `ending`. */
      begin(way: Way, text: Asked): Promise<void>;
      ending(): Promise<{ error: string; code?: string; poisoned: boolean } | Said>;
    };
  }
}
