/** Who writes answers: what is here to choose from, and what a person chose. */
import type { UsableWriter } from '../../contract/answer.ts';
import type { Engine } from '../../contract/engine.ts';
import { createStore } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';
import { writerOfHash } from './writer-address.ts';

/** The engine's id of the way that is always there. */
export const QUOTING = 'quoting';

interface Parts {
  /** Undefined until it was read once. */
  list: UsableWriter[] | undefined;
  /** Id of what was chosen last. It may not be here any more. */
  chosen: string;
}

interface WritersParts {
  engine: Pick<Engine, 'usableWriters'>;
  toasts: Pick<ToastState, 'show'>;
  remembered: () => string | undefined;
  remember: (id: string) => void;
}

/** The writer that a question goes to: the chosen one, or quoting when that is not here. Undefined while nothing was read. */
export const inUse = ({ list, chosen }: Parts): UsableWriter | undefined => list?.find(({ id }) => id === chosen) ?? list?.[0];

export function createWritersState({ engine, toasts, remembered, remember }: WritersParts) {
  const store = createStore<Parts>({ list: undefined, chosen: QUOTING });
  let named: string | undefined;

  /** Says what became of the wish that the address of the page brought. */
  function answerName(list: readonly UsableWriter[]) {
    if (named === undefined) return;
    const writer = list.find(({ id }) => id === named);
    named = undefined;
    toasts.show(writer ? `${writer.name} writes answers now.` : 'The model to write with is not here any more. Answers quote your documents.');
    if (!writer) choose(QUOTING);
  }

  function choose(id: string) {
    store.set({ chosen: id });
    remember(id);
  }

  return {
    store,
    /**
     * @param hash of the address of the page: it can name a writer, which is then chosen
     * @returns whether it did
     */
    start(hash: string): boolean {
      named = writerOfHash(hash);
      if (named === undefined) store.set({ chosen: remembered() ?? QUOTING });
      else choose(named);
      return named !== undefined;
    },
    /** Reads what is here. When that fails, what was read before stays; asking goes on with what was chosen. */
    async read() {
      try {
        const list = await engine.usableWriters();
        store.set({ list });
        answerName(list);
      } catch {
        // A library that cannot be asked says so itself, and nothing is lost but the list.
      }
    },
    choose,
    /** Id of the writer to ask for. */
    answerWith: (): string => inUse(store.get())?.id ?? store.get().chosen,
  };
}
