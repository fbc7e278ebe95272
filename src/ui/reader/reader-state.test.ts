import { expect, test } from 'vitest';
import type { ReadableDocument } from '../../contract/library.ts';
import { Problem } from '../../contract/problem.ts';
import type { DocumentId } from '../../contract/range.ts';
import { createReaderState } from './reader-state.ts';

const readable = (id: DocumentId): ReadableDocument => ({
  id, name: id, format: 'pdf', text: 'text', blocks: [], report: { words: 1, pagesWithoutText: [] },
  pages: Array.from({ length: 3 }, (_, index) => ({ start: 0, end: 0, number: index + 1, width: 1, height: 1, starts: new Uint32Array(), ends: new Uint32Array(), boxes: new Float32Array() })),
});

function setUp(read: (id: DocumentId) => Promise<ReadableDocument> = async (id) => readable(id)) {
  const reads: string[] = [];
  let given = 0;
  const state = createReaderState({ read: (id) => { reads.push(id); return read(id); }, original: async () => new File([], ''), usePassword: () => {} }, { remember: () => {}, giveBack: () => { given += 1; } });
  return { state, reads, given: () => given, view: () => state.store.get().view };
}
const stop = (start: number) => ({ quote: { start, end: start + 1 }, words: [] });
const request = (id: string, at = 0) => ({ id: id as DocumentId, name: id, stops: [stop(1), stop(2), stop(3)], at });

test('a document opens at the place that was asked for', async () => {
  const { state, view } = setUp();
  const opening = state.open(request('a', 1));
  expect(view()).toMatchObject({ status: 'opening', name: 'a' });
  await opening;
  expect(view()).toMatchObject({ status: 'open', at: 1 });
});

test('another place in the open document is not read again, and is brought into view again', async () => {
  const { state, view, reads } = setUp();
  await state.open(request('a', 1));
  const { visit } = state.store.get();
  await state.open(request('a', 1));
  expect(reads).toEqual(['a']);
  expect(state.store.get().visit).toBe(visit + 1);
  expect(view()).toMatchObject({ at: 1 });
});

test('the last document asked for wins, whichever is read first', async () => {
  const waiting = new Map<string, (document: ReadableDocument) => void>();
  const { state, view } = setUp((id) => new Promise((resolve) => { waiting.set(id, resolve); }));
  const both = [state.open(request('a')), state.open(request('b'))];
  waiting.get('b')!(readable('b' as DocumentId));
  waiting.get('a')!(readable('a' as DocumentId));
  await Promise.all(both);
  expect(view()).toMatchObject({ status: 'open', id: 'b' });
});

test('closing while it opens keeps it closed', async () => {
  const { state, view, given } = setUp();
  const opening = state.open(request('a'));
  state.close();
  expect(given()).toBe(1);
  await opening;
  expect(view()).toEqual({ status: 'closed' });
});

test('stepping goes around the ends', async () => {
  const { state, view } = setUp();
  await state.open(request('a'));
  state.step(-1);
  expect(view()).toMatchObject({ at: 2 });
  state.step(1);
  expect(view()).toMatchObject({ at: 0 });
});

test('a page beyond the end is the last page', async () => {
  const { state } = setUp();
  await state.open(request('a'));
  state.goToPage(99);
  expect(state.store.get().wantedPage).toBe(3);
  state.goToPage(-4);
  expect(state.store.get().wantedPage).toBe(1);
  state.step(1);
  expect(state.store.get().wantedPage).toBeUndefined();
});

test('a document that cannot be read says why, and can be tried again at the same place', async () => {
  let fails = true;
  const { state, view } = setUp(async (id) => {
    if (fails) throw new Problem('document-missing', { fileName: 'a' });
    return readable(id);
  });
  await state.open(request('a', 2));
  expect(view()).toMatchObject({ status: 'failed', why: { sentence: expect.stringContaining('no longer in the library') } });
  fails = false;
  await state.again();
  expect(view()).toMatchObject({ status: 'open', at: 2 });
});
