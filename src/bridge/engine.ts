/** Joins the page to its workers. What the page sees is plain functions. */
import { proxy, type Remote } from 'comlink';
import type { Engine } from '../contract/engine.ts';
import type { LibraryApi, LibrarySnapshot } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { createDrawer } from './draw.ts';
import { keepRuntimes } from './keep-runtimes.ts';
import { ledger } from './ledger.ts';
import { createLibrary } from './library.ts';
import { passOn } from './pass-on.ts';
import { fetchSamples } from './samples.ts';
import { onUpdateWaiting, seal } from './seal.ts';
import { storing } from './storing.ts';

export function createEngine(): Engine {
  const passwords = new Map<DocumentId, string>();
  const lastSeen = ledger.read();
  const snapshots = createNews<LibrarySnapshot>();
  const problems = createNews<unknown>();
  snapshots.listen(keepLedger());
  const library = createLibrary(snapshots.tell, problems.tell);
  const draw = createDrawer();
  const sealed = seal();

  /** No worker that holds documents is started before the page is sealed. */
  const call: typeof library = async (use) => {
    if (!(await sealed).sealed) throw new Problem('not-sealed', {});
    return library(use);
  };

  return {
    watch(onSnapshot) {
      if (snapshots.newest) onSnapshot(snapshots.newest);
      call(keepWhatModelsNeed).catch(problems.tell);
      return snapshots.listen(onSnapshot);
    },
    onProblem: problems.listen,
    ...passOn(call),
    add: (files) => storing(() => call((api) => api.add(files))),
    retry(id, password) {
      if (password !== undefined) passwords.set(id, password);
      return call((api) => api.retry(id, password));
    },
    ask: (signal, request, onEvent) => call((api) => api.ask(signal, request, proxy(onEvent))),
    addSamples: () => storing(async () => call(async (api) => api.add(await fetchSamples()))),
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

/** Also after an update, whose runtimes may be others than those kept before. */
async function keepWhatModelsNeed(library: Pick<Remote<LibraryApi>, 'hasOwnModels'>): Promise<void> {
  if (await library.hasOwnModels()) keepRuntimes();
}

/** A library that was found empty is not noted: what was lost stays noted until there is something new, or all was removed here. */
function keepLedger() {
  let hadSome = false;
  return ({ role, documents }: LibrarySnapshot) => {
    hadSome ||= documents.length > 0;
    if (role === 'writer' && hadSome) ledger.write(documents.length);
  };
}

/** Tells everyone who listens, and remembers the newest. */
function createNews<News>() {
  const listeners = new Set<(news: News) => unknown>();
  let newest: News | undefined;
  return {
    get newest() {
      return newest;
    },
    tell(news: News) {
      newest = news;
      for (const listener of listeners) listener(news);
    },
    /** Returns how to stop. */
    listen(listener: (news: News) => unknown) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
