/** The one way the page remembers something: a value that can be watched. */
import { useSyncExternalStore } from 'react';

export interface Store<State extends object> {
  get(): State;
  set(change: Partial<State> | ((state: State) => Partial<State>)): void;
  watch(watcher: () => void): () => void;
}

/** Everything on screen is drawn from one of these or computed from it. */
export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  const watchers = new Set<() => void>();
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      for (const watcher of watchers) watcher();
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}

/** `pick` must return a stored value, not a new object each time. */
export function useStore<State extends object, Part>(store: Store<State>, pick: (state: State) => Part): Part {
  return useSyncExternalStore(store.watch, () => pick(store.get()));
}
