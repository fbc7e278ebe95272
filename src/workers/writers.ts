/**
 * The language models that write answers, as the library sees them: loaded when one is first wanted, kept between questions, let go when nobody
 * asks any more. A worker is the unit of failure: after any failure but an abort it is ended, and the next smaller model writes, or none.
 */
import { proxy } from 'comlink';
import type { AskEvent, UsableWriter } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import type { InstalledModel } from '../contract/model.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import type { Message, WriteApi, WriteOptions, WriterFacts, WriterLoading, Written } from '../contract/writer.ts';
import type { GraphicsFacts } from '../embedding/device-order.ts';
import { orAbort } from '../generation/or-abort.ts';
import { plainProblem } from '../ingest/shelf.ts';
import type { Colleague } from './colleague.ts';
import type { CrashMarks } from './crash-marker.ts';
import { BROWSER, ladderFrom, QUOTING, usableWriters, type Rung } from './writer-ladder.ts';
import type { GenerateApi } from './writer-ways.ts';

/** A model that nobody has asked for so long is let go. It is loaded again when it is needed. */
const IDLE_MS = 10 * 60_000;
/** Longest silence, in milliseconds. Making a large model's programs for a slow device gives no sign of life; a text gives one with every token. */
const SILENCE_MS = { loading: 5 * 60_000, writing: 4 * 60_000, asking: 30_000 };
/** An aborted text whose worker has not come back after this long holds up the next one for nothing. Milliseconds. */
const STRAGGLER_MS = 60_000;

export type WriterEvent = Extract<AskEvent, { type: 'loading' | 'stepped-down' }>;

/** A model that is loaded. When a call fails otherwise than by an abort, open again: another way or model is then found. */
export interface OpenedWriter {
  facts: WriterFacts;
  /** Loads the model again when it was let go meanwhile. @throws RangeError when prompt and new tokens are more than its context; a Problem when it failed */
  write(signal: AbortSignal, messages: Message[], options: WriteOptions, onText: OnEvent<string>): Promise<Written>;
  /** @throws Problem when the model failed */
  countTokens(texts: string[]): Promise<Uint32Array>;
}

type Hand<Api extends object> = Pick<Colleague<Api>, 'run' | 'stop'>;

export interface WritersParts {
  /** Models of the vault. */
  generate: Hand<GenerateApi>;
  /** The browser's own model. Hiring it fails where there is none. */
  browser: Hand<WriteApi>;
  installed(): Promise<InstalledModel[]>;
  graphics(): Promise<GraphicsFacts | undefined>;
  marks: CrashMarks;
}

