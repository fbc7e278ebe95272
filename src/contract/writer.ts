/** What a language model is asked, and what it gives back, whatever runs it. */
import type { OnEvent } from './events.ts';
import type { VaultFile } from './model.ts';

/** One turn of a conversation. A system turn comes first, if at all; the last turn is the user's. */
export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface WriteOptions {
  /** Most new tokens. The engine ends the text there, in the middle of a word if need be. At least 1. */
  maximumTokens: number;
  /** 0: always the likeliest token, so the same messages give the same text. Above: the flatter the choice the higher, up to 2. */
  temperature: number;
  /** Whole number. Above temperature 0 the same seed gives the same text, where the engine can do so. */
  seed?: number;
  /** The text ends before the first of these. None of them is ever part of it. */
  stop?: string[];
}

export interface Written {
  /** All of it: what was streamed, joined. */
  text: string;
  /** Tokens of the messages, in the form that the model was given them. */
  promptTokens: number;
  newTokens: number;
  /** New tokens per second, counted from the first one: reading the prompt is not part of it. 0 for fewer than two. */
  tokensPerSecond: number;
  /** "finished": the model ended by itself, or at a stop string. "length": `maximumTokens` were not enough. */
  ended: 'finished' | 'length';
}

/** How far the loading of a model is. Bytes. */
export type WriterLoading = { step: 'reading'; done: number; of: number } | { step: 'starting' };

/** What an engine must know of the model it is to run. */
export interface WriterModel {
  id: string;
  /** Commit, or digest of the files. */
  revision: string;
  /** For people. */
  name: string;
  /** Tokens of prompt and text together that it may be used with. The engine takes fewer where the model has fewer. */
  contextTokens: number;
  /** Every file of it, by path: only these are read, and believed only with these bytes. */
  files: Record<string, VaultFile>;
}

/** A language model that is loaded. */
export interface WriterFacts {
  modelId: string;
  name: string;
  revision: string;
  engine: 'web-llm' | 'transformers' | 'browser';
  /** Where it runs, in words: "graphics device", "processor", "browser". */
  device: string;
  /** Tokens of prompt and text together. */
  contextTokens: number;
}

/** What the generate worker promises, and the page for the browser's own model. One text at a time. After any failure but an abort it must be ended. */
export interface WriteApi {
  /** Must be called first, once. @throws Problem model-unusable, device-lost */
  open(signal: AbortSignal, modelId: string, onLoading: OnEvent<WriterLoading>): Promise<WriterFacts>;
  countTokens(texts: string[]): Promise<Uint32Array>;
  /** An abort rejects within 300 ms. @throws Problem device-lost, model-unusable */
  write(signal: AbortSignal, messages: Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written>;
}
