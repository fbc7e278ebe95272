/** Which model searches by meaning: what can be chosen, and the only functions that change it. */
import type { Engine } from '../../contract/engine.ts';
import type { IndexVersions, UsableModel } from '../../contract/library.ts';
import { explain, type Explained } from '../explain.ts';
import { createStore, type Store } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';
import { firstChoice, proposed, type Choice } from './choices.ts';
import { followVersions, type SnapshotStore } from './follow-versions.ts';
import { versionName } from './meaning-words.ts';
import { modelOfHash } from './model-address.ts';

export type MeaningEngine = Pick<Engine, 'usableModels' | 'useModel' | 'pauseBuild' | 'resumeBuild' | 'cancelBuild' | 'goBack' | 'freePrevious' | 'tryModelAgain'>;

interface MeaningParts {
  engine: MeaningEngine;
  library: SnapshotStore;
  toasts: Pick<ToastState, 'show'>;
  announce: (text: string) => void;
}

export type Models = { status: 'reading' } | { status: 'read'; list: UsableModel[] } | { status: 'failed'; why: Explained };

interface Parts {
  models: Models;
  /** The model whose lengths and cost are shown. */
  choice: Choice | undefined;
  /** Whether the panel is wanted. It answers once, when it is there. */
  called: boolean;
  /** Id of a model that the address of the page named, until the models that are here were read. */
  named: string | undefined;
  /** Id of a model that the address named and that is not here. */
  missing: string | undefined;
  /** Whether something was asked of the engine that it has not taken yet. */
  asking: boolean;
  problem: Explained | undefined;
}

/**
 * What is asked of the engine. One wish at a time: a second click, while the first is on its way, says nothing new.
 * @returns acts that resolve to whether the engine took the wish
 */
function createWishes(engine: MeaningEngine, store: Store<Parts>) {
  async function ask(wish: () => Promise<void>): Promise<boolean> {
    if (store.get().asking) return false;
    store.set({ asking: true, problem: undefined });
    try {
      await wish();
      return true;
    } catch (error) {
      store.set({ problem: explain(error) });
      return false;
    } finally {
      store.set({ asking: false });
    }
  }
  return {
    use: ({ modelId, dimensions }: Choice) => ask(() => engine.useModel(modelId, dimensions)),
    pause: () => ask(() => engine.pauseBuild()),
    resume: () => ask(() => engine.resumeBuild()),
    cancel: () => ask(() => engine.cancelBuild()),
    goBack: () => ask(() => engine.goBack()),
    free: () => ask(() => engine.freePrevious()),
    tryAgain: () => ask(() => engine.tryModelAgain()),
  };
}

export function createMeaningState({ engine, library, toasts, announce }: MeaningParts) {
  const store = createStore<Parts>({ models: { status: 'reading' }, choice: undefined, called: false, named: undefined, missing: undefined, asking: false, problem: undefined });
  const versionsNow = () => library.get().snapshot?.versions;
  const wishes = createWishes(engine, store);
  /** Space that this tab went back from: a way back is told in other words than a way forward, and offers none. */
  let wentBackFrom: string | undefined;

  async function goBack() {
    wentBackFrom = versionsNow()?.active.space;
    if (await wishes.goBack()) return;
    wentBackFrom = undefined;
    // Asked for from a note or the palette: the panel says why not.
    if (store.get().problem) store.set({ called: true });
  }

  /** Reads which models are here. What was read before stays on screen meanwhile. */
  async function read() {
    if (store.get().models.status === 'failed') store.set({ models: { status: 'reading' } });
    try {
      const list = await engine.usableModels();
      const { named, choice, missing } = store.get();
      store.set({
        models: { status: 'read', list },
        choice: firstChoice(list, versionsNow(), named, choice),
        named: undefined,
        missing: named === undefined ? missing : list.some(({ id }) => id === named) ? undefined : named,
      });
    } catch (error) {
      store.set({ models: { status: 'failed', why: explain(error) } });
    }
  }

  function onSwitch(before: IndexVersions, now: IndexVersions) {
    const name = versionName(now.active, before.active);
    if (wentBackFrom === before.active.space || !now.previous) toasts.show(`Searching with ${name} again.`);
    else toasts.show(`Searching with ${name} now.`, { label: 'Go back', run: () => void goBack() });
    wentBackFrom = undefined;
    // What was chosen answers now; the next choice is made anew.
    store.set({ choice: undefined, missing: undefined });
  }

  return {
    store,
    /**
     * Starts following the library.
     * @param hash of the address of the page: it can name a model, for which the panel is opened
     * @returns how to stop
     */
    start(hash: string) {
      const named = modelOfHash(hash);
      if (named !== undefined) store.set({ named, called: true });
      return followVersions(library, { announce, onSwitch });
    },
    read,
    /** Asks for the panel. */
    call: () => store.set({ called: true }),
    answered: () => store.set({ called: false }),
    /** The panel was closed: it opens afresh. */
    closed: () => store.set({ choice: undefined, missing: undefined, problem: undefined }),
    /** Opens one model of the list, or closes it again. */
    choose: (model: UsableModel) => store.set(({ choice }) => ({ choice: choice?.modelId === model.id ? undefined : proposed(model, versionsNow()), missing: undefined })),
    chooseLength: (dimensions: number) => store.set(({ choice }) => ({ choice: choice && { ...choice, dimensions } })),
    ...wishes,
    goBack,
  };
}
