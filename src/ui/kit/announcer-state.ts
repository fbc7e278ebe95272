/** What a screen reader should say next: the number of results, an answer that is complete. */
import { createStore } from './store.ts';

/** Results change with every key; only what stays this long is said. */
const QUIET_MS = 700;

export function createAnnouncerState() {
  const store = createStore({ text: '' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest announcement wins; an empty one takes back what was not said yet. */
  function say(text: string) {
    clearTimeout(timer);
    timer = setTimeout(() => store.set({ text }), QUIET_MS);
  }
  return { store, say };
}
