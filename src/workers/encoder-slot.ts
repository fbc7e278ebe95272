/** A place for one model of the vault at a time: it takes hundreds of megabytes, so another one has to go first. */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import type { RefusedWay, Trade, Workshop } from '../contract/library.ts';
import type { InstalledModel } from '../contract/model.ts';
import { ChosenEncoder } from './chosen-encoder.ts';
import type { CrashMarks } from './crash-marker.ts';
import type { LoadedModel } from './loaded-model.ts';

/** A model that nobody has asked for so long is let go. It is loaded again when it is needed. */
const IDLE_MS = 10 * 60_000;

export interface SlotParts {
  workshop: Workshop;
  trade: Extract<Trade, 'encode' | 'encode-query'>;
  marks: CrashMarks;
  /** Vectors that one place has computed on the processor, by model and revision: the other need not compute them again. */
  known: Map<string, EmbeddingProfile['golden']>;
  /** Told when a model was found a way to run, or another way than before. */
  onFound(): void;
}

interface Held {
  modelId: string;
  revision: string;
  encoder: ChosenEncoder;
  /** Calls that have not ended. */
  running: Set<Promise<unknown>>;
  /** Ways that were turned down. */
  refused: readonly RefusedWay[];
  /** Whether it runs, as far as we know. */
  loaded: boolean;
  /** Resolves when the one before it has gone. */
  free: Promise<unknown>;
}

export class EncoderSlot {
  /** The model that this place is kept for. */
  reservedFor: string | undefined;
  private held: Held | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: SlotParts) {}

  isReservedForAnother(modelId: string): boolean {
    return this.reservedFor !== undefined && this.reservedFor !== modelId;
  }

  /** Whether that model runs here, so that `open` takes no time. */
  has({ entry: { id, revision } }: InstalledModel): boolean {
    return this.held?.modelId === id && this.held.revision === revision && this.held.loaded;
  }

  /** Ways of running that model that were turned down here. */
  refused(modelId: string): readonly RefusedWay[] {
    return this.held?.modelId === modelId ? this.held.refused : [];
  }

  /** The model, loaded and tested. @throws Problem model-unusable when it runs no way */
  async open(installed: InstalledModel): Promise<LoadedModel> {
    const held = this.holding(installed);
    const { encoder } = held;
    // Both places hire by trade: the next one must not meet the worker of the one before.
    await held.free;
    const { found, profile } = await this.during(held, async () => ({ found: await encoder.found(), profile: await encoder.run((api) => api.profile()) }));
    held.loaded = true;
    const run = async <T>(call: Parameters<typeof encoder.run<T>>[0]): Promise<T> => {
      // It had to go meanwhile, and its worker serves another model.
      if (this.held !== held) await this.open(installed);
      const now = this.holding(installed);
      return this.during(now, () => now.encoder.run(call));
    };
    return {
      profile,
      found,
      cosineScale: (dimensions) => run((api) => api.cosineScale(dimensions)),
      embed: (signal, kind, texts, dimensions) => run((api) => api.embed(signal, kind, texts, dimensions)),
    };
  }

  /** Lets every way of running that model be tried again, also those that once ended a tab. @param modelId whichever is here, when left out */
  async tryAgain(modelId = this.held?.modelId): Promise<void> {
    const { held } = this;
    if (!held || held.modelId !== modelId) return;
    held.loaded = false;
    await held.encoder.tryAgain();
  }

  /** Keeps the model here until the work has ended. */
  private async during<T>(held: Held, work: () => Promise<T>): Promise<T> {
    clearTimeout(this.idle);
    const running = work();
    held.running.add(running);
    try {
      return await running;
    } finally {
      held.running.delete(running);
      if (this.held === held && held.running.size === 0) this.rest(held);
    }
  }

  private rest(held: Held): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      held.loaded = false;
      void held.encoder.stop();
    }, IDLE_MS);
  }

  private holding(installed: InstalledModel): Held {
    const { id: modelId, revision } = installed.entry;
    if (this.held?.modelId === modelId && this.held.revision === revision) return this.held;
    const { workshop, trade, marks, known, onFound } = this.parts;
    const key = `${modelId}@${revision}`;
    const before = this.held;
    const encoder = new ChosenEncoder({
      workshop, trade, installed, marks,
      golden: known.get(key) ?? [],
      onFound(found) {
        known.set(key, found.known);
        held.refused = found.refused;
        onFound();
      },
    });
    clearTimeout(this.idle);
    const held: Held = { modelId, revision, encoder, running: new Set(), refused: [], loaded: false, free: letGo(before) };
    this.held = held;
    return held;
  }
}

/** What was asked of it is answered first. */
async function letGo(held: Held | undefined): Promise<void> {
  if (!held) return;
  await held.free;
  await Promise.allSettled(held.running);
  await held.encoder.stop();
}
