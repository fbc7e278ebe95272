/**
 * What is stored, and how an older library becomes this one. The originals lie outside, in `originals.ts`;
 * everything here but `documents` and `answers` can be made again from them.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { Answer, Conversation } from '../contract/answer.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, LayoutRecord, Pointer, TextRecord, VectorsRecord, VersionRecord, WordsRecord } from '../contract/stored.ts';

export interface Tables extends DBSchema {
  documents: { key: DocumentId; value: DocumentRecord };
  texts: { key: DocumentId; value: TextRecord };
  layouts: { key: DocumentId; value: LayoutRecord };
  words: { key: DocumentId; value: WordsRecord };
  vectors: { key: [space: string, id: DocumentId, firstPassage: number]; value: VectorsRecord; indexes: { document: DocumentId } };
  answers: { key: string; value: Answer; indexes: { askedAt: number; conversation: [conversationId: string, askedAt: number] } };
  conversations: { key: string; value: Conversation };
  facts: { key: string; value: number };
  versions: { key: string; value: VersionRecord };
  pointers: { key: Pointer; value: string };
}
export type Table = StoreNames<Tables>;
export type Db = IDBPDatabase<Tables>;
type Upgrade = (db: Db, tx: IDBPTransaction<Tables, Table[], 'versionchange'>) => void;

// Each entry takes the database from version i to i + 1. Append only: an edited entry has already
// run on somebody's machine, with somebody's documents in it.
const UPGRADES: Upgrade[] = [
  (db) => {
    db.createObjectStore('documents', { keyPath: 'id' });
    db.createObjectStore('texts', { keyPath: 'id' });
    db.createObjectStore('layouts', { keyPath: 'id' });
    db.createObjectStore('words', { keyPath: 'id' });
    db.createObjectStore('vectors', { keyPath: ['space', 'id', 'firstPassage'] }).createIndex('document', 'id');
    db.createObjectStore('answers', { keyPath: 'id' }).createIndex('askedAt', 'askedAt');
    db.createObjectStore('facts');
  },
  (db) => {
    db.createObjectStore('versions', { keyPath: 'space' });
    db.createObjectStore('pointers');
  },
  (db, tx) => {
    db.createObjectStore('conversations', { keyPath: 'id' });
    const answers = tx.objectStore('answers');
    answers.createIndex('conversation', ['conversationId', 'askedAt']);
    void gatherEarlierAnswers(tx);
  },
];

/** Answers from before there were conversations become one. */
async function gatherEarlierAnswers(tx: IDBPTransaction<Tables, Table[], 'versionchange'>): Promise<void> {
  const answers = tx.objectStore('answers');
  const earlier = await answers.index('askedAt').getAll();
  const [first, last] = [earlier[0], earlier.at(-1)];
  if (!first || !last) return;
  const id = 'earlier-questions';
  await tx.objectStore('conversations').put({ id, title: 'Earlier questions', titledBy: 'question', createdAt: first.askedAt, changedAt: last.askedAt });
  for (const answer of earlier) {
    await answers.put({ ...answer, conversationId: id, searched: answer.question, searchedBy: 'nobody', mode: 'passages', lineage: { check: { unknownMarks: 0, unsupported: 0, repaired: false } } });
  }
}

/**
 * Opens the library, bringing an older one up to date first. `upTo` exists for the tests.
 * @param onClosed called when the browser or a newer Carrel closes the database under us
 * @throws Problem storage-newer, storage-unavailable
 */
export async function openLibrary(name = 'carrel', onClosed: () => void = () => {}, upTo = UPGRADES.length): Promise<Db> {
  try {
    return await openDB<Tables>(name, upTo, {
      upgrade(db, from, to, tx) {
        for (const upgrade of UPGRADES.slice(from, to ?? undefined)) upgrade(db, tx);
      },
      // Closing at once lets another tab's newer version open; waiting would block it for as long as this tab lives.
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'VersionError') throw new Problem('storage-newer', {}, { cause: error });
    throw new Problem('storage-unavailable', { why: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}
