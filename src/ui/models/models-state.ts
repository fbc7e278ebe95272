/** What the page of models knows, and what a person can do there. The vault is handed in. */
import { createContext, useContext } from 'react';
import type { ModelState, Vault, VaultSnapshot } from '../../contract/model.ts';
import { isAbort, Problem } from '../../contract/problem.ts';
import { explain, type Explained } from '../explain.ts';
import { createStore } from '../kit/store.ts';
import { createAnnouncements } from './announcements.ts';
import { buildOf, fitOf } from './choose-build.ts';
import { distinctNames } from './distinct-names.ts';
import { MOST_FILES, nameOfFiles, type ModelFile } from './model-files.ts';
import type { Network } from './network.ts';

export type ModelsView =
  | { status: 'starting' }
  | { status: 'open'; snapshot: VaultSnapshot }
  /** Nothing can be done here any more until the page is loaded again. */
  | { status: 'stopped'; why: Explained };

/** What is asked before it is done, because it loses something or may not end well. */
export type Question = { ask: 'delete' | 'cancel' | 'download'; modelId: string };

/** A folder or archive that is being taken in, or could not be handed to the vault at all. What came of it is in the snapshot. */
export type Taking = { status: 'none' } | { status: 'working'; name: string } | { status: 'failed'; why: Explained };

/** What the browser said when it was asked to keep everything. That it promised is in the snapshot. */
export type Keeping = 'not-asked' | 'asking' | 'declined';

interface Parts {
  view: ModelsView;
  online: boolean;
  /** Builds that the person chose, by model. */
  chosen: Record<string, string>;
  /** What could not be done, by model, until the next attempt. */
  failures: Record<string, Explained>;
  question: Question | undefined;
  taking: Taking;
  keeping: Keeping;
  /** The address that was copied last. */
  copied: string;
  /** What a screen reader should say next. */
  said: string;
}

/** Less than this has arrived again in a minute on a slow line (1.5 MB/s), and is thrown away without asking. In bytes. */
const ASK_ABOVE_BYTES = 100_000_000;

