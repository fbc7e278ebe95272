/** The models that make vectors: the one that came with the page, and those of the vault, each loaded when it is first needed. */
import { spaceOf, type EmbedApi, type EmbeddingProfile } from '../contract/embedding.ts';
import type { RefusedWay, UsableModel, Workshop } from '../contract/library.ts';
import type { InstalledModel } from '../contract/model.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import type { VersionRecord } from '../contract/stored.ts';
import { plainProblem } from '../ingest/shelf.ts';
import { listInstalled, missingFiles } from '../models/installed.ts';
import type { Colleague } from './colleague.ts';
import type { CrashMarks } from './crash-marker.ts';
import { EncoderSlot } from './encoder-slot.ts';
import { isSameWay } from './find-way.ts';
import type { LoadedModel } from './loaded-model.ts';
import { profileOf } from './vault-model.ts';

/** Id of the model that came with the page. */
export const BUILT_IN = 'carrel-static-en';

type Wanted = Pick<VersionRecord, 'modelId' | 'space' | 'dimensions'>;

export class EmbeddingModels {
  /** Called when a chosen model was found a way to run, or another way than before. */
  onFound: () => void = () => {};
  private readonly profile: Promise<EmbeddingProfile | PlainProblem>;
  private readonly batches: EncoderSlot;
  private readonly questions: EncoderSlot;

  constructor(
    private readonly embed: Colleague<EmbedApi>,
    workshop: Workshop,
    marks: CrashMarks,
  ) {
    const shared = { workshop, marks, known: new Map(), onFound: () => this.onFound() };
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
    const whole = await Promise.all((await installedEncoders()).map(async (model) => ((await missingFiles(model)).length === 0 ? [model] : [])));
    const installed = whole.flat().map(({ entry }): UsableModel => ({
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
  async forSearch(version: Wanted): Promise<LoadedModel> {
    if (version.modelId === BUILT_IN) return this.own(version);
    const installed = await installedFor(version);
    const opening = this.questions.open(installed);
    if (this.questions.has(installed) || !this.batches.has(installed)) return opening;
    // Loading takes seconds. Where an index was just made with it, it runs already, and serves until then.
    opening.catch(() => {});
    return this.batches.open(installed);
  }

  /**
   * Loads the model of a version beside the one that answers, so that it can answer at once. It is not loaded while its place is taken.
   * @throws Problem model-not-known, model-unusable, device-lost
   */
  async warm(version: Wanted): Promise<void> {
    if (version.modelId === BUILT_IN) return void (await this.own(version));
    const installed = await installedFor(version);
    if (!this.questions.has(installed) && !this.batches.isReservedForAnother(version.modelId)) await this.batches.open(installed);
  }

  /**
   * For many passages. While the place for batches is taken by another model, which is then being built for, the place for questions does it.
   * @throws Problem model-not-known, model-unusable, device-lost
   */
  async forIndexing(version: Wanted): Promise<LoadedModel> {
    if (version.modelId === BUILT_IN) return this.own(version);
    const installed = await installedFor(version);
    return this.batches.isReservedForAnother(version.modelId) ? this.questions.open(installed) : this.batches.open(installed);
  }

  /** Ways of running a model that were turned down, for passages or for questions. */
  refused(modelId: string): RefusedWay[] {
    const all = [...this.batches.refused(modelId), ...this.questions.refused(modelId)];
    return all.filter((way, i) => all.findIndex((other) => isSameWay(way, other)) === i);
  }

  /** A person wants every way tried again that a chosen model can be run. @param modelId all that are loaded, when left out */
  async tryAgain(modelId?: string): Promise<void> {
    await Promise.all([this.batches.tryAgain(modelId), this.questions.tryAgain(modelId)]);
  }

  /** Keeps the place for batches for the model that an index is being built for; `undefined` gives it free. */
  reserveFor(modelId: string | undefined): void {
    this.batches.reservedFor = modelId === BUILT_IN ? undefined : modelId;
  }

  private async own(version: Wanted): Promise<LoadedModel> {
    const profile = await this.ownProfile();
    expectSpace(profile, version);
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

async function installedFor(version: Wanted): Promise<InstalledModel> {
  const installed = await installedModel(version.modelId);
  expectSpace(profileOf(installed), version);
  return installed;
}

/** A model that was deleted and added anew can be another one under the same name: its vectors say nothing beside the old ones. */
function expectSpace(profile: EmbeddingProfile, { modelId, space, dimensions }: Wanted): void {
  if (spaceOf(profile, dimensions) !== space) throw new Problem('model-unusable', { modelId, why: 'the index was made with another revision of it' });
}

async function installedModel(modelId: string): Promise<InstalledModel> {
  const found = (await installedEncoders()).find(({ entry }) => entry.id === modelId);
  if (!found) throw new Problem('model-not-known', { name: modelId });
  return found;
}
