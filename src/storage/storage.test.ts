import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Extraction } from '../contract/extraction.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import { allAnswers, deleteAnswers, putAnswer } from './answers.ts';
import {
  allDocuments, changeDocuments, deleteDocuments, layoutOf, putDocument, putExtraction, putProblem, putVectors, putWords, textOf,
  vectorsOf, wordsOf,
} from './documents.ts';
import { openLibrary, type Table } from './schema.ts';
import { beginEpoch, createWrite, Deposed } from './write.ts';

const id = 'd1' as DocumentId;
const record: DocumentRecord = { id, name: 'a.pdf', mediaType: 'application/pdf', bytes: 3, addedAt: 1 };
const extraction: Extraction = {
  format: 'pdf', extractor: 'pdf/1', title: 'A', text: 'hello', blocks: [], pages: [], report: { words: 1, pagesWithoutText: [] },
};
const words: WordsRecord = {
  id, stamp: 's1', starts: Uint32Array.of(0, 5), headings: [[]], headingOf: Uint32Array.of(0), pageStarts: new Uint32Array(),
  pageLabels: new Map(), segment: new ArrayBuffer(2),
};
const vectors = (firstPassage: number, space = 'm'): VectorsRecord => ({
  space, id, firstPassage, stamp: 's1', count: 1, segment: new ArrayBuffer(1),
});
const answer = (key: string, askedAt: number) => ({
  id: key, question: 'q', scope: 'all' as const, askedAt, outcome: 'answered' as const, sentences: [], evidence: [], strength: 1, floor: 0,
  generator: 'g', milliseconds: { gathering: 1, generating: 1 },
});

let libraries = 0;
async function library() {
  const db = await openLibrary(`library-${(libraries += 1)}`);
  return { db, write: createWrite(db, await beginEpoch(db)) };
}
const counts = async (db: Awaited<ReturnType<typeof openLibrary>>, tables: Table[]) => Promise.all(tables.map((table) => db.count(table)));

test('a document keeps its record, text, layout, words and vectors', async () => {
  const { db, write } = await library();
  await putDocument(write, record);
  await putExtraction(write, id, extraction);
  await putWords(write, words);
  await putVectors(write, vectors(7));
  await putVectors(write, vectors(0));
  expect(await allDocuments(db)).toEqual([{ ...record, format: 'pdf', extractor: 'pdf/1', title: 'A', report: extraction.report }]);
  expect(await textOf(db, id)).toBe('hello');
  expect(await layoutOf(db, id)).toMatchObject({ blocks: [], pages: [] });
  expect((await wordsOf(db, id))?.starts).toEqual(words.starts);
  expect((await vectorsOf(db, 'm', id)).map(({ firstPassage }) => firstPassage)).toEqual([0, 7]);
  expect(await vectorsOf(db, 'another space', id)).toEqual([]);
});

test('a deleted document leaves nothing behind, and its neighbour everything', async () => {
  const { db, write } = await library();
  const other = { ...record, id: 'd2' as DocumentId };
  for (const each of [record, other]) {
    await putDocument(write, each);
    await putExtraction(write, each.id, extraction);
    await putWords(write, { ...words, id: each.id });
    await putVectors(write, { ...vectors(0), id: each.id });
  }
  await deleteDocuments(write, [id]);
  expect(await counts(db, ['documents', 'texts', 'layouts', 'words', 'vectors'])).toEqual([1, 1, 1, 1, 1]);
  expect((await allDocuments(db))[0]?.id).toBe('d2');
});

test('new passages drop the vectors of the old ones; a new reading drops both', async () => {
  const { db, write } = await library();
  await putDocument(write, record);
  await putWords(write, words);
  await putVectors(write, vectors(0));
  await putWords(write, { ...words, stamp: 's2' });
  expect(await vectorsOf(db, 'm', id)).toEqual([]);
  await putExtraction(write, id, extraction);
  expect(await wordsOf(db, id)).toBeUndefined();
});

test('work that ends after its document was deleted stores nothing', async () => {
  const { db, write } = await library();
  await putExtraction(write, id, extraction);
  await putWords(write, words);
  await putVectors(write, vectors(0));
  await putProblem(write, id, { code: 'file-empty', details: { fileName: 'a' } });
  await changeDocuments(write, [id], (old) => old);
  expect(await counts(db, ['documents', 'texts', 'layouts', 'words', 'vectors'])).toEqual([0, 0, 0, 0, 0]);
});

test('reading a document again solves its problem', async () => {
  const { db, write } = await library();
  await putDocument(write, { ...record, problem: { code: 'file-locked', details: { fileName: 'a.pdf', wrongPassword: false } } });
  await putExtraction(write, id, extraction);
  expect((await allDocuments(db))[0]?.problem).toBeUndefined();
});

test('a write is whole or not at all, also when a value cannot be stored', async () => {
  const { db, write } = await library();
  const unstorable = (() => {}) as unknown as string;
  const half = write(['documents', 'texts'], 'relaxed', async (tx) => {
    await tx.objectStore('documents').put(record);
    await tx.objectStore('texts').put({ id, text: unstorable });
  });
  await expect(half).rejects.toThrow();
  expect(await counts(db, ['documents', 'texts'])).toEqual([0, 0]);
});

test('a writer that was replaced writes nothing more', async () => {
  const { db, write } = await library();
  await putDocument(write, record);
  const successor = createWrite(db, await beginEpoch(db));
  await expect(putDocument(write, { ...record, name: 'stale' })).rejects.toBeInstanceOf(Deposed);
  expect((await allDocuments(db))[0]?.name).toBe('a.pdf');
  await putDocument(successor, { ...record, name: 'fresh' });
  expect((await allDocuments(db))[0]?.name).toBe('fresh');
});

test('answers come back oldest first, and go when they are removed', async () => {
  const { db, write } = await library();
  await putAnswer(write, answer('late', 2));
  await putAnswer(write, answer('early', 1));
  expect((await allAnswers(db)).map((each) => each.id)).toEqual(['early', 'late']);
  await deleteAnswers(write, ['early']);
  expect((await allAnswers(db)).map((each) => each.id)).toEqual(['late']);
});

test('a library made by the first release opens, with its documents, in this one', async () => {
  const old = await openLibrary('first-release', undefined, 1);
  await old.put('documents', record);
  old.close();
  const now = await openLibrary('first-release');
  expect(await now.get('documents', id)).toEqual(record);
  expect([...now.objectStoreNames]).toEqual(['answers', 'documents', 'facts', 'layouts', 'texts', 'vectors', 'words']);
});

test('a library written by a newer Carrel is left alone, and that is said', async () => {
  const newer = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('newer', 99);
    request.onsuccess = () => resolve(request.result);
  });
  newer.close();
  await expect(openLibrary('newer')).rejects.toMatchObject({ code: 'storage-newer' });
});
