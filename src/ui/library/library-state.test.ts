import { expect, test, vi } from 'vitest';
import type { DocumentItem, LibrarySnapshot } from '../../contract/library.ts';
import { Problem } from '../../contract/problem.ts';
import type { DocumentId } from '../../contract/range.ts';
import { limits } from '../../settings/settings.ts';
import { createLibraryState, keepUnchanged, type LibraryEngine } from './library-state.ts';

const document = (id: string, over: Partial<DocumentItem> = {}): DocumentItem => ({
  id: id as DocumentId, name: `${id}.txt`, bytes: 1, addedAt: 0, findable: 'by-word', state: { status: 'ready' }, ...over,
});
const snapshotOf = (...documents: DocumentItem[]): LibrarySnapshot => ({
  documents, refused: [], role: 'writer', embedding: { status: 'ready', name: 'm', languages: [] }, drifted: [],
});
const nothing = async () => {};

function setUp(over: Partial<LibraryEngine> = {}, sealed: Promise<boolean> = Promise.resolve(true)) {
  let tell: (snapshot: LibrarySnapshot) => void = () => {};
  const notes: { text: string; undo?: () => void; end?: () => void }[] = [];
  const engine: LibraryEngine = {
    watch: (onSnapshot) => { tell = onSnapshot; return () => {}; }, onProblem: () => () => {}, add: nothing, addSamples: nothing, cancel: nothing, remove: nothing,
    restore: nothing, forget: nothing, retry: nothing, readAgain: nothing, dismiss: nothing, pause: nothing, resume: nothing, documentsLastSeen: () => 0, usePassword: () => {}, ...over,
  };
  const state = createLibraryState(engine, { show: (text, action, end) => { notes.push({ text, ...(action && { undo: action.run }), ...(end && { end }) }); } }, sealed);
  state.start();
  return { state, notes, tell: (snapshot: LibrarySnapshot) => tell(snapshot) };
}

test('removing offers to undo, and undoing brings the same documents back', async () => {
  const restore = vi.fn(nothing);
  const { state, notes, tell } = setUp({ restore });
  tell(snapshotOf(document('a'), document('b')));
  state.remove(['a' as DocumentId]);
  await vi.waitFor(() => expect(notes[0]?.text).toBe('Removed “a.txt”.'));
  notes[0]!.undo!();
  expect(restore).toHaveBeenCalledWith(['a']);
});

test('what was removed is freed only when its undo has gone', async () => {
  const forget = vi.fn(nothing);
  const { state, notes, tell } = setUp({ forget });
  tell(snapshotOf(document('a')));
  state.remove(['a' as DocumentId]);
  await vi.waitFor(() => expect(notes).toHaveLength(1));
  expect(forget).not.toHaveBeenCalled();
  notes[0]!.end!();
  expect(forget).toHaveBeenCalledWith(['a']);
});

test('a removal that fails is told, and offers nothing to undo', async () => {
  const { state, notes, tell } = setUp({ remove: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
  tell(snapshotOf(document('a')));
  state.remove(['a' as DocumentId]);
  await vi.waitFor(() => expect(state.store.get().problem?.sentence).toContain('keeps your library'));
  expect(notes).toEqual([]);
});

test('the scope is all documents until some are chosen, and forgets those that are gone', () => {
  const { state, tell } = setUp();
  tell(snapshotOf(document('a'), document('b')));
  expect(state.scope()).toBe('all');
  state.choose('a' as DocumentId, true);
  state.choose('b' as DocumentId, true);
  state.choose('a' as DocumentId, false);
  expect(state.scope()).toEqual(['b']);
  tell(snapshotOf(document('a')));
  expect(state.scope()).toBe('all');
});

test('a library that comes back empty tells how many documents the browser removed', () => {
  const { state, tell } = setUp({ documentsLastSeen: () => 23 });
  tell(snapshotOf());
  expect(state.store.get().lost).toBe(23);
  tell(snapshotOf());
  expect(state.store.get().lost).toBe(23);
  tell(snapshotOf(document('a')));
  expect(state.store.get().lost).toBe(0);
});

test('a library that the person emptied is not a loss', () => {
  const { state, tell } = setUp({ documentsLastSeen: () => 1 });
  tell(snapshotOf(document('a')));
  tell(snapshotOf());
  expect(state.store.get().lost).toBe(0);
});

test('files wait for the seal, and an unsealed page takes none', async () => {
  const add = vi.fn(nothing);
  const { state } = setUp({ add }, Promise.resolve(false));
  await state.add([new File(['x'], 'a.txt')]);
  expect(add).not.toHaveBeenCalled();
  expect(state.store.get().adding).toBe(0);
});

test('litter is not added, and a choice of nothing but litter adds nothing', async () => {
  const add = vi.fn(nothing);
  const { state } = setUp({ add });
  await state.add([new File(['x'], '.DS_Store')]);
  expect(add).not.toHaveBeenCalled();
  const lease = new File(['x'], 'lease.txt');
  await state.add([new File(['x'], 'Thumbs.db'), lease]);
  expect(add).toHaveBeenCalledWith([lease]);
});

test('what lies in the hidden folders of a chosen folder stays out', async () => {
  const add = vi.fn(nothing);
  const { state } = setUp({ add });
  const at = (path: string) => Object.defineProperty(new File(['x'], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });
  const lease = at('.papers/2025/lease.txt');
  await state.add([at('.papers/.git/config'), at('.papers/__MACOSX/lease.txt'), lease]);
  expect(add, 'the chosen folder itself may be hidden').toHaveBeenCalledWith([lease]);
});

test('too many files at once are refused in words', async () => {
  const add = vi.fn(nothing);
  const { state, notes } = setUp({ add });
  await state.add(Array.from({ length: limits.filesAtOnce + 1 }, () => new File([], 'a.txt')));
  expect(add).not.toHaveBeenCalled();
  expect(notes[0]?.text).toContain('10,000 files');
});

test('a password goes to the drawing of pages as well as to the reading', () => {
  const calls: string[] = [];
  const { state } = setUp({ usePassword: (_, password) => calls.push(`use ${password}`), retry: async (_, password) => { calls.push(`retry ${password}`); } });
  state.unlock('a' as DocumentId, 'open');
  expect(calls).toEqual(['use open', 'retry open']);
});

test('reading documents again that cannot be begun is told', async () => {
  const readAgain = vi.fn(async () => { throw new Problem('engine-crashed', { engine: 'library' }); });
  const { state } = setUp({ readAgain });
  state.readAgain(['a' as DocumentId]);
  expect(readAgain).toHaveBeenCalledWith(['a']);
  await vi.waitFor(() => expect(state.store.get().problem?.sentence).toContain('keeps your library'));
});

test('a document that did not change keeps its object', () => {
  const before = [document('a'), document('b')];
  const now = keepUnchanged(before, [document('a'), document('b', { findable: 'not-yet' })]);
  expect(now[0]).toBe(before[0]);
  expect(now[1]).not.toBe(before[1]);
});
