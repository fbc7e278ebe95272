/** Which index version answers, and with which model: read in every tab, changed only by the one that writes. */
import { spaceOf } from '../contract/embedding.ts';
import type { LibrarySnapshot } from '../contract/library.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import type { VersionRecord } from '../contract/stored.ts';
import type { Space } from '../ingest/ingest.ts';
import { plainProblem } from '../ingest/shelf.ts';
import type { Db } from '../storage/schema.ts';
import { storedVersions, type StoredVersions } from '../storage/versions.ts';
import { BUILT_IN, type EmbeddingModels } from './embedding-models.ts';
import type { LoadedModel } from './loaded-model.ts';

export class Versions {
  private stored: StoredVersions = { active: undefined, previous: undefined, building: undefined, paused: false };
  /** Why the model of that space cannot run, as far as it was tried. */
  private readonly failures = new Map<string, PlainProblem>();
  private readonly scales = new Map<string, Promise<{ a: number; b: number }>>();

  constructor(
    private readonly db: Db,
    private readonly models: EmbeddingModels,
  ) {}

  /** What the pointers say now. */
  look(): Promise<StoredVersions> {
    return storedVersions(this.db);
  }

  /** From now on that is what answers. Put the vectors in place in the same breath. */
  use(stored: StoredVersions): void {
    // Whoever puts a version in place has seen its model run, or wants it tried again.
    if (stored.active && stored.active.space !== this.stored.active?.space) this.failures.delete(stored.active.space);
    this.stored = stored;
  }

  /** The version that answers. Before a model was ever chosen, and after an update of the one that came with the page, that one's of today. */
  async active({ active }: StoredVersions = this.stored): Promise<VersionRecord | undefined> {
    if (active && active.modelId !== BUILT_IN) return active;
    const profile = await this.models.builtIn();
    if ('code' in profile) return undefined;
    const dimensions = active && profile.prefixes.includes(active.dimensions) ? active.dimensions : profile.dimensions;
    const space = spaceOf(profile, dimensions);
    if (active?.space === space) return active;
    return { space, modelId: BUILT_IN, modelName: this.models.nameOf(BUILT_IN), dimensions, begunAt: 0 };
  }

  /** Where new vectors go. `undefined` while its model cannot run: search is by word then. */
  async space(stored: StoredVersions = this.stored): Promise<Space> {
    const active = await this.active(stored);
    return active && !this.failures.has(active.space) ? { name: active.space, dimensions: active.dimensions } : undefined;
  }

  /** The model of the version that answers, for questions; `undefined` when it cannot run. */
  async searcher(): Promise<{ version: VersionRecord; model: LoadedModel; scale: { a: number; b: number } } | undefined> {
    const version = await this.active();
    if (!version || this.failures.has(version.space)) return undefined;
    try {
      const model = await this.models.forSearch(version);
      return { version, model, scale: await this.scaleOf(version, model) };
    } catch (error) {
      this.failures.set(version.space, plainProblem(error));
      return undefined;
    }
  }

  /** Gets ready what questions to a version need besides its vectors and its loaded model. */
  async prepare(version: VersionRecord, model: LoadedModel): Promise<void> {
    await this.scaleOf(version, model);
  }

  /** Measured once for each space. */
  private scaleOf({ space, dimensions }: VersionRecord, model: LoadedModel): Promise<{ a: number; b: number }> {
    const known = this.scales.get(space) ?? model.cosineScale?.(dimensions) ?? Promise.resolve({ a: 1, b: 0 });
    this.scales.set(space, known);
    known.catch(() => this.scales.delete(space));
    return known;
  }

  /** Makes vectors of passages with the model of the version that answers. @throws Problem when there is none, or it gave up */
  async embedPassages(signal: AbortSignal, texts: string[]): Promise<Float32Array> {
    const version = await this.active();
    if (!version) throw new Problem('model-unusable', { modelId: BUILT_IN, why: 'it does not run' });
    try {
      const model = await this.models.forIndexing(version);
      return await model.embed(signal, 'document', texts, version.dimensions);
    } catch (error) {
      if (error instanceof Problem) this.failures.set(version.space, error.plain());
      throw error;
    }
  }

  /** A person wants it tried again. */
  forgetFailures(): void {
    this.failures.clear();
  }

  /** What the person sees of the model that answers. Loads it. */
  async state(): Promise<LibrarySnapshot['embedding']> {
    const found = await this.searcher();
    const active = await this.active();
    if (!found) {
      const problem = active ? this.failures.get(active.space) : await this.models.builtIn();
      return { status: 'failed', name: active && active.modelId !== BUILT_IN ? active.modelName : '', languages: [], ...(problem && 'code' in problem ? { problem } : {}) };
    }
    const { version, model } = found;
    const runsOn = model.found && { ...model.found.way, refused: this.models.refused(version.modelId) };
    return { status: 'ready', name: version.modelName, languages: model.profile.languages, ...(runsOn ? { runsOn } : {}) };
  }
}
