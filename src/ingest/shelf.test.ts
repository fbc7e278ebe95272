import { expect, test, vi } from 'vitest';
import type { LibrarySnapshot } from '../contract/library.ts';
import type { DocumentId } from '../contract/range.ts';
import { createShelf, plainProblem } from './shelf.ts';

const id = 'd1' as DocumentId;
const entry = () => ({
  record: { id, name: 'a.txt', mediaType: '', bytes: 10, addedAt: 0 },
  state: { status: 'waiting' as const }, wordsStamp: undefined, passages: 0, vectors: 0,
});

test('a change while a snapshot is on its way is told by another one', async () => {
  const told: LibrarySnapshot[] = [];
  const arrived = Promise.withResolvers<void>();
  const shelf = createShelf((snapshot) => {
    told.push(snapshot);
    return arrived.promise;
  });
  shelf.entries.set(id, entry());
  shelf.changed();
  await vi.waitFor(() => expect(told).toHaveLength(1));
  shelf.setState(id, { status: 'ready' });
  arrived.resolve();
  await vi.waitFor(() => expect(told).toHaveLength(2));
  expect(told[1]?.documents[0]?.state).toEqual({ status: 'ready' });
});

test('many changes at once are one snapshot', async () => {
  const onSnapshot = vi.fn(async () => {});
  const shelf = createShelf(onSnapshot);
  for (let i = 0; i < 50; i += 1) shelf.changed();
  await vi.waitFor(() => expect(onSnapshot).toHaveBeenCalled());
  expect(onSnapshot).toHaveBeenCalledTimes(1);
});

test('a batch counts from its first document until none is left, then begins anew', () => {
  const shelf = createShelf(() => {});
  shelf.batch.start('a', 1);
  shelf.batch.start('b', 1);
  shelf.batch.finish('a');
  expect(shelf.snapshot().work).toMatchObject({ done: 1, of: 2, paused: false });
  shelf.batch.finish('b');
  expect(shelf.snapshot().work).toBeUndefined();
  shelf.batch.start('c', 1);
  expect(shelf.snapshot().work).toMatchObject({ done: 0, of: 1 });
});

test('a removed document is not shown, a refused file is', () => {
  const shelf = createShelf(() => {});
  shelf.entries.set(id, { ...entry(), record: { ...entry().record, removedAt: 1 } });
  shelf.refuse('k', 'empty.txt', plainProblem(new Error('odd')));
  expect(shelf.snapshot()).toMatchObject({ documents: [], refused: [{ name: 'empty.txt', problem: { code: 'unexpected', details: { message: 'odd' } } }] });
});
