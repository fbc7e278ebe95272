import { beforeEach, expect, test } from 'vitest';
import { createLoadNotes, type NoteLocks } from './load-notes.ts';

/** What all tabs of one origin share. */
let stored: Map<string, string>;
let held: Set<string>;

const storage = (): Storage => ({
  get length() {
    return stored.size;
  },
  key: (i) => [...stored.keys()][i] ?? null,
  setItem: (key, value) => void stored.set(key, value),
  removeItem: (key) => void stored.delete(key),
  getItem: (key) => stored.get(key) ?? null,
  clear: () => stored.clear(),
});

/** A tab of which a crash frees the locks and runs nothing, and of which leaving runs what a page may run. */
function openTab(openStorage: () => Storage = storage) {
  const own = new Set<string>();
  const locks: NoteLocks = {
    async request(name, work) {
      held.add(name);
      own.add(name);
      return work({});
    },
    query: async () => ({ held: Array.from(held, (name) => ({ name })) }),
  };
  const page = new EventTarget();
  const crash = () => own.forEach((name) => held.delete(name));
  const leave = () => {
    page.dispatchEvent(new Event('pagehide'));
    crash();
  };
  return { notes: createLoadNotes(openStorage, locks, page), crash, leave };
}

beforeEach(() => {
  [stored, held] = [new Map([['carrel-documents', '3']]), new Set()];
});

test('a load that is going on in a tab that lives is none that crashed', async () => {
  const [one, other] = [openTab(), openTab()];
  await one.notes.begins('e5');
  expect(await one.notes.crashed()).toEqual([]);
  expect(await other.notes.crashed()).toEqual([]);
});

test('a load that ended its tab is told to every other, until it is forgotten', async () => {
  const [one, other] = [openTab(), openTab()];
  for (const load of ['e5', 'minilm/a']) await one.notes.begins(load);
  await one.notes.ends('e5');
  one.crash();
  expect(await other.notes.crashed()).toEqual(['minilm/a']);
  await other.notes.begins('minilm/a');
  await other.notes.forget(['minilm/a']);
  expect(await other.notes.crashed()).toEqual([]);
  other.crash();
  expect(await openTab().notes.crashed(), 'its own load goes on').toEqual(['minilm/a']);
  expect(stored.get('carrel-documents')).toBe('3');
});

test('a tab that is closed or reloaded in the middle did not crash', async () => {
  const [one, other] = [openTab(), openTab()];
  await one.notes.begins('e5');
  await other.notes.begins('e5');
  one.leave();
  expect(stored.size, 'the note of the other is left alone').toBe(2);
  expect(await other.notes.crashed()).toEqual([]);
});

test('where the browser keeps nothing, loads go on and nothing is told', async () => {
  const { notes, leave } = openTab(() => {
    throw new DOMException('Access is denied.', 'SecurityError');
  });
  await notes.begins('e5');
  await notes.ends('e5');
  expect(await notes.crashed()).toEqual([]);
  leave();
});
