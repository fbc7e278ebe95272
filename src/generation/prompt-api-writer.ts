/**
 * The language model that a browser brings along (Prompt API, https://webmachinelearning.github.io/prompt-api/). It belongs to the browser:
 * we neither fetch nor keep it. Browsers offer it to pages only and not to workers, so it is handed in.
 *
 * It knows no budget and, on ordinary pages, no temperature and no seed: the budget is kept here, by counting, and texts need not be the same
 * twice.
 */
import type { OnEvent } from '../contract/events.ts';
import { isAbort, Problem } from '../contract/problem.ts';
import type { Message, WriteOptions, WriterLoading, Written } from '../contract/writer.ts';
import { orAbort } from './or-abort.ts';
import { createStopFilter } from './stop-strings.ts';
import type { Writer } from './writer.ts';

/** Context to work with where the browser says that it has no limit. Tokens. */
const ENOUGH_TOKENS = 32_768;
const MODEL_ID = 'browser-model';
const NAME = 'The browser’s own model';

/** The part of the interface `LanguageModel` that is used here, as published. */
export interface PromptApi {
  availability(options: PromptLanguages): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: PromptLanguages & { initialPrompts?: Message[]; signal?: AbortSignal; monitor?: (monitor: EventTarget) => void }): Promise<PromptSession>;
}

export interface PromptSession {
  readonly contextUsage: number;
  /** May be infinite. */
  readonly contextWindow: number;
  promptStreaming(input: string, options: { signal: AbortSignal }): ReadableStream<string>;
  /** Throws a NotSupportedError for a system turn. */
  measureContextUsage(input: string | Message[]): Promise<number>;
  destroy(): void;
}

interface PromptLanguages {
  expectedInputs: { type: 'text'; languages: string[] }[];
  expectedOutputs: { type: 'text'; languages: string[] }[];
}

export interface PromptApiChoice {
  /** BCP 47 languages of documents and answers. Browsers refuse those that their model does not know. */
  languages: string[];
  /** Whether the browser may download its model now. That is gigabytes, so a person must have asked for it. */
  mayDownload: boolean;
}

/**
 * @param onLoading `reading` tells hundredths: the browser tells no bytes
 * @throws Problem model-unusable when the browser has no model, or none for these languages, or would have to download it first
 */
export async function loadPromptApiWriter(signal: AbortSignal, api: PromptApi, choice: PromptApiChoice, onLoading: OnEvent<WriterLoading>): Promise<Writer> {
  const text = [{ type: 'text' as const, languages: choice.languages }];
  const languages: PromptLanguages = { expectedInputs: text, expectedOutputs: text };
  const availability = await orAbort(signal, api.availability(languages));
  if (availability === 'unavailable') throw unusable('this browser has no model of its own for these languages');
  if (availability !== 'available' && !choice.mayDownload) throw unusable('the browser has not downloaded it');
  const monitor = (target: EventTarget) => target.addEventListener('downloadprogress', (event) => {
    const { loaded } = event as Event & { loaded: number };
    if (!signal.aborted) void onLoading({ step: 'reading', done: Math.round(loaded * 100), of: 100 });
  });
  try {
    const counting = await orAbort(signal, api.create({ ...languages, signal, monitor }));
    await onLoading({ step: 'starting' });
    return new PromptApiWriter(api, languages, counting);
  } catch (cause) {
    throw isAbort(cause) ? cause : unusable('the browser could not start it', cause);
  }
}

class PromptApiWriter implements Writer {
  readonly name = NAME;
  readonly modelId = MODEL_ID;
  /** The browser does not tell. */
  readonly revision = '';
  readonly contextTokens: number;
  private failure: Problem | undefined;
  private idle: Promise<unknown> = Promise.resolve();
  private readonly unloading = new AbortController();

  /** @param counting a session that is never written to */
  constructor(private readonly api: PromptApi, private readonly languages: PromptLanguages, private readonly counting: PromptSession) {
    this.contextTokens = Number.isFinite(counting.contextWindow) ? counting.contextWindow : ENOUGH_TOKENS;
  }

