/** What the library shows of itself: one entry a document, and what is being done to it. */
import type { BuildingVersion, DocumentItem, DocumentState, IndexVersion, LibrarySnapshot, RefusedFile } from '../contract/library.ts';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';

export interface Entry {
  record: DocumentRecord;
  state: DocumentState;
  wordsStamp: string | undefined;
  passages: number;
  vectors: number;
}

/** The version that answers, whose count is that of the entries, and those beside it. */
export interface ShelfVersions {
  active: Omit<IndexVersion, 'done' | 'of' | 'bytes'>;
  building?: BuildingVersion;
  previous?: IndexVersion;
}

/** What the library shows besides its documents. */
interface Shown {
  embedding: LibrarySnapshot['embedding'];
  paused: boolean;
  versions: ShelfVersions | undefined;
  isDrifted: (entry: Entry) => boolean;
}

/** Bytes that the vectors of so many passages take: a byte for each number and four for the scale. */
export const vectorBytes = (passages: number, dimensions: number): number => passages * (dimensions + 4);

/** A file on its way in, before its bytes have been stored and its id is known. */
export interface Incoming {
  file: File;
  cancelled: boolean;
}

/** Shortest time between two snapshots: enough for a smooth bar, and no load for the page. */
const SNAPSHOT_MS = 120;
/** With very many documents a snapshot is large, so it comes less often. */
const MANY_DOCUMENTS = 1_000;
const SLOW_SNAPSHOT_MS = 600;

export function createShelf(onSnapshot: (snapshot: LibrarySnapshot) => Promise<void> | void) {
  const entries = new Map<DocumentId, Entry>();
  const incoming = new Map<string, Incoming>();
  const refused = new Map<string, RefusedFile>();
  const batch = createBatch();
  let shown: Shown = { embedding: { status: 'starting', name: '', languages: [] }, paused: false, versions: undefined, isDrifted: () => false };

  function snapshot(): LibrarySnapshot {
    const documents = [...entries.values()].filter(({ record }) => record.removedAt === undefined).map(asItem);
    const { embedding, versions } = shown;
    const work = batch.summary(shown.paused);
    return {
      documents: [...documents, ...[...incoming].map(([key, { file }]) => arriving(key, file))],
      refused: [...refused.values()],
      role: 'writer',
      embedding,
      drifted: [...entries.values()].filter(shown.isDrifted).map(({ record }) => record.id),
      ...(versions ? { versions: { ...versions, active: counted(versions.active, entries) } } : {}),
      ...(work ? { work } : {}),
    };
  }

  const changed = createNotice(
    () => onSnapshot(snapshot()),
    () => (entries.size > MANY_DOCUMENTS ? SLOW_SNAPSHOT_MS : SNAPSHOT_MS),
  );

  return {
    entries,
    incoming,
    refused,
    batch,
    snapshot,
    changed,
    /** Sends the newest snapshot now and resolves when the page has it. */
    async flush() {
      await onSnapshot(snapshot());
    },
    setState(id: DocumentId, state: DocumentState) {
      const entry = entries.get(id);
      if (!entry) return;
      entry.state = state;
      if (state.status === 'ready' || state.status === 'failed') batch.finish(id);
      changed();
    },
    refuse(key: string, name: string, problem: PlainProblem) {
      refused.set(key, { key, name, problem });
      changed();
    },
    show(now: Partial<Shown>) {
      shown = { ...shown, ...now };
      changed();
    },
  };
}
export type Shelf = ReturnType<typeof createShelf>;

/**
 * Many changes are one notice. A change while a notice is on its way makes another: the last word always arrives.
 * @param interval milliseconds from a change to its notice
 */
function createNotice(send: () => Promise<void> | void, interval: () => number): () => void {
  let changed = false;
  let sending = false;
  async function sendWhileChanged() {
    sending = true;
    try {
      while (changed) {
        await new Promise((resolve) => setTimeout(resolve, interval()));
        changed = false;
        await send();
      }
    } finally {
      sending = false;
    }
  }
  return () => {
    changed = true;
    if (!sending) void sendWhileChanged();
  };
}

function counted(version: ShelfVersions['active'], entries: ReadonlyMap<DocumentId, Entry>): IndexVersion {
  let [done, of] = [0, 0];
  for (const { record, passages, vectors } of entries.values()) {
    if (record.removedAt !== undefined) continue;
    done += vectors;
    of += passages;
  }
  return { ...version, done, of, bytes: vectorBytes(done, version.dimensions) };
}

function asItem({ record, state, wordsStamp, passages, vectors }: Entry): DocumentItem {
  const { id, name, bytes, addedAt, format, title, pages, report } = record;
  return {
    id, name, bytes, addedAt, state,
    findable: wordsStamp === undefined ? 'not-yet' : vectors >= passages ? 'by-word-and-meaning' : 'by-word',
    ...(format ? { format } : {}),
    ...(title ? { title } : {}),
    ...(pages ? { pages } : {}),
    ...(report ? { report } : {}),
  };
}

function arriving(key: string, file: File): DocumentItem {
  return {
    id: key as DocumentId,
    name: file.name,
    bytes: file.size,
    addedAt: Date.now(),
    findable: 'not-yet',
    state: { status: 'working', work: { step: 'storing' } },
  };
}

/** Counts documents from the first that was started until none is left, and guesses the time left by bytes. */
function createBatch() {
  const sizes = new Map<string, number>();
  const finished = new Set<string>();
  let since = 0;
  const bytes = (ids: Iterable<string>) => [...ids].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  return {
    start(id: string, size: number) {
      if (sizes.size === finished.size) {
        sizes.clear();
        finished.clear();
        since = Date.now();
      }
      sizes.set(id, size);
      finished.delete(id);
    },
    finish(id: string) {
      if (sizes.has(id)) finished.add(id);
    },
    /** It is known under another name now, or is not part of the batch any more. */
    drop(id: string) {
      sizes.delete(id);
      finished.delete(id);
    },
    summary(paused: boolean): LibrarySnapshot['work'] {
      if (sizes.size === finished.size) return undefined;
      const [done, all] = [bytes(finished), bytes(sizes.keys())];
      const elapsed = (Date.now() - since) / 1_000;
      const known = done > 0 && elapsed > 1 && !paused;
      return {
        done: finished.size,
        of: sizes.size,
        paused,
        ...(known ? { secondsLeft: Math.ceil((elapsed * (all - done)) / done) } : {}),
      };
    },
  };
}

/** Any failure as plain data that can be stored and shown. */
export function plainProblem(error: unknown): PlainProblem {
  if (error instanceof Problem) return error.plain();
  return { code: 'unexpected', details: { message: error instanceof Error ? error.message : String(error) } };
}