export class Writers {
  /** Ways that failed in this session, by key, and why. */
  private readonly refused = new Map<string, PlainProblem>();
  private held: { rung: Rung; facts: WriterFacts } | undefined;
  /** Settles when nobody loads or writes. */
  private turn: Promise<unknown> = Promise.resolve();
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: WritersParts) {}

  /** Quoting first, then the browser's own model if the page offers one, then what is installed. */
  async usable(): Promise<UsableWriter[]> {
    const [installed, offers] = await Promise.all([this.parts.installed(), this.parts.browser.run(async () => true).catch(() => false)]);
    return usableWriters(installed, offers);
  }

  /**
   * Loads the wanted model, or the best one that can stand in for it, which is told.
   * @returns `undefined` for quoting, wanted or at last
   * @throws the signal's reason
   */
  async open(signal: AbortSignal, wanted: string, onEvent: OnEvent<WriterEvent>): Promise<OpenedWriter | undefined> {
    if (wanted === QUOTING.id) return undefined;
    let problem: PlainProblem | undefined;
    for (const rung of await orAbort(signal, this.ladder(wanted))) {
      const known = this.refused.get(rung.key) ?? rung.barred;
      try {
        if (known) throw new Problem(known.code, known.details as never);
        // Before it loads, which takes long: a person who waits should know for whom.
        if (rung.id !== wanted && problem) await onEvent({ type: 'stepped-down', to: rung.name, problem });
        const facts = await this.inTurn(signal, () => this.load(signal, rung, onEvent));
        return this.opened(rung, facts, onEvent);
      } catch (error) {
        signal.throwIfAborted();
        problem ??= plainProblem(error);
      }
    }
    await onEvent({ type: 'stepped-down', to: QUOTING.name, problem: problem ?? new Problem('model-not-known', { name: wanted }).plain() });
    return undefined;
  }

  /** A person wants a model, or every one, tried again in every way, also in those that once ended the tab. */
  async tryAgain(modelId?: string): Promise<void> {
    const keys = [...this.refused.keys()].filter((key) => modelId === undefined || key === modelId || key.startsWith(`${modelId}/`));
    for (const key of keys) this.refused.delete(key);
    const ids = modelId === undefined ? (await this.parts.installed()).map(({ entry }) => entry.id) : [modelId];
    await Promise.all(ids.map((id) => this.parts.marks.forget(id)));
  }

  /** Ends what is loaded, and frees its memory. */
  async letGo(): Promise<void> {
    clearTimeout(this.idle);
    const { held } = this;
    this.held = undefined;
    if (held) await this.handOf(held.rung).stop();
  }

  private async ladder(wanted: string): Promise<Rung[]> {
    const [installed, gpu] = await Promise.all([this.parts.installed(), this.parts.graphics()]);
    return ladderFrom(wanted, { installed, gpu, crashed: (id) => this.parts.marks.crashed(id) });
  }

  private opened(rung: Rung, facts: WriterFacts, onEvent: OnEvent<WriterEvent>): OpenedWriter {
    return {
      facts,
      write: (signal, messages, options, onText) => this.inTurn(signal, async () => {
        await this.load(signal, rung, onEvent);
        return this.write(signal, rung, (api, listener) => api.write(signal, messages, options, listener), onText);
      }),
      countTokens: async (texts) => {
        const { signal } = new AbortController();
        // An engine that writes can count all the same.
        if (this.held?.rung.key !== rung.key) await this.inTurn(signal, () => this.load(signal, rung, onEvent));
        return this.guarded(signal, rung, { silenceMs: SILENCE_MS.asking }, (api) => api.countTokens(texts));
      },
    };
  }

  /** One after the other: a model that is loaded takes the place of another, and must not take it from a text. */
  private inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.turn;
    const run = (async () => {
      await before;
      signal.throwIfAborted();
      clearTimeout(this.idle);
      try {
        return await work();
      } finally {
        this.idle = setTimeout(() => void this.letGo(), IDLE_MS);
      }
    })();
    this.turn = run.catch(() => {});
    return orAbort(signal, run);
  }

  /** @returns at once when it is loaded already. @throws Problem why it cannot be, from then on known */
  private async load(signal: AbortSignal, rung: Rung, onEvent: OnEvent<WriterEvent>): Promise<WriterFacts> {
    if (this.held?.rung.key === rung.key && (await this.isThere(rung))) return this.held.facts;
    await this.letGo();
    signal.throwIfAborted();
    let [alive, of] = [() => {}, 0];
    const onLoading = proxy(async (event: WriterLoading) => {
      alive();
      if (event.step === 'reading') of = event.of;
      if (!signal.aborted) await onEvent({ type: 'loading', name: rung.name, done: event.step === 'reading' ? event.done : of, of });
    });
    // A load cannot be interrupted, so its worker is ended.
    const onAbort = () => this.handOf(rung).stop();
    const open = () => this.guarded(signal, rung, { silenceMs: SILENCE_MS.loading, onAbort }, (api, sign) => {
      alive = sign;
      return api.open(signal, rung.id, onLoading, ...(rung.way ? [rung.way] : []));
    });
    const facts = await (rung.way ? this.parts.marks.during(rung.id, rung.way, open) : open());
    this.held = { rung, facts };
    return facts;
  }

  /** A worker that died while nobody asked, or whose device did, is no fault of the model: it is started again. */
  private async isThere(rung: Rung): Promise<boolean> {
    try {
      await withoutSilence(SILENCE_MS.asking, rung, () => this.handOf(rung).run((api) => api.countTokens([''])));
      return this.held !== undefined;
    } catch {
      return false;
    }
  }

  private async write<T>(signal: AbortSignal, rung: Rung, call: (api: Api, onText: OnEvent<string>) => Promise<T>, onText: OnEvent<string>): Promise<T> {
    let mishap: { error: unknown } | undefined;
    const listener = (alive: () => void) => proxy(async (piece: string) => {
      alive();
      try {
        // A piece can still be on its way when the abort has been answered.
        if (!signal.aborted) await onText(piece);
      } catch (error) {
        mishap = { error };
        throw error;
      }
    });
    try {
      return await this.guarded(signal, rung, { silenceMs: SILENCE_MS.writing, callersFault: () => mishap !== undefined }, (api, alive) => call(api, listener(alive)));
    } catch (error) {
      throw mishap ? mishap.error : error;
    }
  }

  /**
   * Ends the worker, and bars the way, when the call fails or goes silent; not when the caller did wrong.
   * @param call is handed a function to be called at every sign of life
   */
  private async guarded<T>(signal: AbortSignal, rung: Rung, terms: Terms, call: (api: Api, alive: () => void) => Promise<T>): Promise<T> {
    const running = withoutSilence(terms.silenceMs, rung, (alive) => this.handOf(rung).run((api) => call(api as Api, alive)));
    try {
      return await orAbort(signal, running);
    } catch (error) {
      if (signal.aborted) {
        await terms.onAbort?.();
        this.watch(running, rung);
        throw signal.reason;
      }
      if (terms.callersFault?.()) throw error;
      if (error instanceof Error && error.name === 'RangeError') throw new RangeError(error.message, { cause: error });
      if (this.held?.rung.key === rung.key) this.held = undefined;
      this.refused.set(rung.key, plainProblem(error));
      await this.handOf(rung).stop();
      throw error;
    }
  }

  private watch(running: Promise<unknown>, rung: Rung): void {
    const timer = setTimeout(() => {
      if (this.held?.rung.key === rung.key) void this.letGo();
    }, STRAGGLER_MS);
    const stopWatching = () => clearTimeout(timer);
    running.then(stopWatching, stopWatching);
  }

  private handOf({ id }: Rung): Hand<Api> {
    return (id === BROWSER.id ? this.parts.browser : this.parts.generate) as Hand<Api>;
  }
}

/** Both kinds of hand understand these calls; one looks at the way. */
type Api = GenerateApi;

interface Terms {
  silenceMs: number;
  /** What must be done about a call that is still running when it is aborted. */
  onAbort?(): Promise<void>;
  /** Asked after a failure. */
  callersFault?(): boolean;
}

async function withoutSilence<T>(milliseconds: number, rung: Rung, work: (alive: () => void) => Promise<T>): Promise<T> {
  const silent = Promise.withResolvers<never>();
  const start = () => setTimeout(() => silent.reject(new Problem('device-lost', { modelName: rung.name })), milliseconds);
  let timer = start();
  try {
    return await Promise.race([silent.promise, work(() => {
      clearTimeout(timer);
      timer = start();
    })]);
  } finally {
    clearTimeout(timer);
  }
}
