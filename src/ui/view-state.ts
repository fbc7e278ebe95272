/** What is open around the documents: which mode of the desk, which drawer or dialog, and where the keyboard should go. */
import { createStore } from './kit/store.ts';

export type Mode = 'find' | 'ask';

interface Parts {
  mode: Mode;
  drawer: boolean;
  dialog: 'none' | 'commands' | 'keys';
  /** Counts the times the field was called for. */
  fieldCalls: number;
}

export function createViewState() {
  const store = createStore<Parts>({ mode: 'find', drawer: false, dialog: 'none', fieldCalls: 0 });
  return {
    store,
    setMode: (mode: Mode) => store.set({ mode }),
    /** Puts the keyboard into the field, in the given mode or the one at hand. */
    callField: (mode?: Mode) => store.set((now) => ({ mode: mode ?? now.mode, fieldCalls: now.fieldCalls + 1, drawer: false })),
    setDrawer: (drawer: boolean) => store.set({ drawer }),
    setDialog: (dialog: Parts['dialog']) => store.set({ dialog }),
  };
}

export type ViewState = ReturnType<typeof createViewState>;
