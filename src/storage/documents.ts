/** Reading and changing what is stored of documents: each function is one act, and one transaction. */
import type { Block, Extraction, Page } from '../contract/extraction.ts';
import type { PlainProblem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import type { Db } from './schema.ts';
import type { Transaction, Write } from './write.ts';

export function putDocument(write: Write, record: DocumentRecord): Promise<void> {
  return write(['documents'], 'strict', (tx) => tx.objectStore('documents').put(record));
}

/** Changes fields of a record; a record that is gone stays gone. */
export function changeDocuments(
  write: Write,
  ids: readonly DocumentId[],
  change: (record: DocumentRecord) => DocumentRecord,
): Promise<void> {
  return write(['documents'], 'strict', (tx) =>
    Promise.all(
      ids.map(async (id) => {
        const store = tx.objectStore('documents');
        const record = await store.get(id);
        if (record) await store.put(change(record));
      }),
    ),
  );
}

/** Stores what reading a file yielded. What was made from an older reading is dropped with it. */
export function putExtraction(write: Write, id: DocumentId, extraction: Extraction): Promise<void> {
  return write(['documents', 'texts', 'layouts', 'words', 'vectors'], 'strict', (tx) => storeExtraction(tx, id, extraction));
}

/** @returns whether the document is still there */
async function storeExtraction(tx: Transaction, id: DocumentId, extraction: Extraction): Promise<boolean> {
  const { text, blocks, pages, format, extractor, title, report } = extraction;
  const record = await tx.objectStore('documents').get(id);
  if (!record) return false;
  const { problem: _solved, title: _old, ...kept } = record;
  await dropIndexes(tx, id);
  await tx.objectStore('documents').put({
    ...kept, format, extractor, report,
    ...(title === undefined ? {} : { title }),
    ...(pages.length > 0 ? { pages: pages.length } : {}),
  });
  await tx.objectStore('texts').put({ id, text });
  await tx.objectStore('layouts').put({ id, blocks, pages });
  return true;
}

/** Puts what was made anew of a document in the place of all that was there, in one go: searches find the old or the new, never nothing. */
export function replaceDocument(
  write: Write,
  id: DocumentId,
  { extraction, words, vectors }: { extraction: Extraction; words: WordsRecord; vectors: readonly VectorsRecord[] },
): Promise<void> {
  return write(['documents', 'texts', 'layouts', 'words', 'vectors'], 'strict', async (tx) => {
    if (!(await storeExtraction(tx, id, extraction))) return;
    await tx.objectStore('words').put(words);
    for (const batch of vectors) await tx.objectStore('vectors').put(batch);
  });
}

export function putProblem(write: Write, id: DocumentId, problem: PlainProblem): Promise<void> {
  return changeDocuments(write, [id], (record) => ({ ...record, problem }));
}

/** Stores the passages of a document and their words. Vectors of other passages go. */
export function putWords(write: Write, words: WordsRecord): Promise<void> {
  return write(['documents', 'words', 'vectors'], 'relaxed', async (tx) => {
    if (!(await tx.objectStore('documents').getKey(words.id))) return;
    await dropIndexes(tx, words.id);
    await tx.objectStore('words').put(words);
  });
}

/** Stores one batch of vectors, unless the document has gone. Its stamp says which passages it belongs to. */
export function putVectors(write: Write, vectors: VectorsRecord): Promise<void> {
  return write(['words', 'vectors'], 'relaxed', async (tx) => {
    if (await tx.objectStore('words').getKey(vectors.id)) await tx.objectStore('vectors').put(vectors);
  });
}

/** Everything of the documents is gone afterwards, except the originals. */
export function deleteDocuments(write: Write, ids: readonly DocumentId[]): Promise<void> {
  return write(['documents', 'texts', 'layouts', 'words', 'vectors'], 'strict', async (tx) => {
    for (const id of ids) {
      await dropIndexes(tx, id);
      await tx.objectStore('texts').delete(id);
      await tx.objectStore('layouts').delete(id);
      await tx.objectStore('documents').delete(id);
    }
  });
}

async function dropIndexes(tx: Transaction, id: DocumentId): Promise<void> {
  await tx.objectStore('words').delete(id);
  for (const key of await tx.objectStore('vectors').index('document').getAllKeys(id)) await tx.objectStore('vectors').delete(key);
}

export const allDocuments = (db: Db): Promise<DocumentRecord[]> => db.getAll('documents');

export const wordsOf = (db: Db, id: DocumentId): Promise<WordsRecord | undefined> => db.get('words', id);

/** Batches of one document in one space, in passage order. */
export function vectorsOf(db: Db, space: string, id: DocumentId): Promise<VectorsRecord[]> {
  return db.getAll('vectors', IDBKeyRange.bound([space, id, 0], [space, id, Infinity]));
}

export async function textOf(db: Db, id: DocumentId): Promise<string | undefined> {
  return (await db.get('texts', id))?.text;
}

export async function layoutOf(db: Db, id: DocumentId): Promise<{ blocks: Block[]; pages: Page[] } | undefined> {
  return db.get('layouts', id);
}
