/** Whether the page may take documents: what was tested at start, and what it means in words. */
import type { Engine } from '../../contract/engine.ts';
import type { SealState } from '../../contract/seal.ts';
import { createStore } from '../kit/store.ts';

export type Seal = { checking: true } | (SealState & { checking: false });

export function createSealState(engine: Pick<Engine, 'seal'>) {
  const store = createStore<{ seal: Seal }>({ seal: { checking: true } });
  const tested = engine.seal().catch((): SealState => ({ sealed: false, why: 'no-service-worker' }));
  /** Resolves to whether documents may be taken. */
  const sealed = tested.then((state) => {
    store.set({ seal: { ...state, checking: false } });
    return state.sealed;
  });
  return { store, sealed };
}
