/** Takes files in and brings every document to where it should be: stored, read, findable by word, findable by meaning. */
import type { DocumentId } from '../contract/range.ts';
import { isAbort, Problem } from '../contract/problem.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import { limits, type Settings } from '../settings/settings.ts';
import { createLane } from './lane.ts';
import { nextStep, stampOf, type Wanted } from './next-step.ts';
import { plainProblem, type Entry, type Shelf } from './shelf.ts';
import { indexMeaning, indexWords, readDocument, type StepParts } from './steps.ts';

export interface IngestParts extends StepParts {
  /** SHA-256 in hex. */
  digest(bytes: ArrayBuffer): Promise<string>;
  putOriginal(id: DocumentId, bytes: ArrayBuffer, record: DocumentRecord): Promise<void>;
  deleteOriginal(id: DocumentId): Promise<void>;
  putDocument(record: DocumentRecord): Promise<void>;
  putProblem(id: DocumentId, problem: ReturnType<typeof plainProblem>): Promise<void>;
  changeDocuments(ids: readonly DocumentId[], change: (record: DocumentRecord) => DocumentRecord): Promise<void>;
  deleteDocuments(ids: readonly DocumentId[]): Promise<void>;
  words(id: DocumentId): Promise<WordsRecord | undefined>;
  vectors(space: string, id: DocumentId): Promise<VectorsRecord[]>;
  /** The index in memory, which answers searches. */
  index: {
    setWords(words: WordsRecord): void;
    addVectors(vectors: VectorsRecord): void;
    drop(id: DocumentId): void;
  };
}

/** The embedding space to fill, once it is known. `undefined`: no model can run, search is by word. */
export type Space = { name: string; dimensions: number } | undefined;

