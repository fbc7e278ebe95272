/** Short notes that go away by themselves: what was just done, and how to undo it. */
import { createStore } from './store.ts';

export interface Toast {
  key: number;
  text: string;
  /** Offered while the note is shown. */
  action?: { label: string; run: () => void };
}

interface Parts {
  toasts: Toast[];
}

/** Long enough to find the button by keyboard (WCAG 2.2.1 asks for a way to have more time: the toast waits while it is focused). */
const SHOWN_MS = 12_000;

export function createToastState() {
  const store = createStore<Parts>({ toasts: [] });
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  const ends = new Map<number, () => void>();
  let last = 0;

  /** Closes a toast. What was to happen when it ends happens now, unless its action was taken. */
  function close(key: number, undone = false) {
    clearTimeout(timers.get(key));
    timers.delete(key);
    const end = ends.get(key);
    ends.delete(key);
    store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }));
    if (!undone) end?.();
  }

  const hold = (key: number) => clearTimeout(timers.get(key));
  const letGo = (key: number) => {
    hold(key);
    if (store.get().toasts.some((toast) => toast.key === key)) timers.set(key, setTimeout(() => close(key), SHOWN_MS));
  };

  /** @param onEnd called once when the toast has gone without its action being taken */
  function show(text: string, action?: { label: string; run: () => void }, onEnd?: () => void) {
    const key = ++last;
    const run = action && { label: action.label, run: () => { close(key, true); action.run(); } };
    if (onEnd) ends.set(key, onEnd);
    store.set(({ toasts }) => ({ toasts: [...toasts, { key, text, ...(run && { action: run }) }] }));
    letGo(key);
  }

  return { store, show, hold, letGo, close };
}

export type ToastState = ReturnType<typeof createToastState>;
