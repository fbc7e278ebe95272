import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createToastState } from './toast-state.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const texts = (state: ReturnType<typeof createToastState>) => state.store.get().toasts.map((toast) => toast.text);

test('a note stays for ten seconds at least, then goes', () => {
  const state = createToastState();
  state.show('Removed.');
  vi.advanceTimersByTime(10_000);
  expect(texts(state)).toEqual(['Removed.']);
  vi.advanceTimersByTime(10_000);
  expect(texts(state)).toEqual([]);
});

test('a note that is held stays until it is let go', () => {
  const state = createToastState();
  state.show('Removed.');
  const key = state.store.get().toasts[0]!.key;
  state.hold(key);
  vi.advanceTimersByTime(600_000);
  expect(texts(state)).toEqual(['Removed.']);
  state.letGo(key);
  vi.advanceTimersByTime(20_000);
  expect(texts(state)).toEqual([]);
});

test('what follows happens once the note has gone', () => {
  const end = vi.fn();
  const state = createToastState();
  state.show('Removed.', { label: 'Undo', run: () => {} }, end);
  expect(end).not.toHaveBeenCalled();
  state.close(state.store.get().toasts[0]!.key);
  vi.advanceTimersByTime(60_000);
  expect(end).toHaveBeenCalledTimes(1);
});

test('undone in time, it never happens', () => {
  const end = vi.fn();
  const undo = vi.fn();
  const state = createToastState();
  state.show('Removed.', { label: 'Undo', run: undo }, end);
  state.store.get().toasts[0]!.action!.run();
  vi.advanceTimersByTime(60_000);
  expect(undo).toHaveBeenCalledTimes(1);
  expect(end).not.toHaveBeenCalled();
  expect(texts(state)).toEqual([]);
});
