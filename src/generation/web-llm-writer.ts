/**
 * Language models that WebLLM runs, on the graphics card. The library is loaded when the first model is, and never reaches the network: its
 * files come from us (`web-llm-artifacts.ts`), and every other way out of its worker is closed (`web-llm-doors.ts`).
 *
 * It cannot be stopped in the middle of a step. An abort is answered at once all the same; the step ends behind the caller's back, and the next
 * text waits for it. A device that is gone, a failure, or a step that does not come back poisons the writer: its worker must be ended.
 */
import type { OnEvent } from '../contract/events.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { isAbort, Problem } from '../contract/problem.ts';
import type { Message, WriteOptions, WriterLoading, WriterModel, Written } from '../contract/writer.ts';
import { chatPrompt, type PromptForm } from './chat-prompt.ts';
import { orAbort } from './or-abort.ts';
import { createStopFilter, type StopFilter } from './stop-strings.ts';
import { webLlmArtifacts } from './web-llm-artifacts.ts';
import { closeDoors, watchDevices } from './web-llm-doors.ts';
import type { ChatEngine, EngineEvent } from './web-llm-engine.ts';
import { deviceLost, loadFailure } from './web-llm-failure.ts';
import { conversationForm } from './web-llm-prompt.ts';
import type { Writer } from './writer.ts';
import { unusable } from './writer-files.ts';

/**
 * Longest wait for a token, in milliseconds. A device that hangs gives no error (https://github.com/mlc-ai/web-llm/issues/647). The first one
 * may take longer: the prompt is read before it, up to thousands of tokens on a slow card.
 */
const PATIENCE_MS = { first: 180_000, next: 60_000 };
/** Calls on a lost device fail before the browser says that it is lost. Milliseconds. */
const LOSS_IS_TOLD_MS = 200;
/** The trial at the end of a load: begun like this, any model goes on in words. */
const TRIAL = { prompt: 'The rent is due on the first day of', tokens: 8 };

export interface WebLlmFacts {
  /** Shown to people: the model, and what runs it. */
  name: string;
  /** Of the model alone, for a Problem. */
  modelName: string;
  modelId: string;
  revision: string;
}

/**
 * Loads a model and tries it on the device. Nothing is fetched but through `files`, from now on in this whole worker.
 *
 * A worker holds one such writer, once: whoever gets an error from here, an AbortError too, must end the worker.
 * @param library name that the program which runs the model is kept under among its files
 * @throws Problem model-unusable when a file is missing or other, the program does not belong to the library or to the weights, or the device
 *   computes nonsense; device-lost when there is not enough memory or the device went away
 */
export async function loadWebLlmWriter(
  signal: AbortSignal, files: ModelFiles, model: WriterModel, library: string, onLoading: OnEvent<WriterLoading>,
): Promise<Writer> {
  signal.throwIfAborted();
  return orAbort(signal, load(signal, files, model, library, async (event) => {
    // A library that is no longer wanted gets no more files either.
    signal.throwIfAborted();
    await onLoading(event);
  }));
}

async function load(
  signal: AbortSignal, files: ModelFiles, model: WriterModel, library: string, onLoading: OnEvent<WriterLoading>,
): Promise<Writer> {
  const artifacts = webLlmArtifacts(files, model, library, globalThis.location.origin, onLoading);
  const lost = watchDevices();
  const fail = lost.then((reason): never => {
    throw deviceLost(model.name, new Error(`The graphics device was lost: ${reason}`));
  });
  fail.catch(() => {});
  try {
    const { loadChatEngine } = await import('./web-llm-engine.ts');
    signal.throwIfAborted();
    closeDoors(artifacts);
    const engine = await Promise.race([loadChatEngine(artifacts, model), fail]);
    await Promise.race([tryOut(engine, model), fail]);
    const facts = { name: `${model.name} (WebLLM)`, modelName: model.name, modelId: model.id, revision: model.revision };
    return new WebLlmWriter(engine, facts, lost);
  } catch (cause) {
    signal.throwIfAborted();
    // A device that is lost makes calls fail in many ways: that it was lost is the reason.
    await Promise.race([fail, new Promise((resolve) => setTimeout(resolve, LOSS_IS_TOLD_MS))]);
    throw artifacts.problem ?? (cause instanceof Problem ? cause : loadFailure(model, cause));
  }
}

/**
 * Backends have been seen to compute nonsense without any error: it shows as one token again and again
 * (https://github.com/mlc-ai/web-llm/issues/517). This also has the device's programs made before the first question waits for them.
 * @throws Problem model-unusable, device-lost when it does not come back
 */
export async function tryOut(engine: ChatEngine, model: WriterModel): Promise<void> {
  const pieces: string[] = [];
  const events = engine.write(TRIAL.prompt, { maximumTokens: TRIAL.tokens, temperature: 0 })[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await inTime(events.next(), PATIENCE_MS.first);
    if (done) break;
    if ('piece' in value) pieces.push(value.piece);
  }
  if (pieces.length >= TRIAL.tokens - 1 && new Set(pieces).size === 1) throw unusable(model, 'it computes nonsense on this device');
}

