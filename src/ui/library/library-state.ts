/** Everything the library pane shows, and the only functions that change it. */
import type { Engine } from '../../contract/engine.ts';
import type { DocumentItem, LibrarySnapshot } from '../../contract/library.ts';
import type { DocumentId } from '../../contract/range.ts';
import type { Scope } from '../../contract/search.ts';
import { explain, type Explained } from '../explain.ts';
import { countWords } from '../kit/count-words.ts';
import { createStore } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';
import { createAdding } from './adding.ts';

export type LibraryEngine = Pick<
  Engine,
  'watch' | 'onProblem' | 'add' | 'addSamples' | 'cancel' | 'remove' | 'restore' | 'forget' | 'retry' | 'readAgain' | 'dismiss' | 'pause' | 'resume' | 'documentsLastSeen' | 'usePassword'
>;

interface Parts {
  /** `undefined` until the library was opened. */
  snapshot: LibrarySnapshot | undefined;
  /** Documents that searches and questions are limited to; none means all. */
  chosen: ReadonlySet<DocumentId>;
  /** What the list of documents is narrowed to, by name. */
  nameFilter: string;
  /** How many documents the browser removed behind our back; 0 when none. */
  lost: number;
  /** How many drops and choices of files are being stored right now. */
  adding: number;
  problem: Explained | undefined;
}

/** Keeps the object of each document that did not change, so that its row is not drawn again. */
export function keepUnchanged(before: readonly DocumentItem[], now: DocumentItem[]): DocumentItem[] {
  const known = new Map(before.map((item) => [item.id, item]));
  return now.map((item) => {
    const old = known.get(item.id);
    return old && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
}

/** @param sealed resolves to whether the page may take documents; until then, drops wait */
export function createLibraryState(engine: LibraryEngine, toasts: Pick<ToastState, 'show'>, sealed: Promise<boolean>) {
  const store = createStore<Parts>({ snapshot: undefined, chosen: new Set(), nameFilter: '', lost: 0, adding: 0, problem: undefined });
  const fail = (error: unknown) => store.set({ problem: explain(error) });
  const adding = createAdding({ engine, toasts, sealed, fail, count: (by) => store.set((now) => ({ adding: now.adding + by })) });
  const attempt = (work: Promise<unknown>) => void work.catch(fail);

  function take(snapshot: LibrarySnapshot) {
    const { snapshot: before, chosen, lost } = store.get();
    const documents = keepUnchanged(before?.documents ?? [], snapshot.documents);
    const ids = new Set(documents.map((item) => item.id));
    const stillChosen = new Set([...chosen].filter((id) => ids.has(id)));
    store.set({
      snapshot: { ...snapshot, documents },
      chosen: stillChosen.size === chosen.size ? chosen : stillChosen,
      lost: documents.length > 0 ? 0 : before ? lost : engine.documentsLastSeen(),
    });
  }

  function remove(ids: DocumentId[]) {
    const gone = store.get().snapshot?.documents.filter((item) => ids.includes(item.id)) ?? [];
    if (gone.length === 0) return;
    const what = gone.length === 1 ? `“${gone[0]?.name ?? ''}”` : countWords(gone.length, 'document');
    const undo = { label: 'Undo', run: () => attempt(engine.restore(ids)) };
    attempt(engine.remove(ids).then(() => toasts.show(`Removed ${what}.`, undo, () => attempt(engine.forget(ids)))));
  }

  function unlock(id: DocumentId, password: string) {
    engine.usePassword(id, password);
    attempt(engine.retry(id, password));
  }

  return {
    store,
    /** Starts listening to the engine. Returns how to stop. */
    start() {
      const stops = [engine.watch(take), engine.onProblem(fail)];
      return () => { for (const stop of stops) stop(); };
    },
    ...adding,
    cancel: (id: DocumentId) => attempt(engine.cancel(id)),
    remove,
    unlock,
    retry: (id: DocumentId) => attempt(engine.retry(id)),
    readAgain: (ids: DocumentId[]) => attempt(engine.readAgain(ids)),
    dismiss: (key: string) => attempt(engine.dismiss(key)),
    pause: () => attempt(engine.pause()),
    resume: () => attempt(engine.resume()),
    choose: (id: DocumentId, on: boolean) => store.set(({ chosen }) => ({ chosen: new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id)) })),
    chooseAll: () => store.set({ chosen: new Set() }),
    filterByName: (nameFilter: string) => store.set({ nameFilter }),
    closeProblem: () => store.set({ problem: undefined }),
    closeLost: () => store.set({ lost: 0 }),
    scope: (): Scope => (store.get().chosen.size === 0 ? 'all' : [...store.get().chosen]),
  };
}
