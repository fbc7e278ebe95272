/** The vault worker as the page of models uses it: plain functions, restarted when it dies, with every waiting call told. */
import { proxy, wrap, type Remote } from 'comlink';
import type { Vault, VaultApi, VaultSnapshot } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import '../wire/handlers.ts';
import { deviceFacts } from './device-facts.ts';
import { keepRuntimes } from './keep-runtimes.ts';

/** A worker that dies at once every time must not be started for ever. */
const MOST_RESTARTS = 3;

interface Life {
  api: Remote<VaultApi>;
  /** Resolves when the first snapshot is there. Rejects when the vault cannot be opened. */
  opened: Promise<void>;
  /** Rejects when the worker died; comlink would never tell. */
  died: Promise<never>;
}

/** Starts the worker at once. It stays for as long as the page. */
export function createVault(): Vault {
  const watchers = new Set<(snapshot: VaultSnapshot) => void>();
  const problems = createProblems();
  let newest: VaultSnapshot | undefined;
  let deaths = 0;

  const show = (snapshot: VaultSnapshot) => {
    const isNew = (id: string) => !newest?.models.some(({ status, entry }) => status === 'installed' && entry.id === id);
    if (snapshot.models.some(({ status, entry }) => status === 'installed' && isNew(entry.id))) keepRuntimes();
    newest = snapshot;
    for (const watcher of watchers) watcher(snapshot);
  };
  const onDeath = (problem: Problem) => {
    deaths += 1;
    // What was being fetched is shown as unfinished by the next one, and goes on when it is asked to.
    if (deaths <= MOST_RESTARTS) life = begin(show, onDeath, problems.tell);
    else problems.tell(problem);
  };
  let life = begin(show, onDeath, problems.tell);

  const call = async <T>(use: (api: Remote<VaultApi>) => Promise<T>): Promise<T> => {
    const { api, opened, died } = life;
    return Promise.race([opened.then(() => use(api)), died]);
  };

  return {
    watch(onSnapshot) {
      watchers.add(onSnapshot);
      if (newest) onSnapshot(newest);
      return () => void watchers.delete(onSnapshot);
    },
    onProblem: problems.listen,
    download: (modelId, buildId) => call((api) => api.download(modelId, buildId)),
    pause: (modelId) => call((api) => api.pause(modelId)),
    cancel: (modelId) => call((api) => api.cancel(modelId)),
    remove: (modelId) => call((api) => api.remove(modelId)),
    takeIn: (files) => call((api) => api.takeIn(files)),
    async persist() {
      // Only a page may ask for this; the worker looks at what the answer changed.
      const promised = await navigator.storage.persist();
      await call((api) => api.persist());
      return promised;
    },
  };
}

/** A problem that came before anybody listened is told to the first who does. */
function createProblems() {
  const listeners = new Set<(error: unknown) => void>();
  let untold: unknown[] = [];
  return {
    tell(error: unknown) {
      if (listeners.size === 0) untold.push(error);
      for (const listener of listeners) listener(error);
    },
    listen(listener: (error: unknown) => void) {
      listeners.add(listener);
      for (const error of untold) listener(error);
      untold = [];
      return () => void listeners.delete(listener);
    },
  };
}

function begin(onSnapshot: (snapshot: VaultSnapshot) => void, onDeath: (problem: Problem) => void, onProblem: (error: unknown) => void): Life {
  const worker = new Worker(new URL('../workers/vault.worker.ts', import.meta.url), { type: 'module', name: 'vault' });
  const api = wrap<VaultApi>(worker);
  const { promise: died, reject } = Promise.withResolvers<never>();
  died.catch(() => {}); // Nobody may be waiting for an answer.
  worker.addEventListener(
    'error',
    (event) => {
      worker.terminate();
      const problem = new Problem('engine-crashed', { engine: 'vault' }, { cause: event.error });
      reject(problem);
      onDeath(problem);
    },
    { once: true },
  );
  const opened = deviceFacts().then((device) => Promise.race([api.open(device, proxy(onSnapshot)), died]));
  opened.catch((error: unknown) => {
    // A death is told above, and is answered with another worker.
    void Promise.race([died, Promise.resolve()]).then(() => onProblem(error), () => {});
  });
  return { api, opened, died };
}
