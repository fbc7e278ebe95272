/** Another worker as the library sees it: hired when needed, replaced when it dies, stopped when it hangs. */
import { wrap, type Remote } from 'comlink';
import { Problem } from '../contract/problem.ts';
import type { Trade, Workshop } from '../contract/library.ts';
import '../wire/handlers.ts';

interface Hired<Api> {
  api: Remote<Api>;
  gone: Promise<void>;
}

export class Colleague<Api extends object> {
  private hired: Promise<Hired<Api>> | undefined;
  private running = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly workshop: Workshop,
    private readonly trade: Trade,
    /** After this long without work it is let go: an idle parser holds memory for nothing. */
    private readonly idleMs = Infinity,
  ) {}

  /** @throws Problem engine-crashed when the worker dies meanwhile, which comlink would never tell */
  async run<T>(call: (api: Remote<Api>) => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    this.running += 1;
    try {
      const { api, gone } = await (this.hired ??= this.hire());
      const died = gone.then(() => {
        throw new Problem('engine-crashed', { engine: this.trade });
      });
      return await Promise.race([call(api), died]);
    } finally {
      this.running -= 1;
      if (this.running === 0 && this.idleMs < Infinity) this.idle = setTimeout(() => void this.stop(), this.idleMs);
    }
  }

  /**
   * For work that cannot look at a signal: aborting stops the whole worker, and so does a silence of `seconds`.
   * @param call is handed a function to be called at every sign of life
   * @param onSilence the failure to throw when there was none for too long
   */
  async runOrKill<T>(
    signal: AbortSignal,
    seconds: number,
    call: (api: Remote<Api>, alive: () => void) => Promise<T>,
    onSilence: () => Error,
  ): Promise<T> {
    signal.throwIfAborted();
    const end = Promise.withResolvers<never>();
    end.promise.catch(() => {}); // Nobody may be waiting any more, and that is fine.
    const kill = (reason: unknown) => {
      end.reject(reason);
      void this.stop();
    };
    let silence = setTimeout(() => kill(onSilence()), seconds * 1_000);
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => kill(onSilence()), seconds * 1_000);
    };
    const onAbort = () => kill(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([this.run((api) => call(api, alive)), end.promise]);
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', onAbort);
    }
  }

  async stop(): Promise<void> {
    this.hired = undefined;
    await this.workshop.dismiss(this.trade);
  }

  private hire(): Promise<Hired<Api>> {
    const hiring = (async () => {
      const port = await this.workshop.hire(this.trade);
      return { api: wrap<Api>(port), gone: this.workshop.gone(this.trade) };
    })();
    const forget = () => {
      if (this.hired === hiring) this.hired = undefined;
    };
    hiring.then(({ gone }) => gone.then(forget), forget);
    return hiring;
  }
}
