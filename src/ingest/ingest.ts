/** Takes files in and brings every document to where it should be: stored, read, findable by word, findable by meaning. */
import type { ExtractEvent, Format } from '../contract/extraction.ts';
import { isAbort, MODEL_FAILURES, type PlainProblem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import type { Settings } from '../settings/settings.ts';
import { createArrivals, type ArrivalParts } from './arrivals.ts';
import { createLane } from './lane.ts';
import { isDrifted, nextStep, stampOf, type Wanted } from './next-step.ts';
import { remake, type Remade } from './read-again.ts';
import { plainProblem, type Entry, type Shelf } from './shelf.ts';
import { withReading } from './with-reading.ts';
import { without } from './without.ts';
import { indexMeaning, indexWords, readDocument, type StepParts } from './steps.ts';
import { replaceInIndex, takeVectors, takeWords, type MemoryIndex } from './take-in-index.ts';

export interface IngestParts extends StepParts, ArrivalParts {
  putProblem(id: DocumentId, problem: ReturnType<typeof plainProblem>): Promise<void>;
  changeDocuments(ids: readonly DocumentId[], change: (record: DocumentRecord) => DocumentRecord): Promise<void>;
  deleteDocuments(ids: readonly DocumentId[]): Promise<void>;
  words(id: DocumentId): Promise<WordsRecord | undefined>;
  vectors(space: string, id: DocumentId): Promise<VectorsRecord[]>;
  /** Puts a document that was made anew in the place of the old one, whole: text, passages, words and vectors. */
  replaceDocument(id: DocumentId, remade: Remade): Promise<void>;
  /** Name and version of the reader of today for a format. */
  readerOf(format: Format): string;
  index: MemoryIndex;
}

/** The embedding space that answers, and that is filled. `undefined`: no model can run, search is by word. */
export type Space = { name: string; dimensions: number } | undefined;

export class Ingest {
  /** In memory only. */
  private readonly passwords = new Map<DocumentId, string>();
  /** Closed while paused. */
  private gate: PromiseWithResolvers<void> | undefined;
  /** Documents that a person wants read anew though they can be found. */
  private readonly again = new Set<DocumentId>();
  /** Closed while another space is put in place. */
  private switching: Promise<unknown> = Promise.resolve();
  private readonly reading = createLane((signal, id) => this.attempt(signal, id, (entry) => this.readAndIndex(signal, entry)), () => this.open());
  private readonly meaning = createLane((signal, id) => this.attempt(signal, id, (entry) => this.makeMeaning(signal, entry)), async () => {
    await this.switching;
    await this.open();
  });

  private readonly arrivals: ReturnType<typeof createArrivals>;

  /**
   * @param wantedPassages names what passages are made with, apart from the extractor
   * @param space the embedding space to fill
   */
  constructor(
    private readonly parts: IngestParts,
    private readonly shelf: Shelf,
    private readonly settings: Settings,
    private readonly wantedPassages: Promise<string>,
    private readonly space: () => Promise<Space>,
  ) {
    this.arrivals = createArrivals(parts, shelf, {
      stored: (record) => {
        this.shelve(record);
        return this.goOn(record.id);
      },
      known: (entry) => this.welcomeBack(entry),
    });
  }

  /** Shows what is stored, makes it findable, and goes on where the last visit stopped. */
  async start(records: readonly DocumentRecord[]): Promise<void> {
    for (const record of records) this.shelve(record);
    await this.erase(records.filter(({ removedAt }) => removedAt !== undefined).map(({ id }) => id));
    const wanted = this.wanted();
    void wanted.then((now) => this.shelf.show({ isDrifted: (entry) => isDrifted(entry, now, entry.record.format ? this.parts.readerOf(entry.record.format) : '') }));
    // Words of everything first: search by word must not wait for the model.
    for (const entry of this.shelf.entries.values()) await this.loadWords(entry);
    this.shelf.changed();
    for (const entry of this.shelf.entries.values()) {
      await this.loadVectors(entry);
      await this.goOn(entry.record.id);
    }
  }

  add(files: readonly File[]): Promise<void> {
    return this.arrivals.add(files);
  }

  async cancel(id: DocumentId): Promise<void> {
    if (!this.arrivals.cancel(id)) await this.erase([id]);
  }

  async remove(ids: readonly DocumentId[]): Promise<void> {
    await this.release(ids);
    const removedAt = Date.now();
    await this.parts.changeDocuments(ids, (record) => ({ ...record, removedAt }));
    for (const id of ids) {
      const entry = this.shelf.entries.get(id);
      if (entry) entry.record = { ...entry.record, removedAt };
      this.parts.index.drop(id);
      this.shelf.batch.drop(id);
    }
    this.shelf.changed();
  }

  async restore(ids: readonly DocumentId[]): Promise<void> {
    await this.parts.changeDocuments(ids, without('removedAt'));
    for (const id of ids) {
      const entry = this.shelf.entries.get(id);
      if (!entry) continue;
      entry.record = without('removedAt')(entry.record);
      await this.loadWords(entry);
      await this.loadVectors(entry);
      await this.goOn(id);
    }
  }

  /** Only what was removed is forgotten: a document that was restored meanwhile stays. */
  async forget(ids: readonly DocumentId[]): Promise<void> {
    await this.erase(ids.filter((id) => this.shelf.entries.get(id)?.record.removedAt !== undefined));
  }

  async retry(id: DocumentId, password?: string): Promise<void> {
    const entry = this.shelf.entries.get(id);
    if (!entry) return;
    if (password !== undefined) this.passwords.set(id, password);
    await this.parts.changeDocuments([id], without('problem'));
    entry.record = without('problem')(entry.record);
    this.shelf.setState(id, { status: 'waiting' });
    await this.goOn(id);
  }

  /** Reads documents anew; until that is done they stay as they are. One that cannot be read any more stays, too. */
  async readAgain(ids: readonly DocumentId[]): Promise<void> {
    for (const id of ids) {
      const entry = this.shelf.entries.get(id);
      if (!entry || entry.record.removedAt !== undefined || entry.state.status !== 'ready') continue;
      this.again.add(id);
      this.shelf.batch.start(id, entry.record.bytes);
      this.shelf.setState(id, { status: 'waiting' });
      this.reading.enqueue(id);
    }
  }

  /**
   * Puts another embedding space in place. Nothing is embedded while `swap` is at it.
   * @param swap makes the other space the one that answers, and tells how many passages of each document have their vector in it
   */
  async switchSpace(swap: () => Promise<ReadonlyMap<DocumentId, number>>): Promise<void> {
    const swapped = Promise.withResolvers<void>();
    this.switching = swapped.promise;
    const ids = [...this.shelf.entries.keys()];
    try {
      await Promise.all(ids.map((id) => this.meaning.withdraw(id)));
      const vectors = await swap();
      for (const [id, entry] of this.shelf.entries) entry.vectors = vectors.get(id) ?? 0;
    } finally {
      swapped.resolve();
      // Also when the swap failed: what was withdrawn goes on in the space that still answers.
      for (const id of this.shelf.entries.keys()) if (!this.reading.has(id)) await this.goOn(id);
    }
  }

  pause(): void {
    this.gate ??= Promise.withResolvers<void>();
    this.shelf.show({ paused: true });
  }

  resume(): void {
    this.gate?.resolve();
    this.gate = undefined;
    this.shelf.show({ paused: false });
  }

  private async open(): Promise<void> {
    await this.gate?.promise;
  }

  private async wanted(): Promise<Wanted> {
    return { passages: await this.wantedPassages, space: (await this.space())?.name };
  }

  private shelve(record: DocumentRecord): void {
    this.shelf.entries.set(record.id, { record, state: { status: 'waiting' }, wordsStamp: undefined, passages: 0, vectors: 0 });
  }

  /** The same bytes again: nothing changes, but what was removed comes back and what failed is tried again. */
  private async welcomeBack({ record }: Entry): Promise<void> {
    if (record.removedAt !== undefined) await this.restore([record.id]);
    else if (record.problem) await this.retry(record.id);
  }

  /** Sends a document to the lane it needs next, or calls it ready. */
  private async goOn(id: DocumentId): Promise<void> {
    const entry = this.shelf.entries.get(id);
    if (!entry) return;
    const { problem, bytes } = entry.record;
    if (problem) return this.shelf.setState(id, { status: 'failed', problem });
    const step = nextStep(entry, await this.wanted());
    if (step === 'nothing') return this.shelf.setState(id, { status: 'ready' });
    this.shelf.batch.start(id, bytes);
    if (entry.state.status !== 'working') this.shelf.setState(id, { status: 'waiting' });
    (step === 'meaning' ? this.meaning : this.reading).enqueue(id);
  }

  /** Runs one step; a failure becomes the document's state, a change of mind becomes nothing. */
  private async attempt(signal: AbortSignal, id: DocumentId, work: (entry: Entry) => Promise<void>): Promise<void> {
    const entry = this.shelf.entries.get(id);
    if (!entry) return;
    try {
      await work(entry);
      await this.goOn(id);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      // The model gave up, not the document: it stays findable by word, and nothing waits for it any more.
      const problem = plainProblem(error);
      if (MODEL_FAILURES.has(problem.code) && !(await this.space())) return this.goOn(id);
      await this.fail(entry, problem);
    }
  }

  private async fail(entry: Entry, problem: PlainProblem): Promise<void> {
    const { id } = entry.record;
    // Only what is wrong with the file itself is remembered. A full disk, or a model that died, is no fault of the
    // document's: it is tried again at the next start.
    if (entry.record.extractor === undefined && problem.code !== 'storage-full') {
      entry.record = { ...entry.record, problem };
      await this.parts.putProblem(id, problem).catch(() => {});
    }
    this.shelf.setState(id, { status: 'failed', problem });
  }

  private async readAndIndex(signal: AbortSignal, entry: Entry): Promise<void> {
    if (this.again.delete(entry.record.id)) return this.replace(signal, entry);
    if (nextStep(entry, await this.wanted()) === 'read') await this.read(signal, entry);
    if (nextStep(entry, await this.wanted()) === 'words') await this.makeWords(signal, entry);
  }

  private async read(signal: AbortSignal, entry: Entry): Promise<void> {
    const { id, bytes } = entry.record;
    const onEvent = ({ unit, done, of }: ExtractEvent) =>
      this.shelf.setState(id, { status: 'working', work: { step: 'reading', unit, done, of } });
    onEvent({ unit: 'byte', done: 0, of: bytes });
    const { format, extractor, title, pages, report } = await readDocument(signal, this.parts, entry.record, this.passwords.get(id), onEvent);
    entry.record = withReading(entry.record, { format, extractor, report, pages, ...(title === undefined ? {} : { title }) });
  }

  private async replace(signal: AbortSignal, entry: Entry): Promise<void> {
    const { id } = entry.record;
    const [wanted, space] = await Promise.all([this.wanted(), this.space()]);
    const onEvent = ({ unit, done, of }: ExtractEvent) => this.shelf.setState(id, { status: 'working', work: { step: 'reading', unit, done, of } });
    onEvent({ unit: 'byte', done: 0, of: entry.record.bytes });
    const stampFor = (extractor: string) => stampOf(extractor, wanted);
    const source = { record: entry.record, password: this.passwords.get(id) };
    const remade = await remake(signal, this.parts, source, { stampFor, settings: this.settings, space }, onEvent);
    await this.parts.replaceDocument(id, remade);
    entry.record = withReading(entry.record, remade.extraction);
    replaceInIndex(this.parts.index, entry, await this.parts.words(id), await this.storedVectors(id));
  }

  private async makeWords(signal: AbortSignal, entry: Entry): Promise<void> {
    const { record } = entry;
    this.shelf.setState(record.id, { status: 'working', work: { step: 'indexing-words' } });
    const stamp = stampOf(record.extractor ?? '', await this.wanted());
    const words = await indexWords(signal, this.parts, record, stamp, this.settings);
    this.parts.index.drop(record.id);
    this.parts.index.setWords(words);
    Object.assign(entry, { wordsStamp: stamp, passages: words.headingOf.length, vectors: 0 });
    this.shelf.setState(record.id, { status: 'waiting' });
  }

  private async makeMeaning(signal: AbortSignal, entry: Entry): Promise<void> {
    const { id } = entry.record;
    const target = await this.space();
    const words = await this.parts.words(id);
    if (!target || !words) return;
    const show = () =>
      this.shelf.setState(id, { status: 'working', work: { step: 'indexing-meaning', done: entry.vectors, of: entry.passages } });
    show();
    await indexMeaning(signal, this.parts, words, { space: target.name, dimensions: target.dimensions, done: entry.vectors }, async (batch) => {
      this.parts.index.addVectors(batch);
      entry.vectors += batch.count;
      show();
      await this.open();
      signal.throwIfAborted();
    });
  }

  private async loadWords(entry: Entry): Promise<void> {
    takeWords(this.parts.index, entry, await this.parts.words(entry.record.id));
  }

  private async loadVectors(entry: Entry): Promise<void> {
    takeVectors(this.parts.index, entry, await this.storedVectors(entry.record.id));
  }

  private async storedVectors(id: DocumentId): Promise<readonly VectorsRecord[]> {
    const target = await this.space();
    return target ? this.parts.vectors(target.name, id) : [];
  }

  /** Nothing is done to these documents afterwards. */
  private async release(ids: readonly DocumentId[]): Promise<void> {
    await Promise.all(ids.flatMap((id) => [this.reading.withdraw(id), this.meaning.withdraw(id)]));
  }

  private async erase(ids: readonly DocumentId[]): Promise<void> {
    await this.release(ids);
    for (const id of ids) {
      await this.parts.deleteOriginal(id);
      this.parts.index.drop(id);
      this.shelf.batch.drop(id);
      this.shelf.entries.delete(id);
      this.passwords.delete(id);
    }
    await this.parts.deleteDocuments(ids);
    this.shelf.changed();
  }
}
