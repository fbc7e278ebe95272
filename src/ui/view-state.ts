/** What is open around the documents: which mode of the desk, which drawer or dialog, and where the keyboard should go. */
import { createStore } from './kit/store.ts';

export type Mode = 'find' | 'ask';

interface Parts {
  mode: Mode;
  drawer: boolean;
  dialog: 'none' | 'commands' | 'keys';
  /** Whether the keyboard is wanted in the field. The field answers once, when it is there. */
  fieldCalled: boolean;
  /** Puts a newer Carrel in place, when one waits. */
  update: (() => void) | undefined;
}

export function createViewState() {
  const store = createStore<Parts>({ mode: 'find', drawer: false, dialog: 'none', fieldCalled: false, update: undefined });
  return {
    store,
    setMode: (mode: Mode) => store.set({ mode }),
    /** Puts the keyboard into the field, in the given mode or the one at hand. */
    callField: (mode?: Mode) => store.set((now) => ({ mode: mode ?? now.mode, fieldCalled: true, drawer: false })),
    fieldAnswered: () => store.set({ fieldCalled: false }),
    offerUpdate: (update: () => void) => store.set({ update }),
    setDrawer: (drawer: boolean) => store.set({ drawer }),
    setDialog: (dialog: Parts['dialog']) => store.set({ dialog }),
  };
}

export type ViewState = ReturnType<typeof createViewState>;
