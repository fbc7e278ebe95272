/**
 * Writes text with a causal language model, token by token. The model is handed in: what runs it is not known here.
 *
 * A run of a model cannot be stopped half-way. An abort is answered at once all the same; the run ends behind the caller's back, and the next
 * text waits for it. One that does not come back, or fails, poisons the writer: its worker must be ended.
 */
import type { OnEvent } from '../contract/events.ts';
import { Problem } from '../contract/problem.ts';
import type { Message, WriteOptions, Written } from '../contract/writer.ts';
import type { CausalMemory, CausalModel } from '../transformers/causal-model.ts';
import { chatPrompt } from './chat-prompt.ts';
import { chooseToken, randomFrom } from './choose-token.ts';
import { nextTask } from './next-task.ts';
import { orAbort } from './or-abort.ts';
import { createStopFilter } from './stop-strings.ts';
import type { Writer } from './writer.ts';

/** A prompt is read in slices that take no longer than this, because a processor hears of an abort only between them. Milliseconds. */
const SLICE_MS = 100;
/** Slices grow and shrink by powers of two between these, so that a graphics card compiles few shapes. Tokens. */
const SLICE_TOKENS = { fewest: 16, most: 512 };
/** A run that has not come back this long after an abort never will. Milliseconds. */
const STUCK_MS = 10_000;
/** A character that is still incomplete, as decoders show it. */
const INCOMPLETE = '\uFFFD';

export interface CausalWriterFacts {
  name: string;
  modelId: string;
  revision: string;
  contextTokens: number;
  /** Whether a prompt may be read in slices: found out by `examineModel`. */
  slices: boolean;
}

export class CausalWriter implements Writer {
  readonly name: string;
  readonly modelId: string;
  readonly revision: string;
  readonly contextTokens: number;
  private failure: Problem | undefined;
  /** Settles when nothing is running any more. */
  private idle: Promise<unknown> = Promise.resolve();
  private readonly failed = Promise.withResolvers<never>();
  private readonly unloading = new AbortController();
  private sliceTokens = SLICE_TOKENS.fewest;

  constructor(private readonly model: CausalModel, private readonly facts: CausalWriterFacts) {
    this.name = facts.name;
    this.modelId = facts.modelId;
    this.revision = facts.revision;
    this.contextTokens = Math.min(facts.contextTokens, model.mostTokens ?? Number.POSITIVE_INFINITY);
    this.failed.promise.catch(() => {});
    void model.lost.then((reason) => this.poison(new Error(`The graphics device was lost: ${reason}`)));
  }

  get poisoned(): boolean {
    return this.failure !== undefined;
  }

  async countTokens(of: string | readonly Message[]): Promise<number> {
    return (typeof of === 'string' ? this.model.encode(of) : this.promptOf(of)).length;
  }

  async write(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written> {
    const stop = AbortSignal.any([signal, this.unloading.signal]);
    const before = this.idle;
    let running = false;
    const work = (async () => {
      await before;
      stop.throwIfAborted();
      if (this.failure) throw this.failure;
      running = true;
      return this.compose(stop, messages, options, onText);
    })();
    this.idle = work.catch(() => {});
    try {
      return await orAbort(stop, Promise.race([work, this.failed.promise]));
    } finally {
      if (running && stop.aborted) this.watch(work);
    }
  }

  async unload(): Promise<void> {
    this.unloading.abort();
    await Promise.race([this.idle, this.failed.promise.catch(() => {})]);
    if (!this.failure) await this.model.unload();
  }

  private async compose(signal: AbortSignal, messages: readonly Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written> {
    const prompt = this.promptOf(messages);
    if (prompt.length + options.maximumTokens > this.contextTokens) {
      throw new RangeError(`A prompt of ${prompt.length} tokens and ${options.maximumTokens} new ones are more than the ${this.contextTokens} of ${this.modelId}.`);
    }
    const memory = this.model.begin();
    try {
      const scores = await this.readPrompt(signal, memory, prompt);
      return { promptTokens: prompt.length, ...await this.goOn(signal, memory, scores, options, onText) };
    } finally {
      // A device that is gone has nothing to free.
      if (!this.failure) await memory.free();
    }
  }

  private async goOn(signal: AbortSignal, memory: CausalMemory, first: Float32Array, options: WriteOptions, onText: OnEvent<string>): Promise<Omit<Written, 'promptTokens'>> {
    const random = randomFrom(options.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!);
    const filter = createStopFilter(options.stop);
    const tokens: number[] = [];
    let [scores, decoded, text] = [first, '', ''];
    const show = async (piece: string) => {
      text += piece;
      if (piece !== '') await onText(piece);
      signal.throwIfAborted();
    };
    const started = performance.now();
    let ended: Written['ended'] = 'finished';
    for (;;) {
      const token = chooseToken(scores, options.temperature, random);
      if (token < 0) throw this.poison(new Error('The model computes no scores any more.'));
      if (this.model.endings.has(token)) break;
      tokens.push(token);
      const whole = this.model.decode(tokens);
      if (whole.startsWith(decoded) && !whole.endsWith(INCOMPLETE)) {
        await show(filter.push(whole.slice(decoded.length)));
        decoded = whole;
      }
      if (filter.stopped) break;
      if (tokens.length >= options.maximumTokens) {
        ended = 'length';
        break;
      }
      await nextTask();
      signal.throwIfAborted();
      scores = await this.read(memory, [token]);
    }
    const seconds = (performance.now() - started) / 1_000;
    const rest = this.model.decode(tokens).slice(decoded.length);
    await show(filter.push(rest) + filter.end());
    return { text, newTokens: tokens.length, tokensPerSecond: tokens.length > 1 && seconds > 0 ? (tokens.length - 1) / seconds : 0, ended };
  }

  private promptOf(messages: readonly Message[]): number[] {
    return this.model.encode(chatPrompt(this.model, messages));
  }

  private async readPrompt(signal: AbortSignal, memory: CausalMemory, prompt: readonly number[]): Promise<Float32Array> {
    let scores: Float32Array = new Float32Array();
    for (let at = 0; at < prompt.length;) {
      const slice = prompt.slice(at, this.facts.slices ? at + this.sliceTokens : prompt.length);
      const started = performance.now();
      scores = await this.read(memory, slice);
      this.fitSlices(performance.now() - started);
      at += slice.length;
      await nextTask();
      signal.throwIfAborted();
    }
    return scores;
  }

  private fitSlices(tookMs: number): void {
    if (tookMs > SLICE_MS) this.sliceTokens = Math.max(SLICE_TOKENS.fewest, this.sliceTokens / 2);
    else if (tookMs < SLICE_MS / 4) this.sliceTokens = Math.min(SLICE_TOKENS.most, this.sliceTokens * 2);
  }

  private async read(memory: CausalMemory, tokens: readonly number[]): Promise<Float32Array> {
    try {
      return await this.model.read(memory, tokens);
    } catch (cause) {
      throw this.poison(cause);
    }
  }

  private watch(running: Promise<unknown>): void {
    const timer = setTimeout(() => this.poison(new Error('A run of the model did not come back.')), STUCK_MS);
    const stopWatching = () => clearTimeout(timer);
    running.then(stopWatching, stopWatching);
  }

  private poison(cause: unknown): Problem {
    this.failure ??= new Problem('device-lost', { modelName: this.facts.name }, { cause });
    this.failed.reject(this.failure);
    return this.failure;
  }
}
