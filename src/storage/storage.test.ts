import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { Answer } from '../contract/answer.ts';
import type { Extraction } from '../contract/extraction.ts';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import {
  allAnswers, allConversations, answersOf, branchConversation, deleteAnswers, deleteConversation, putAnswer, rateAnswer, renameConversation,
} from './answers.ts';
import {
  allDocuments, changeDocuments, deleteDocuments, layoutOf, putDocument, putExtraction, putProblem, putVectors, putWords, replaceDocument, textOf,
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
const answer = (key: string, askedAt: number, conversationId = 'c'): Answer => ({
  id: key, conversationId, question: `question ${key}`, searched: 'q', searchedBy: 'nobody', mode: 'passages', lineage: { check: { unknownMarks: 0, unsupported: 0, repaired: false } },
  scope: 'all' as const, askedAt, outcome: 'answered' as const, sentences: [], evidence: [], strength: 1, floor: 0,
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

test('a document made anew takes the place of the old one whole, in every space', async () => {
  const { db, write } = await library();
  await putDocument(write, record);
  await putExtraction(write, id, extraction);
  await putWords(write, words);
  await putVectors(write, vectors(0, 'other'));
  const anew = { extraction: { ...extraction, extractor: 'pdf/2', text: 'other text' }, words: { ...words, stamp: 's2' }, vectors: [{ ...vectors(0), stamp: 's2' }] };
  await replaceDocument(write, id, anew);
  expect(await textOf(db, id)).toBe('other text');
  expect((await wordsOf(db, id))?.stamp).toBe('s2');
  expect((await vectorsOf(db, 'm', id)).map(({ stamp }) => stamp)).toEqual(['s2']);
  expect(await vectorsOf(db, 'other', id)).toEqual([]);
  expect((await allDocuments(db))[0]?.extractor).toBe('pdf/2');
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
  expect([...now.objectStoreNames]).toEqual(['answers', 'conversations', 'documents', 'facts', 'layouts', 'pointers', 'texts', 'vectors', 'versions', 'words']);
});

test('a library written by a newer Carrel is left alone, and that is said', async () => {
  const newer = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('newer', 99);
    request.onsuccess = () => resolve(request.result);
  });
  newer.close();
  await expect(openLibrary('newer')).rejects.toMatchObject({ code: 'storage-newer' });
});

test('a conversation begins with its first answer, is called by its question, and the last changed comes first', async () => {
  const { db, write } = await library();
  await putAnswer(write, answer('a', 1, 'first'));
  await putAnswer(write, answer('b', 2, 'second'));
  await putAnswer(write, { ...answer('c', 3, 'first'), question: 'another' });
  expect(await allConversations(db)).toMatchObject([{ id: 'first', title: 'question a', createdAt: 1, changedAt: 3 }, { id: 'second', title: 'question b' }]);
  expect((await answersOf(db, 'first')).map(({ id: key }) => key)).toEqual(['a', 'c']);
});

test('a long question becomes a title that ends at a word', async () => {
  const { db, write } = await library();
  await putAnswer(write, { ...answer('a', 1), question: `Which of the\n many ${'very long words '.repeat(20)}` });
  const title = (await allConversations(db))[0]!.title;
  expect(title.length).toBeLessThanOrEqual(81);
  expect(title).toMatch(/^Which of the many very .*(very|long|words)…$/);
});

test('a title that a person gave stays, and an empty one changes nothing', async () => {
  const { db, write } = await library();
  await putAnswer(write, answer('a', 1));
  await renameConversation(write, 'c', '  The lease ');
  await renameConversation(write, 'c', '   ');
  await putAnswer(write, answer('b', 2));
  expect(await allConversations(db)).toMatchObject([{ title: 'The lease', titledBy: 'person', changedAt: 2 }]);
});

test('a conversation goes with its last answer, or whole', async () => {
  const { db, write } = await library();
  for (const key of ['a', 'b']) await putAnswer(write, answer(key, 1, 'one'));
  await putAnswer(write, answer('c', 1, 'other'));
  await deleteAnswers(write, ['a']);
  expect((await allConversations(db)).map(({ id: key }) => key).toSorted()).toEqual(['one', 'other']);
  await deleteAnswers(write, ['b', 'not there']);
  await deleteConversation(write, 'other');
  expect(await counts(db, ['answers', 'conversations'])).toEqual([0, 0]);
});

test('a branch has copies of what was said before, the origin keeps its own, and it is made once', async () => {
  const { db, write } = await library();
  for (const [i, key] of ['a', 'b', 'd'].entries()) await putAnswer(write, answer(key, i + 1));
  for (let twice = 0; twice < 2; twice += 1) await branchConversation(write, 'branch', 'd');
  expect((await answersOf(db, 'branch')).map(({ question }) => question)).toEqual(['question a', 'question b']);
  expect((await answersOf(db, 'c')).map(({ id: key }) => key)).toEqual(['a', 'b', 'd']);
  expect((await allConversations(db)).find(({ id: key }) => key === 'branch')).toMatchObject({ title: 'question a', branchedFrom: { conversationId: 'c', answerId: 'd' } });
  await deleteConversation(write, 'c');
  expect(await answersOf(db, 'branch')).toHaveLength(2);
});

test('a rating is kept with its answer, and taken back', async () => {
  const { db, write } = await library();
  await putAnswer(write, answer('a', 1));
  await rateAnswer(write, 'a', 'up');
  expect((await allAnswers(db))[0]?.rating).toBe('up');
  await rateAnswer(write, 'a', null);
  expect((await allAnswers(db))[0]).not.toHaveProperty('rating');
});

test('answers from before there were conversations become one', async () => {
  const old = await openLibrary('before-conversations', undefined, 2);
  const { conversationId: _none, searched: _neither, searchedBy: _nor, mode: _that, lineage: _any, ...earlier } = answer('a', 5);
  await old.put('answers', earlier as Answer);
  old.close();
  const now = await openLibrary('before-conversations');
  expect(await allConversations(now)).toMatchObject([{ id: 'earlier-questions', title: 'Earlier questions', changedAt: 5 }]);
  expect(await answersOf(now, 'earlier-questions')).toMatchObject([{ question: 'question a', searched: 'question a', mode: 'passages' }]);
});
