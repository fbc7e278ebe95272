/** What the test asks of the page. */
import type { CatalogueEntry } from '../../src/contract/model.ts';
import type { Message, WriteOptions, WriterFacts, Written } from '../../src/contract/writer.ts';
import type { WriterEvent } from '../../src/workers/writers.ts';

export interface Opening {
  facts?: WriterFacts;
  events: WriterEvent[];
  milliseconds: number;
}

export type Asked = Partial<WriteOptions> & { messages: Message[] };
export type Said = Written & { pieces: string[]; milliseconds: number };

export interface WebLlmHarness {
  /** Puts a model whose files are served in a folder into the vault, as a download would leave it. */
  install(entry: CatalogueEntry, folder: string, paths: string[]): Promise<void>;
  /** Other bytes, as many as before: what a failing disk leaves. */
  damage(modelId: string, path: string): Promise<void>;
  open(wanted: string): Promise<Opening>;
  /** Aborts while the model is being loaded, after so many events. */
  openAndAbort(wanted: string, afterEvents: number): Promise<{ error: string; answeredMs: number }>;
  /** Begins to load; resolves after so many events. What becomes of it is told by `opened`. */
  beginOpening(wanted: string, afterEvents: number): Promise<void>;
  opened(): Promise<Opening>;
  tryAgain(modelId: string): Promise<void>;
  countTokens(texts: string[]): Promise<number[]>;
  /** With the model that was opened last. */
  say(asked: Asked): Promise<Said | { code: string; details: object }>;
  abort(asked: Asked, afterPieces: number): Promise<{ error: string; answeredMs: number; piecesAfter: number }>;
  /** Begins a text; resolves when its first piece is there. What becomes of it is told by `said`. */
  beginSaying(asked: Asked): Promise<void>;
  said(): Promise<Said | { code: string; details: object }>;
  /** Ends the worker, as the browser would. */
  kill(): Promise<void>;
  /** Every check of what a writer must keep to, with a writer of its own in a worker of its own. */
  conformance(modelId: string, talkative: Message[], tokens: number): Promise<{ name: string; error?: string }[]>;
  /** Workers that were started so far. */
  workers(): Promise<number>;
  /** What the browser's own stores hold of the library: nothing. */
  leftovers(): Promise<{ caches: string[]; databases: string[] }>;
}

declare global {
  interface Window {
    webLlm: WebLlmHarness;
  }
}
