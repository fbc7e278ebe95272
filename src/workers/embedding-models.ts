/** The models that make vectors: the one that came with the page, and those of the vault, each loaded when it is first needed. */
import type { EmbedApi, EmbeddingProfile } from '../contract/embedding.ts';
import type { UsableModel, Workshop } from '../contract/library.ts';
import type { InstalledModel } from '../contract/model.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import { plainProblem } from '../ingest/shelf.ts';
import { listInstalled } from '../models/installed.ts';
import type { Colleague } from './colleague.ts';
import { createCrashMarks } from './crash-marker.ts';
import { EncoderSlot } from './encoder-slot.ts';
import type { LoadedModel } from './loaded-model.ts';
import { profileOf } from './vault-model.ts';

/** Id of the model that came with the page. */
export const BUILT_IN = 'carrel-static-en';

export class EmbeddingModels {
  /** Called when a chosen model was found a way to run, or another way than before. */
  onFound: () => void = () => {};
  private readonly profile: Promise<EmbeddingProfile | PlainProblem>;
  private readonly batches: EncoderSlot;
  private readonly questions: EncoderSlot;

  constructor(
    private readonly embed: Colleague<EmbedApi>,
    workshop: Workshop,
  ) {
    const shared = { workshop, marks: createCrashMarks(), known: new Map(), onFound: () => this.onFound() };
    this.profile = embed.run((api) => api.profile()).catch((error: unknown) => plainProblem(error));
    this.batches = new EncoderSlot({ ...shared, trade: 'encode' });
    this.questions = new EncoderSlot({ ...shared, trade: 'encode-query' });
  }

  /** The profile of the built-in model, or why it cannot run. */
  builtIn(): Promise<EmbeddingProfile | PlainProblem> {
    return this.profile;
  }

  nameOf(modelId: typeof BUILT_IN): string;
  nameOf(installed: InstalledModel): string;
  nameOf(model: typeof BUILT_IN | InstalledModel): string {
    return model === BUILT_IN ? 'Built-in model' : model.entry.name;
  }

  /** What a person can choose from. */
  async usable(): Promise<UsableModel[]> {
    const own = await this.profile;
    const builtIn: UsableModel[] = 'code' in own ? [] : [{
      id: BUILT_IN, name: this.nameOf(BUILT_IN), builtIn: true, languages: own.languages, licence: own.licence, prefixes: own.prefixes,
      goodFor: 'Came with the page, works at once and on every machine. Best for English.',
    }];
    const installed = (await installedEncoders()).map(({ entry }): UsableModel => ({
      id: entry.id, name: entry.name, builtIn: false, goodFor: entry.goodFor, languages: entry.languages, licence: entry.licence,
      prefixes: entry.embedding?.prefixes ?? [],
    }));
    return [...builtIn, ...installed];
  }

  /** Name and profile of a model, without loading it. @throws Problem model-not-known */
  async describe(modelId: string): Promise<{ name: string; profile: EmbeddingProfile }> {
    if (modelId === BUILT_IN) return { name: this.nameOf(BUILT_IN), profile: await this.ownProfile() };
    const installed = await installedModel(modelId);
    return { name: this.nameOf(installed), profile: profileOf(installed) };
  }

  /** For questions, and for whatever else a person waits for. @throws Problem model-not-known, model-unusable, device-lost */
  async forSearch(modelId: string): Promise<LoadedModel> {
    return modelId === BUILT_IN ? this.own() : this.questions.open(await installedModel(modelId));
  }

  /**
   * For many passages. While the place for batches is taken by another model, which is then being built for, the place for questions does it.
   * @throws Problem model-not-known, model-unusable, device-lost
   */
  async forIndexing(modelId: string): Promise<LoadedModel> {
    if (modelId === BUILT_IN) return this.own();
    const installed = await installedModel(modelId);
    return this.batches.isReservedForAnother(modelId) ? this.questions.open(installed) : this.batches.open(installed);
  }

  /** A person wants every way tried again that a chosen model can be run. */
  async tryAgain(): Promise<void> {
    await Promise.all([this.batches.tryAgain(), this.questions.tryAgain()]);
  }

  /** Keeps the place for batches for the model that an index is being built for; `undefined` gives it free. */
  reserveFor(modelId: string | undefined): void {
    this.batches.reservedFor = modelId === BUILT_IN ? undefined : modelId;
  }

  private async own(): Promise<LoadedModel> {
    const profile = await this.ownProfile();
    return { profile, embed: (signal, kind, texts, dimensions) => this.embed.run((api) => api.embed(signal, kind, texts, dimensions)) };
  }

  private async ownProfile(): Promise<EmbeddingProfile> {
    const profile = await this.profile;
    if ('code' in profile) throw new Problem(profile.code, profile.details as never);
    return profile;
  }
}

async function installedEncoders(): Promise<InstalledModel[]> {
  // A browser without a private file system has no vault, and needs none.
  const installed = await listInstalled();
  return installed.filter(({ entry }) => entry.kind === 'embedding' && entry.embedding);
}

async function installedModel(modelId: string): Promise<InstalledModel> {
  const found = (await installedEncoders()).find(({ entry }) => entry.id === modelId);
  if (!found) throw new Problem('model-not-known', { name: modelId });
  return found;
}
