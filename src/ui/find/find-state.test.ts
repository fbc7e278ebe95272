import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../contract/engine.ts';
import { Problem } from '../../contract/problem.ts';
import type { DocumentId } from '../../contract/range.ts';
import type { Hit, SearchRequest } from '../../contract/search.ts';
import { createFindState, hitsOf } from './find-state.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const hit = (text: string): Hit => ({
  passage: { range: { documentId: 'a' as DocumentId, start: 0, end: text.length }, documentName: 'a', format: 'text', place: { headings: [] }, text },
  snippet: { start: 0, end: text.length }, marks: [], foundBy: 'word', scores: { fused: 1 },
});

/** An engine that answers at once, and keeps the requests. */
function setUp(hits: (request: SearchRequest) => Hit[] = () => [hit('x')]) {
  const requests: SearchRequest[] = [];
  const search: Engine['search'] = async (signal, request) => {
    requests.push(request);
    signal.throwIfAborted();
    return { hits: hits(request), byMeaning: !request.wordsOnly, milliseconds: 1 };
  };
  return { state: createFindState({ search }, () => 'all'), requests };
}

test('words at once, words and meaning after a pause', async () => {
  const { state, requests } = setUp();
  const typed = state.type('law');
  await vi.advanceTimersByTimeAsync(1);
  expect(requests.map((request) => request.wordsOnly)).toEqual([true]);
  expect(state.store.get().found).toMatchObject({ status: 'found', settled: false });
  await vi.advanceTimersByTimeAsync(150);
  await typed;
  expect(requests.map((request) => request.wordsOnly)).toEqual([true, false]);
  expect(state.store.get().found).toMatchObject({ status: 'found', settled: true, byMeaning: true });
});

test('each key ends the search before it: meaning is looked for once', async () => {
  const { state, requests } = setUp();
  for (const text of ['l', 'la', 'law']) void state.type(text);
  await vi.advanceTimersByTimeAsync(500);
  expect(requests.filter((request) => !request.wordsOnly).map((request) => request.text)).toEqual(['law']);
});

test('what was found stays on screen until something new has been found', async () => {
  const { state } = setUp(({ text }) => [hit(text)]);
  void state.type('law');
  await vi.advanceTimersByTimeAsync(500);
  void state.type('lawn');
  expect(state.store.get().found.status).toBe('searching');
  expect(hitsOf(state.store.get().found)[0]?.passage.text).toBe('law');
});

test('no words found is not "no match" before meaning was asked', async () => {
  const { state } = setUp(({ wordsOnly }) => (wordsOnly ? [] : [hit('meant')]));
  void state.type('law');
  await vi.advanceTimersByTimeAsync(10);
  expect(state.store.get().found.status).toBe('searching');
  await vi.advanceTimersByTimeAsync(500);
  expect(hitsOf(state.store.get().found)).toHaveLength(1);
});

test('an emptied field shows nothing, whatever was on its way', async () => {
  const { state } = setUp();
  void state.type('law');
  void state.type('  ');
  await vi.advanceTimersByTimeAsync(500);
  expect(state.store.get().found).toEqual({ status: 'nothing-typed' });
});

test('more asks for more, and a new word starts small again', async () => {
  const { state, requests } = setUp();
  void state.type('law');
  await vi.advanceTimersByTimeAsync(500);
  await state.more();
  expect(requests.at(-1)?.limit).toBe(40);
  void state.type('lawn');
  await vi.advanceTimersByTimeAsync(500);
  expect(requests.at(-1)?.limit).toBe(20);
});

test('a failure is told in words', async () => {
  const search = async () => { throw new Problem('engine-crashed', { engine: 'library' }); };
  const state = createFindState({ search }, () => 'all');
  void state.type('law');
  await vi.advanceTimersByTimeAsync(500);
  expect(state.store.get().found).toMatchObject({ status: 'failed', why: { sentence: expect.stringContaining('Reload') } });
});