export function createIngest(parts: IngestParts, shelf: Shelf, settings: Settings, wantedPassages: Promise<string>, space: Promise<Space>) {
  const passwords = new Map<DocumentId, string>();
  let gate: PromiseWithResolvers<void> | undefined;
  let arrivals = 0;
  const open = async () => gate?.promise;
  const wanted = async (): Promise<Wanted> => ({ passages: await wantedPassages, space: (await space)?.name });

  const reading = createLane(async (signal, id) => {
    await attempt(signal, id, async (entry) => {
      if (nextStep(entry, await wanted()) === 'read') await read(signal, entry);
      if (nextStep(entry, await wanted()) === 'words') await makeWords(signal, entry);
    });
  }, open);

  const meaning = createLane((signal, id) => attempt(signal, id, (entry) => makeMeaning(signal, entry)), open);

  /** Runs one step; a failure becomes the document's state, a change of mind becomes nothing. */
  async function attempt(signal: AbortSignal, id: DocumentId, work: (entry: Entry) => Promise<void>) {
    const entry = shelf.entries.get(id);
    if (!entry) return;
    try {
      await work(entry);
      await goOn(id);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      await fail(id, error);
    }
  }

  async function fail(id: DocumentId, error: unknown) {
    const problem = plainProblem(error);
    const entry = shelf.entries.get(id);
    if (!entry) return;
    // A full disk says nothing about the document: it is tried again at the next start.
    if (problem.code !== 'storage-full') {
      entry.record = { ...entry.record, problem };
      await parts.putProblem(id, problem).catch(() => {});
    }
    shelf.setState(id, { status: 'failed', problem });
  }

  /** Sends a document to the lane it needs next, or calls it ready. */
  async function goOn(id: DocumentId) {
    const entry = shelf.entries.get(id);
    if (!entry) return;
    const { problem } = entry.record;
    if (problem) return shelf.setState(id, { status: 'failed', problem });
    const step = nextStep(entry, await wanted());
    if (step === 'nothing') return shelf.setState(id, { status: 'ready' });
    shelf.batch.start(id, entry.record.bytes);
    if (entry.state.status !== 'working') shelf.setState(id, { status: 'waiting' });
    (step === 'meaning' ? meaning : reading).enqueue(id);
  }

  async function read(signal: AbortSignal, entry: Entry) {
    const { id } = entry.record;
    const onEvent = ({ unit, done, of }: { unit: 'page' | 'byte'; done: number; of: number }) =>
      shelf.setState(id, { status: 'working', work: { step: 'reading', unit, done, of } });
    onEvent({ unit: 'byte', done: 0, of: entry.record.bytes });
    const { format, extractor, title, pages, report } = await readDocument(signal, parts, entry.record, passwords.get(id), onEvent);
    entry.record = {
      ...entry.record, format, extractor, report,
      ...(title === undefined ? {} : { title }),
      ...(pages.length > 0 ? { pages: pages.length } : {}),
    };
  }

  async function makeWords(signal: AbortSignal, entry: Entry) {
    const { record } = entry;
    shelf.setState(record.id, { status: 'working', work: { step: 'indexing-words' } });
    const stamp = stampOf(record.extractor ?? '', await wanted());
    const words = await indexWords(signal, parts, record, stamp, settings);
    parts.index.drop(record.id);
    parts.index.setWords(words);
    Object.assign(entry, { wordsStamp: stamp, passages: words.headingOf.length, vectors: 0 });
    shelf.setState(record.id, { status: 'waiting' });
  }

  async function makeMeaning(signal: AbortSignal, entry: Entry) {
    const target = await space;
    const words = await parts.words(entry.record.id);
    if (!target || !words) return;
    const show = () =>
      shelf.setState(entry.record.id, {
        status: 'working',
        work: { step: 'indexing-meaning', done: entry.vectors, of: entry.passages },
      });
    show();
    await indexMeaning(signal, parts, words, { space: target.name, dimensions: target.dimensions, done: entry.vectors }, async (batch) => {
      parts.index.addVectors(batch);
      entry.vectors += batch.count;
      show();
      await open();
      signal.throwIfAborted();
    });
  }

  /** Stores one file. Resolves when it is durable; the rest goes on behind. */
  async function take(key: string, file: File) {
    const arrival = { file, cancelled: false };
    shelf.incoming.set(key, arrival);
    shelf.batch.start(key, file.size);
    shelf.changed();
    try {
      refuseUnfit(file);
      const bytes = await file.arrayBuffer();
      const id = (await parts.digest(bytes)) as DocumentId;
      if (arrival.cancelled) return;
      const known = shelf.entries.get(id);
      if (known) return await welcomeBack(known);
      const record: DocumentRecord = { id, name: file.name, mediaType: file.type, bytes: file.size, addedAt: Date.now() };
      await parts.putOriginal(id, bytes, record);
      if (arrival.cancelled) return await parts.deleteOriginal(id);
      await parts.putDocument(record);
      shelf.entries.set(id, { record, state: { status: 'waiting' }, wordsStamp: undefined, passages: 0, vectors: 0 });
      await goOn(id);
    } catch (error) {
      shelf.refuse(key, file.name, plainProblem(error));
    } finally {
      shelf.incoming.delete(key);
      shelf.batch.drop(key);
      shelf.changed();
    }
  }

  /** The same bytes again: nothing changes, but what was removed comes back and what failed is tried again. */
  async function welcomeBack({ record }: Entry) {
    if (record.removedAt !== undefined) await restore([record.id]);
    else if (record.problem) await retry(record.id);
  }

  async function restore(ids: DocumentId[]) {
    await parts.changeDocuments(ids, without('removedAt'));
    for (const id of ids) {
      const entry = shelf.entries.get(id);
      if (!entry) continue;
      entry.record = without('removedAt')(entry.record);
      await loadWords(entry);
      await loadVectors(entry);
      await goOn(id);
    }
  }

  async function retry(id: DocumentId, password?: string) {
    const entry = shelf.entries.get(id);
    if (!entry) return;
    if (password !== undefined) passwords.set(id, password);
    await parts.changeDocuments([id], without('problem'));
    entry.record = without('problem')(entry.record);
    shelf.setState(id, { status: 'waiting' });
    await goOn(id);
  }

  async function loadWords(entry: Entry) {
    const words = await parts.words(entry.record.id);
    Object.assign(entry, { wordsStamp: words?.stamp, passages: words?.headingOf.length ?? 0, vectors: 0 });
    if (words) parts.index.setWords(words);
  }

  /** Only vectors that were made from the passages as they are now count. */
  async function loadVectors(entry: Entry) {
    const target = await space;
    for (const batch of target ? await parts.vectors(target.name, entry.record.id) : []) {
      if (batch.stamp !== entry.wordsStamp || batch.firstPassage !== entry.vectors) break;
      parts.index.addVectors(batch);
      entry.vectors += batch.count;
    }
  }

  /** Nothing is done to these documents afterwards. */
  const release = (ids: readonly DocumentId[]) =>
    Promise.all(ids.flatMap((id) => [reading.withdraw(id), meaning.withdraw(id)]));

  async function forget(ids: readonly DocumentId[]) {
    await release(ids);
    for (const id of ids) {
      await parts.deleteOriginal(id);
      parts.index.drop(id);
      shelf.batch.drop(id);
      shelf.entries.delete(id);
      passwords.delete(id);
    }
    await parts.deleteDocuments(ids);
    shelf.changed();
  }

  return {
    /** Shows what is stored, makes it findable, and goes on where the last visit stopped. */
    async start(records: readonly DocumentRecord[]) {
      for (const record of records) {
        shelf.entries.set(record.id, { record, state: { status: 'waiting' }, wordsStamp: undefined, passages: 0, vectors: 0 });
      }
      await forget(records.filter(({ removedAt }) => removedAt !== undefined).map(({ id }) => id));
      // Words of everything first: search by word must not wait for the model.
      for (const entry of shelf.entries.values()) await loadWords(entry);
      shelf.changed();
      for (const entry of [...shelf.entries.values()]) {
        await loadVectors(entry);
        await goOn(entry.record.id);
      }
    },
    async add(files: readonly File[]) {
      for (const file of files) await take(`arrival-${(arrivals += 1)}`, file);
    },
    async cancel(id: DocumentId) {
      const arrival = shelf.incoming.get(id);
      if (arrival) arrival.cancelled = true;
      else await forget([id]);
    },
    async remove(ids: DocumentId[]) {
      await release(ids);
      const removedAt = Date.now();
      await parts.changeDocuments(ids, (record) => ({ ...record, removedAt }));
      for (const id of ids) {
        const entry = shelf.entries.get(id);
        if (entry) entry.record = { ...entry.record, removedAt };
        parts.index.drop(id);
        shelf.batch.drop(id);
      }
      shelf.changed();
    },
    /** Only what was removed is forgotten: a document that was restored meanwhile stays. */
    forget: (ids: DocumentId[]) => forget(ids.filter((id) => shelf.entries.get(id)?.record.removedAt !== undefined)),
    restore,
    retry,
    pause() {
      gate ??= Promise.withResolvers<void>();
      shelf.setPaused(true);
    },
    resume() {
      gate?.resolve();
      gate = undefined;
      shelf.setPaused(false);
    },
  };
}

function refuseUnfit(file: File) {
  if (file.size === 0) throw new Problem('file-empty', { fileName: file.name });
  const limitBytes = limits.fileBytes;
  if (file.size > limitBytes) throw new Problem('file-too-large', { fileName: file.name, bytes: file.size, limitBytes });
}

function without<Key extends 'removedAt' | 'problem'>(key: Key) {
  return (record: DocumentRecord): DocumentRecord => {
    const { [key]: _gone, ...rest } = record;
    return rest as DocumentRecord;
  };
}
