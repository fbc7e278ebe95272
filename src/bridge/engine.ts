/** Joins the page to its workers. What the page sees is plain functions. */
import { proxy } from 'comlink';
import type { Engine } from '../contract/engine.ts';
import type { LibrarySnapshot } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { createDrawer } from './draw.ts';
import { ledger } from './ledger.ts';
import { createLibrary } from './library.ts';
import { fetchSamples } from './samples.ts';
import { onUpdateWaiting, seal } from './seal.ts';

export function createEngine(): Engine {
  const watchers = new Set<(snapshot: LibrarySnapshot) => void>();
  const listeners = new Set<(error: unknown) => void>();
  const passwords = new Map<DocumentId, string>();
  const lastSeen = ledger.read();
  let newest: LibrarySnapshot | undefined;

  const onSnapshot = (snapshot: LibrarySnapshot) => {
    newest = snapshot;
    if (snapshot.role === 'writer') ledger.write(snapshot.documents.length);
    for (const watcher of watchers) watcher(snapshot);
  };
  const onProblem = (error: unknown) => {
    for (const listener of listeners) listener(error);
  };
  const library = createLibrary(onSnapshot, onProblem);
  const draw = createDrawer();
  const sealed = seal();

  /** No worker that holds documents is started before the page is sealed. */
  const call: typeof library = async (use) => {
    if (!(await sealed).sealed) throw new Problem('not-sealed', {});
    return library(use);
  };

  return {
    watch(onNewest) {
      watchers.add(onNewest);
      if (newest) onNewest(newest);
      call(async () => {}).catch(onProblem);
      return () => void watchers.delete(onNewest);
    },
    onProblem(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add: (files) => call((api) => api.add(files)),
    cancel: (id) => call((api) => api.cancel(id)),
    remove: (ids) => call((api) => api.remove(ids)),
    restore: (ids) => call((api) => api.restore(ids)),
    forget: (ids) => call((api) => api.forget(ids)),
    retry(id, password) {
      if (password !== undefined) passwords.set(id, password);
      return call((api) => api.retry(id, password));
    },
    dismiss: (key) => call((api) => api.dismiss(key)),
    pause: () => call((api) => api.pause()),
    resume: () => call((api) => api.resume()),
    removeAnswers: (ids) => call((api) => api.removeAnswers(ids)),
    search: (signal, request) => call((api) => api.search(signal, request)),
    ask: (signal, request, onEvent) => call((api) => api.ask(signal, request, proxy(onEvent))),
    answers: () => call((api) => api.answers()),
    read: (id) => call((api) => api.read(id)),
    original: (id) => call((api) => api.original(id)),
    addSamples: async () => call(async (api) => api.add(await fetchSamples())),
    async drawPage(signal, id, pageNumber, pixelsPerPoint) {
      const file = await call((api) => api.original(id));
      return draw(signal, { documentId: id, file, fileName: file.name, password: passwords.get(id) }, pageNumber, pixelsPerPoint);
    },
    usePassword: (id, password) => void passwords.set(id, password),
    seal: () => sealed,
    onUpdateWaiting,
    documentsLastSeen: () => lastSeen,
  };
}
