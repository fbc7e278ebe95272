/** The library worker as the page uses it: restarted when it dies, with every waiting call told. */
import { proxy, wrap, type Remote } from 'comlink';
import type { LibraryApi, LibrarySnapshot } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import '../wire/handlers.ts';
import { createCrew, startWorker, type Life } from './crew.ts';
import { createLoadNotes } from './load-notes.ts';

/** A worker that dies at once every time must not be started for ever. */
const MOST_RESTARTS = 3;

export function createLibrary(onSnapshot: (snapshot: LibrarySnapshot) => void, onProblem: (error: unknown) => void) {
  const crew = createCrew();
  const loads = createLoadNotes();
  let restarts = 0;
  let life: (Life & { api: Remote<LibraryApi> }) | undefined;

  function begin() {
    const started = startWorker('library');
    const api = wrap<LibraryApi>(started.worker);
    const now = { ...started, api };
    api.open(proxy(crew), proxy(loads), proxy(onSnapshot)).catch(onProblem);
    void started.gone.then(() => {
      life = undefined;
      restarts += 1;
      crew.dismissAll();
      onProblem(new Problem('engine-crashed', { engine: 'library' }));
      if (restarts <= MOST_RESTARTS) life = begin();
    });
    return now;
  }

  return async function call<T>(use: (api: Remote<LibraryApi>) => Promise<T>): Promise<T> {
    const { api, gone } = (life ??= begin());
    const died = gone.then(() => {
      throw new Problem('engine-crashed', { engine: 'library' });
    });
    return Promise.race([use(api), died]);
  };
}