const without = <Value>(record: Record<string, Value>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

type ModelsStore = ReturnType<typeof createStore<Parts>>;

const modelsOf = ({ view }: Parts): readonly ModelState[] => (view.status === 'open' ? view.snapshot.models : []);
const findIn = (parts: Parts, modelId: string) => modelsOf(parts).find(({ entry }) => entry.id === modelId);

/** @param copy puts a text on the clipboard */
export function createModelsState(vault: Vault, network: Network, copy: (text: string) => Promise<void>) {
  const store: ModelsStore = createStore<Parts>({
    view: { status: 'starting' }, online: network.online(), chosen: {}, failures: {}, question: undefined,
    taking: { status: 'none' }, keeping: 'not-asked', copied: '', said: '',
  });

  const announcement = createAnnouncements();
  function show(told: VaultSnapshot) {
    const snapshot = { ...told, models: distinctNames(told.models) };
    const before = store.get();
    const said = snapshot.models.map((model) => announcement(findIn(before, model.entry.id), model)).filter((text) => text !== '').join(' ');
    store.set({ view: { status: 'open', snapshot }, ...(said !== '' && { said }) });
  }

  return {
    store,
    ...createModelActs(vault, store),
    ...createTaking(vault, store),
    async keep() {
      store.set({ keeping: 'asking' });
      const promised = await vault.persist().catch(() => false);
      store.set({ keeping: promised ? 'not-asked' : 'declined', said: promised ? 'The browser promised to keep it.' : 'The browser did not promise to keep it.' });
    },
    async copyAddress(address: string) {
      await copy(address).then(() => store.set({ copied: address, said: 'Copied.' }), () => store.set({ copied: '', said: 'Not copied. Select the address to copy it.' }));
    },
    /** Starts listening. Returns how to stop. */
    start() {
      const stops = [
        vault.watch(show),
        vault.onProblem((error) => store.set({ view: { status: 'stopped', why: explain(error) }, question: undefined })),
        network.watch(() => store.set({ online: network.online() })),
      ];
      return () => { for (const stop of stops) stop(); };
    },
  };
}

/** What can be done with one model. */
function createModelActs(vault: Vault, store: ModelsStore) {
  const ask = (question: Question) => store.set({ question });
  const meant = (modelId: string) => {
    const state = findIn(store.get(), modelId);
    return { state, build: state && buildOf(state, store.get().chosen[modelId]) };
  };

  /** Does something to a model; what cannot be done is told where the model is listed. */
  async function act(modelId: string, work: () => Promise<void>) {
    store.set(({ failures }) => ({ failures: without(failures, modelId) }));
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) store.set(({ failures }) => ({ failures: { ...failures, [modelId]: explain(error) } }));
    }
  }

  const doNow: { [A in Question['ask']]: (modelId: string) => unknown } = {
    delete: (modelId) => act(modelId, () => vault.remove(modelId)),
    cancel: (modelId) => act(modelId, () => vault.cancel(modelId)),
    download(modelId) {
      const { build } = meant(modelId);
      return build && act(modelId, () => vault.download(modelId, build.id));
    },
  };

  return {
    choose: (modelId: string, buildId: string) => store.set(({ chosen }) => ({ chosen: { ...chosen, [modelId]: buildId } })),
    /** Begins, or goes on with what was begun. Asks first when the model would be of no use on this machine. */
    download(modelId: string) {
      const { state, build } = meant(modelId);
      if (state?.status === 'absent' && build && fitOf(state, build.id) === 'too-big') ask({ ask: 'download', modelId });
      else doNow.download(modelId);
    },
    pause: (modelId: string) => act(modelId, () => vault.pause(modelId)),
    /** Asks first when much has arrived. */
    cancel(modelId: string) {
      const { state } = meant(modelId);
      if (state && 'done' in state && state.done >= ASK_ABOVE_BYTES) ask({ ask: 'cancel', modelId });
      else doNow.cancel(modelId);
    },
    /** Asks whether to delete an installed model. */
    remove: (modelId: string) => ask({ ask: 'delete', modelId }),
    /** Asks whether to delete what there is of a download that was never finished. */
    removeUnfinished: (modelId: string) => ask({ ask: 'cancel', modelId }),
    /** Answers the question on screen. */
    answer(yes: boolean) {
      const { question } = store.get();
      store.set({ question: undefined });
      if (question && yes) doNow[question.ask](question.modelId);
    },
  };
}

/** Hands folders and archives to the vault, one at a time. */
function createTaking(vault: Pick<Vault, 'takeIn'>, store: ModelsStore) {
  const set = (taking: Taking) => store.set({ taking });
  async function takeIn(files: ModelFile[]) {
    if (files.length === 0 || store.get().taking.status === 'working') return;
    const name = nameOfFiles(files);
    set({ status: 'working', name });
    try {
      if (files.length > MOST_FILES) throw new Problem('model-not-known', { name });
      await vault.takeIn(files);
      set({ status: 'none' });
    } catch (error) {
      set(isAbort(error) ? { status: 'none' } : { status: 'failed', why: explain(error) });
    }
  }
  return {
    takeIn,
    /** @param files of a drop; they may fail to be read */
    drop: (files: Promise<ModelFile[]>): Promise<void> => files.then(takeIn, (error: unknown) => set({ status: 'failed', why: explain(error) })),
  };
}

export type ModelsState = ReturnType<typeof createModelsState>;

export const ModelsContext = createContext<ModelsState | undefined>(undefined);

/** The state of the page, for any component inside the ModelsApp. */
export function useModels(): ModelsState {
  const state = useContext(ModelsContext);
  if (!state) throw new Error('Only inside the ModelsApp.');
  return state;
}
