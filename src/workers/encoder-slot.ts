/** A place for one model of the vault at a time: it takes hundreds of megabytes, so another one has to go first. */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import type { Trade, Workshop } from '../contract/library.ts';
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

export class EncoderSlot {
  /** The model that this place is kept for. */
  reservedFor: string | undefined;
  private held: { modelId: string; encoder: ChosenEncoder } | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private running = 0;

  constructor(private readonly parts: SlotParts) {}

  isReservedForAnother(modelId: string): boolean {
    return this.reservedFor !== undefined && this.reservedFor !== modelId;
  }

  /** The model, loaded and tested. @throws Problem model-unusable when it runs no way */
  async open(installed: InstalledModel): Promise<LoadedModel> {
    const encoder = await this.encoderOf(installed);
    const [found, profile] = [await encoder.found(), await encoder.run((api) => api.profile())];
    return {
      profile,
      found,
      cosineScale: (dimensions) => encoder.run((api) => api.cosineScale(dimensions)),
      embed: async (signal, kind, texts, dimensions) => {
        clearTimeout(this.idle);
        this.running += 1;
        try {
          return await encoder.run((api) => api.embed(signal, kind, texts, dimensions));
        } finally {
          this.running -= 1;
          if (this.running === 0) this.idle = setTimeout(() => void encoder.stop(), IDLE_MS);
        }
      },
    };
  }

  /** Lets every way be tried again, also those that once ended a tab. */
  async tryAgain(): Promise<void> {
    await this.held?.encoder.tryAgain();
  }

  private async encoderOf(installed: InstalledModel): Promise<ChosenEncoder> {
    const modelId = installed.entry.id;
    if (this.held?.modelId === modelId) return this.held.encoder;
    const { workshop, trade, marks, known, onFound } = this.parts;
    const key = `${modelId}@${installed.entry.revision}`;
    const before = this.held;
    const encoder = new ChosenEncoder({
      workshop, trade, installed, marks,
      golden: known.get(key) ?? [],
      onFound(found) {
        known.set(key, found.known);
        onFound();
      },
    });
    this.held = { modelId, encoder };
    clearTimeout(this.idle);
    await before?.encoder.stop();
    return encoder;
  }
}
