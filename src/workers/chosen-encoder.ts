/**
 * A chosen model as the library sees it: it finds a way to run when it is first needed, and moves to the next one when that fails. After any
 * failure its worker is ended, because the runtime in it does not recover.
 */
import type { Remote } from 'comlink';
import type { EmbeddingProfile, EncodeApi, EncoderWay } from '../contract/embedding.ts';
import type { RefusedWay, Trade, Workshop } from '../contract/library.ts';
import type { InstalledModel } from '../contract/model.ts';
import { isAbort, MODEL_FAILURES, Problem } from '../contract/problem.ts';
import { graphicsFacts, waysFor, type GraphicsFacts } from '../embedding/device-order.ts';
import { Colleague } from './colleague.ts';
import type { CrashMarks } from './crash-marker.ts';
import { findWay, type FoundAndKnown } from './find-way.ts';

export interface ChosenEncoderParts {
  workshop: Workshop;
  /** `encode` serves passages by the batch, `encode-query` questions. */
  trade: Extract<Trade, 'encode' | 'encode-query'>;
  installed: InstalledModel;
  marks: CrashMarks;
  /** Vectors that are known beforehand: `known` of what was found before for this model and revision. */
  golden?: EmbeddingProfile['golden'];
  /** Told of every way that was found, also of those after a failure. */
  onFound?(found: FoundAndKnown): void;
  /** Asks for the graphics device. Default: the browser. */
  graphics?(): Promise<GraphicsFacts | undefined>;
}

export class ChosenEncoder {
  private readonly worker: Colleague<EncodeApi>;
  /** Ends when this encoder is stopped. */
  private life = new AbortController();
  /** The end of the life before, which must not meet the next one. */
  private ended: Promise<unknown> = Promise.resolve();
  private finding: Promise<FoundAndKnown> | undefined;
  /** What failed in this session. */
  private refused: RefusedWay[] = [];
  private known: EmbeddingProfile['golden'];

  constructor(private readonly parts: ChosenEncoderParts) {
    this.worker = new Colleague(parts.workshop, parts.trade);
    this.known = parts.golden ?? [];
  }

  /**
   * The way that the model runs; it is looked for when it does not run yet.
   * @throws Problem model-unusable or model-damaged when no way works, again and again until `tryAgain`
   */
  found(): Promise<FoundAndKnown> {
    const { signal } = this.life;
    return (this.finding ??= this.ended.then(() => this.find(signal)));
  }

  /**
   * Makes a call to the worker with the model loaded. When the way fails meanwhile, the call is made again on the next one.
   * @throws Problem model-unusable or model-damaged when none is left, engine-crashed when `stop` ended it, whatever the call throws by itself
   */
  async run<T>(call: (api: Remote<EncodeApi>) => Promise<T>): Promise<T> {
    const { signal } = this.life;
    for (;;) {
      const finding = this.found();
      let way: EncoderWay | undefined;
      try {
        ({ way } = await finding);
        return await this.worker.run(call);
      } catch (error) {
        // It must not be started again for a call from before. Nobody but `stop` knows that this was meant.
        if (signal.aborted) throw new Problem('engine-crashed', { engine: this.parts.trade }, { cause: error });
        // Other failures are the caller's own, and no other way would cure them.
        if (!way || isAbort(error) || !(error instanceof Problem && MODEL_FAILURES.has(error.code))) throw error;
        // Of several calls that fail together the first moves on, and the others follow it.
        if (this.finding === finding) this.giveUp(way);
      }
    }
  }

  /** Ends the worker and frees its memory; calls that are running fail. The next call loads the model again. */
  async stop(): Promise<void> {
    this.life.abort();
    this.life = new AbortController();
    this.ended = Promise.allSettled([this.worker.stop(), this.finding]);
    this.finding = undefined;
    await this.ended;
  }

  /** A person wants every way tried again, also those that once ended a tab. */
  async tryAgain(): Promise<void> {
    await this.stop();
    this.refused = [];
    await this.parts.marks.forget(this.parts.installed.entry.id);
  }

  private giveUp(way: EncoderWay): void {
    this.refused.push({ ...way, why: 'cannot-run' });
    const { signal } = this.life;
    this.finding = this.worker.stop().then(() => this.find(signal));
    // Whoever calls is told.
    this.finding.catch(() => {});
  }

  private async find(signal: AbortSignal): Promise<FoundAndKnown> {
    const { installed, marks, trade, onFound, graphics = graphicsFacts } = this.parts;
    const modelId = installed.entry.id;
    const [gpu, crashed] = await Promise.all([graphics(), marks.crashed(modelId)]);
    const ended = crashed.map((way): RefusedWay => ({ ...way, why: 'ended-the-tab' }));
    const found = await findWay(signal, {
      modelId,
      ways: waysFor(installed.entry.builds.filter(({ id }) => installed.builds.includes(id)), gpu, trade === 'encode' ? 'batches' : 'questions'),
      refused: [...ended, ...this.refused],
      golden: this.known,
      start: (way, golden) => marks.during(modelId, way, () => this.worker.run((api) => api.load(modelId, way, golden))),
      knownAnswers: () => this.worker.run((api) => api.knownAnswers()),
      stop: () => this.worker.stop(),
    });
    this.known = found.known;
    // Those that ended a tab are asked for anew each time, so that a person can let them be tried again.
    this.refused = found.refused.filter((way) => !ended.includes(way));
    onFound?.(found);
    return found;
  }
}
