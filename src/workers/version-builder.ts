/** Makes index versions, puts them in place and goes back: what only the writing tab does. */
import { spaceOf } from '../contract/embedding.ts';
import type { BuildingVersion, LibraryCommands } from '../contract/library.ts';
import { isAbort, Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { VersionRecord } from '../contract/stored.ts';
import { checkVersion } from '../ingest/check-version.ts';
import { buildIndex, vectorsMade, type BuildProgress } from '../ingest/index-build.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { plainProblem, vectorBytes, type Shelf, type ShelfVersions } from '../ingest/shelf.ts';
import { textOf, vectorsOf, wordsOf, putVectors } from '../storage/documents.ts';
import type { Db } from '../storage/schema.ts';
import { beginVersion, dropPointer, dropUnused, flipTo, setBuildPaused } from '../storage/versions.ts';
import type { Write } from '../storage/write.ts';
import { VectorIndex } from '../vector-index/vector-index.ts';
import { buildVectorSegment, floatsOf } from '../vector-index/vector-segment.ts';
import type { EmbeddingModels } from './embedding-models.ts';
import type { Holdings } from './holdings.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { Versions } from './versions.ts';

export interface BuilderParts {
  db: Db;
  write: Write;
  models: EmbeddingModels;
  versions: Versions;
  holdings: Holdings;
  ingest: Ingest;
  shelf: Shelf;
  /** Tells the other tabs that another version answers. */
  announceSpace(): void;
}

export type BuildCommands = Pick<LibraryCommands, 'useModel' | 'pauseBuild' | 'resumeBuild' | 'cancelBuild' | 'goBack' | 'freePrevious'>;

/** Least share of the exact ten nearest that the stored vectors must find. Bytes instead of floats cost a few hundredths; a wrong model nearly all. */
const LEAST_RECALL = 0.85;

interface Build {
  record: VersionRecord;
  abort: AbortController;
  /** Closed while paused. */
  gate: PromiseWithResolvers<void> | undefined;
  shown: BuildingVersion;
}

export class VersionBuilder {
  private build: Build | undefined;
  private readonly started = Promise.withResolvers<void>();
  /** One change of pointers at a time, and none before it is known what there is. */
  private last: Promise<unknown> = this.started.promise;

  constructor(private readonly parts: BuilderParts) {}

  /** Shows what is there, deletes what nothing points at, and goes on with a build of an earlier visit. */
  async start(): Promise<void> {
    const { versions, write } = this.parts;
    try {
      const { building, paused } = await versions.look();
      const active = await versions.active();
      if (active) await dropUnused(write, active.space);
      if (building) this.begin(building, paused);
      await this.show();
    } finally {
      this.started.resolve();
    }
  }

  readonly commands: BuildCommands = {
    useModel: (modelId, dimensions) => this.inTurn(() => this.use(modelId, dimensions)),
    pauseBuild: () => this.inTurn(() => this.pause()),
    resumeBuild: () => this.inTurn(() => this.resume()),
    cancelBuild: () => this.inTurn(() => this.cancel()),
    goBack: () => this.inTurn(() => this.goBack()),
    freePrevious: () => this.inTurn(() => this.free()),
  };

  private inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.last.catch(() => {}).then(act);
    this.last = turn;
    return turn;
  }

  private async use(modelId: string, dimensions: number): Promise<void> {
    const { models, versions, write } = this.parts;
    const { name, profile } = await models.describe(modelId);
    const space = spaceOf(profile, dimensions);
    const { previous } = await versions.look();
    if (space === (await versions.active())?.space) return this.cancel();
    if (space === previous?.space) return this.goBack();
    if (space === this.build?.record.space) return this.resume();
    this.stop();
    const record: VersionRecord = { space, modelId, modelName: name, dimensions, begunAt: Date.now() };
    await beginVersion(write, record);
    await this.dropUnused();
    this.begin(record, false);
    await this.show();
  }

  private async pause(): Promise<void> {
    const { build } = this;
    if (!build || build.shown.status === 'failed') return;
    build.gate ??= Promise.withResolvers<void>();
    build.shown = { ...plainVersion(build.shown), status: 'paused' };
    await setBuildPaused(this.parts.write, true);
    await this.show();
  }

  private async resume(): Promise<void> {
    const { build } = this;
    if (!build) return;
    await setBuildPaused(this.parts.write, false);
    if (build.shown.status === 'failed') {
      await this.parts.models.tryAgain(build.record.modelId);
      this.begin(build.record, false);
    } else if (build.gate) {
      build.gate.resolve();
      build.gate = undefined;
      // What is there already has not been counted when it was paused on an earlier visit.
      build.shown = { ...plainVersion(build.shown), status: build.shown.of === 0 ? 'starting' : 'building' };
    }
    await this.show();
  }

  private async cancel(): Promise<void> {
    if (!this.build) return;
    this.stop();
    await dropPointer(this.parts.write, 'building');
    await this.dropUnused();
    await this.show();
  }

  private async goBack(): Promise<void> {
    const { versions, models } = this.parts;
    const { previous } = await versions.look();
    if (!previous) return;
    // Its model may have been deleted since, or cannot run any more: then nothing could be asked of it.
    const { profile } = await models.describe(previous.modelId);
    // Or it is another one now, and so would its index be.
    if (spaceOf(profile, previous.dimensions) !== previous.space) return this.use(previous.modelId, previous.dimensions);
    await models.warm(previous);
    await this.flip(previous);
    await this.tellFlip();
  }

  private async free(): Promise<void> {
    await dropPointer(this.parts.write, 'previous');
    await this.dropUnused();
    await this.show();
  }

  private async dropUnused(): Promise<void> {
    const active = await this.parts.versions.active();
    if (active) await dropUnused(this.parts.write, active.space);
  }

  /** Ends the work on a version without waiting: what it would still make is not stored any more. What was made stays until it is dropped. */
  private stop(): void {
    const { build } = this;
    this.build = undefined;
    this.parts.models.reserveFor(undefined);
    build?.abort.abort();
    build?.gate?.resolve();
  }

  private begin(record: VersionRecord, paused: boolean): void {
    const { space, modelId, modelName, dimensions } = record;
    const blank = { space, modelId, modelName, dimensions, done: 0, of: 0, bytes: 0 };
    const build: Build = {
      record, abort: new AbortController(), gate: paused ? Promise.withResolvers<void>() : undefined,
      shown: { ...blank, status: paused ? 'paused' : 'starting' },
    };
    this.build = build;
    this.parts.models.reserveFor(modelId);
    void this.run(build);
  }

  private async run(build: Build): Promise<void> {
    const { signal } = build.abort;
    try {
      await build.gate?.promise;
      signal.throwIfAborted();
      const model = await this.parts.models.forIndexing(build.record);
      await this.make(build, model);
      this.tell(build, { ...plainVersion(build.shown), status: 'verifying' });
      const { passages, recall } = await checkVersion(signal, this.checkParts(build, model), build.record);
      if (recall < LEAST_RECALL) throw new Error(`The stored vectors find ${Math.round(100 * recall)} % of what exact ones do.`);
      const verified = { ...build.record, passages, verified: { at: Date.now(), recall } };
      await this.parts.versions.prepare(verified, model);
      // In turn with what a person asks for, who may have changed their mind meanwhile.
      await this.inTurn(() => this.finish(build, verified));
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      this.tell(build, { ...plainVersion(build.shown), status: 'failed', problem: plainProblem(error) });
    }
  }

  private async finish(build: Build, verified: VersionRecord): Promise<void> {
    if (this.build !== build) return;
    await this.flip(verified);
    this.build = undefined;
    // Only now: until here nothing may take the place of the model that is about to answer.
    this.parts.models.reserveFor(undefined);
    await this.tellFlip();
  }

  private async make(build: Build, model: LoadedModel): Promise<void> {
    const pace = createPace();
    const { db, write, holdings } = this.parts;
    await buildIndex(build.abort.signal, {
      documents: () => holdings.documents(),
      words: (id) => wordsOf(db, id),
      text: (id) => textOf(db, id),
      vectors: (space, id) => vectorsOf(db, space, id),
      putVectors: (vectors) => putVectors(write, vectors),
      embed: (signal, texts) => model.embed(signal, 'document', texts, build.record.dimensions),
      buildVectorSegment,
      async gate() {
        if (!build.gate) return;
        await build.gate.promise;
        pace.restart();
      },
    }, build.record, (progress) => this.tell(build, { ...plainVersion(build.shown), ...counts(progress, build.record), ...pace.at(progress), status: build.gate ? 'paused' : 'building' }));
  }

  private checkParts({ record }: Build, model: LoadedModel) {
    const { db, holdings } = this.parts;
    return {
      documents: () => holdings.documents(),
      words: (id: DocumentId) => wordsOf(db, id),
      text: (id: DocumentId) => textOf(db, id),
      vectors: (space: string, id: DocumentId) => vectorsOf(db, space, id),
      embed: (signal: AbortSignal, texts: string[]) => model.embed(signal, 'document', texts, record.dimensions),
      readSegment: floatsOf,
    };
  }

  /** Puts a version in the place of the one that answers, which is kept. */
  private async flip(to: VersionRecord): Promise<void> {
    const { db, write, versions, holdings, ingest } = this.parts;
    const from = await versions.active();
    if (!from) throw new Problem('model-unusable', { modelId: to.modelId, why: 'there is no version to put it in the place of' });
    await ingest.switchSpace(async () => {
      const index = new VectorIndex(to.dimensions);
      const made = new Map<DocumentId, number>();
      for (const { id, stamp } of holdings.documents()) {
        const batches = await vectorsOf(db, to.space, id);
        const count = vectorsMade(batches, stamp);
        for (const batch of batches) if (batch.firstPassage + batch.count <= count) index.append(id, batch.firstPassage, batch.segment);
        made.set(id, count);
      }
      const passages = holdings.documents().reduce((sum, document) => sum + document.passages, 0);
      await flipTo(write, to, { ...from, passages });
      versions.use(await versions.look());
      holdings.swapSpace(to.space, index);
      return made;
    });
    await this.dropUnused();
    this.parts.announceSpace();
  }

  private async tellFlip(): Promise<void> {
    const { versions, shelf } = this.parts;
    await this.show();
    shelf.show({ embedding: await versions.state() });
  }

  private tell(build: Build, shown: BuildingVersion): void {
    build.shown = shown;
    if (this.build === build) void this.show();
  }

  private async show(): Promise<void> {
    const { versions, shelf } = this.parts;
    const active = await versions.active();
    if (!active) return;
    const { previous } = await versions.look();
    const { space, modelId, modelName, dimensions } = active;
    shelf.show({
      versions: {
        active: { space, modelId, modelName, dimensions },
        ...(this.build ? { building: this.build.shown } : {}),
        ...(previous ? { previous: kept(previous) } : {}),
      } satisfies ShelfVersions,
    });
  }
}

function kept({ space, modelId, modelName, dimensions, passages = 0 }: VersionRecord) {
  return { space, modelId, modelName, dimensions, done: passages, of: passages, bytes: vectorBytes(passages, dimensions) };
}

const counts = ({ done, of }: BuildProgress, { dimensions }: VersionRecord) => ({ done, of, bytes: vectorBytes(done, dimensions) });

/** Without what belongs to one status only. */
function plainVersion({ space, modelId, modelName, dimensions, done, of, bytes }: BuildingVersion) {
  return { space, modelId, modelName, dimensions, done, of, bytes };
}

/** Passages a second since the work was begun or resumed. Nothing is said in the first second. */
function createPace() {
  let since = Date.now();
  let first: number | undefined;
  return {
    restart() {
      since = Date.now();
      first = undefined;
    },
    at({ done, of }: BuildProgress): { passagesPerSecond?: number; secondsLeft?: number } {
      first ??= done;
      const seconds = (Date.now() - since) / 1_000;
      if (seconds < 1 || done <= first) return {};
      const passagesPerSecond = (done - first) / seconds;
      return { passagesPerSecond, secondsLeft: Math.ceil((of - done) / passagesPerSecond) };
    },
  };
}