export class WebLlmWriter implements Writer {
  readonly name: string;
  readonly modelId: string;
  readonly revision: string;
  readonly contextTokens: number;
  private readonly form: PromptForm;
  private failure: Problem | undefined;
  /** Settles when nothing is running any more. */
  private idle: Promise<unknown> = Promise.resolve();
  private readonly failed = Promise.withResolvers<never>();
  private readonly unloading = new AbortController();

  /** @param lost resolves, in words, when the graphics device has gone away */
  constructor(private readonly engine: ChatEngine, private readonly facts: WebLlmFacts, lost: Promise<string>) {
    this.name = facts.name;
    this.modelId = facts.modelId;
    this.revision = facts.revision;
    this.contextTokens = engine.contextTokens;
    this.form = conversationForm(engine.form);
    this.failed.promise.catch(() => {});
    void lost.then((reason) => {
      // Unloading gives the device back, which looks the same.
      if (!this.unloading.signal.aborted) this.poison(new Error(`The graphics device was lost: ${reason}`));
    });
  }

  get poisoned(): boolean {
    return this.failure !== undefined;
  }

  async countTokens(of: string | readonly Message[]): Promise<number> {
    if (this.failure) throw this.failure;
    return this.engine.encode(typeof of === 'string' ? of : this.promptOf(of)).length;
  }

  async write(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written> {
    const stop = AbortSignal.any([signal, this.unloading.signal]);
    const before = this.idle;
    const work = (async () => {
      await before;
      stop.throwIfAborted();
      if (this.failure) throw this.failure;
      const interrupt = () => this.engine.interrupt();
      stop.addEventListener('abort', interrupt);
      try {
        return await this.compose(stop, messages, options, onText);
      } finally {
        stop.removeEventListener('abort', interrupt);
      }
    })();
    this.idle = work.catch(() => {});
    return orAbort(stop, Promise.race([work, this.failed.promise]));
  }

  async unload(): Promise<void> {
    this.unloading.abort();
    await Promise.race([this.idle, this.failed.promise.catch(() => {})]);
    if (!this.failure) await this.engine.unload();
  }

  private async compose(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written> {
    const prompt = this.promptOf(messages);
    const { length } = this.engine.encode(prompt);
    if (length + options.maximumTokens > this.contextTokens) {
      throw new RangeError(`A prompt of ${length} tokens and ${options.maximumTokens} new ones are more than the ${this.contextTokens} of ${this.modelId}.`);
    }
    const { maximumTokens, temperature, seed } = options;
    const events = this.engine.write(prompt, { maximumTokens, temperature, ...(seed !== undefined && { seed }) })[Symbol.asyncIterator]();
    try {
      return await this.follow(signal, events, createStopFilter([...(options.stop ?? []), ...this.engine.stops]), onText);
    } finally {
      // What did not come back when it was asked will not come back now.
      if (!this.failure) await events.return?.();
    }
  }

  private async follow(signal: AbortSignal, events: AsyncIterator<EngineEvent>, filter: StopFilter, onText: OnEvent<string>): Promise<Written> {
    let [text, taken, started] = ['', 0, 0];
    const show = async (piece: string) => {
      text += piece;
      if (piece !== '') await onText(piece);
      signal.throwIfAborted();
    };
    let event = await this.next(events, PATIENCE_MS.first);
    for (; 'piece' in event; event = await this.next(events, PATIENCE_MS.next)) {
      started ||= performance.now();
      taken += event.piece.length;
      if (!filter.stopped) await show(filter.push(event.piece));
      if (filter.stopped) this.engine.interrupt();
    }
    // The whole text is shorter than its pieces when the library has cut a stop string off, and longer when it held something back.
    const rest = filter.push(event.text.slice(taken));
    await show(filter.stopped ? rest : event.text.slice(text.length));
    const { promptTokens, newTokens, ended } = event;
    const speed = (newTokens - 1) / ((performance.now() - started) / 1_000);
    return { text, promptTokens, newTokens, tokensPerSecond: newTokens > 1 && Number.isFinite(speed) ? speed : 0, ended: ended === 'length' && !filter.stopped ? 'length' : 'finished' };
  }

  private async next(events: AsyncIterator<EngineEvent>, patienceMs: number): Promise<EngineEvent> {
    try {
      const { value, done } = await inTime(events.next(), patienceMs);
      if (done) throw new Error('The text ended without an end.');
      return value;
    } catch (cause) {
      throw isAbort(cause) ? cause : this.poison(cause);
    }
  }

  private promptOf(messages: readonly Message[]): string {
    return chatPrompt(this.form, messages);
  }

  private poison(cause: unknown): Problem {
    this.failure ??= deviceLost(this.facts.modelName, cause);
    this.failed.reject(this.failure);
    return this.failure;
  }
}

async function inTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The device gave no token for ${milliseconds / 1_000} s.`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