  get poisoned(): boolean {
    return this.failure !== undefined;
  }

  countTokens(of: string | readonly Message[]): Promise<number> {
    const input = typeof of === 'string' ? of : of.map(({ role, content }): Message => ({ role: role === 'system' ? 'user' : role, content }));
    return this.counting.measureContextUsage(input);
  }

  async write(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written> {
    const stop = AbortSignal.any([signal, this.unloading.signal]);
    const before = this.idle;
    const work = (async () => {
      await before;
      stop.throwIfAborted();
      if (this.failure) throw this.failure;
      return this.compose(stop, messages, options, onText);
    })();
    this.idle = work.catch(() => {});
    return orAbort(stop, work);
  }

  async unload(): Promise<void> {
    this.unloading.abort();
    await this.idle;
    this.counting.destroy();
  }

  private async compose(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written> {
    const session = await this.ask(() => this.api.create({ ...this.languages, initialPrompts: messages.slice(0, -1), signal }));
    try {
      const question = messages.at(-1)?.content ?? '';
      const promptTokens = session.contextUsage + await this.ask(() => session.measureContextUsage([{ role: 'user', content: question }]));
      if (promptTokens + options.maximumTokens > this.contextTokens) {
        throw new RangeError(`A prompt of ${promptTokens} tokens and ${options.maximumTokens} new ones are more than ${this.contextTokens}.`);
      }
      return { promptTokens, ...await this.follow(signal, session, question, options, onText) };
    } finally {
      session.destroy();
    }
  }

  private async follow(signal: AbortSignal, session: PromptSession, question: string, options: WriteOptions, onText: OnEvent<string>): Promise<Omit<Written, 'promptTokens'>> {
    const enough = new AbortController();
    const reader = session.promptStreaming(question, { signal: AbortSignal.any([signal, enough.signal]) }).getReader();
    const filter = createStopFilter(options.stop);
    let [whole, text, newTokens] = ['', '', 0];
    let ended: Written['ended'] = 'finished';
    let started = 0;
    const show = async (piece: string) => {
      text += piece;
      if (piece !== '') await onText(piece);
      signal.throwIfAborted();
    };
    try {
      while (!filter.stopped && ended === 'finished') {
        const { value, done } = await this.ask(() => reader.read());
        if (done) break;
        started ||= performance.now();
        const tokens = await this.tokensOfAnswer(whole + value);
        if (tokens <= options.maximumTokens) {
          whole += value;
          newTokens = tokens;
          await show(filter.push(value));
        }
        if (tokens >= options.maximumTokens && !filter.stopped) ended = 'length';
      }
      await show(filter.end());
    } finally {
      enough.abort();
    }
    const seconds = started === 0 ? 0 : (performance.now() - started) / 1_000;
    return { text, newTokens, tokensPerSecond: newTokens > 1 && seconds > 0 ? (newTokens - 1) / seconds : 0, ended };
  }

  /** What the browser counts for a text beyond its form. */
  private async tokensOfAnswer(text: string): Promise<number> {
    this.form ??= this.ask(() => this.counting.measureContextUsage(''));
    return (await this.ask(() => this.counting.measureContextUsage(text))) - await this.form;
  }

  private form: Promise<number> | undefined;

  /** The browser's errors become ours. */
  private async ask<Value>(act: () => Promise<Value>): Promise<Value> {
    try {
      return await act();
    } catch (cause) {
      if (isAbort(cause)) throw cause;
      if (cause instanceof Error && cause.name === 'QuotaExceededError') throw new RangeError('The prompt is longer than the context.', { cause });
      this.failure = new Problem('device-lost', { modelName: NAME }, { cause });
      throw this.failure;
    }
  }
}

const unusable = (why: string, cause?: unknown) => new Problem('model-unusable', { modelId: MODEL_ID, why }, { cause });
