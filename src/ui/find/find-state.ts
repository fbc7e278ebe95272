/** What is typed in the search field and what was found for it. */
import type { Engine } from '../../contract/engine.ts';
import { isAbort } from '../../contract/problem.ts';
import type { Hit, Scope } from '../../contract/search.ts';
import { explain, type Explained } from '../explain.ts';
import { createStore } from '../kit/store.ts';

export type Found =
  | { status: 'nothing-typed' }
  /** `before`: what was shown until now stays on screen, so that the list does not blink at each key. */
  | { status: 'searching'; before: Hit[] }
  /** `settled` is false while only words were looked for and the full search is still to come. */
  | { status: 'found'; hits: Hit[]; byMeaning: boolean; milliseconds: number; settled: boolean }
  | { status: 'failed'; why: Explained };

interface Parts {
  text: string;
  found: Found;
  limit: number;
}

/** Results at first, and how many more each "More" brings. */
const STEP = 20;
/** Typing pauses shorter than this are not worth a search by meaning. */
const PAUSE_MS = 150;

const pause = () => new Promise<void>((resolve) => { setTimeout(resolve, PAUSE_MS); });

/** The results on screen, whether they are new or kept from before. */
export function hitsOf(found: Found): Hit[] {
  if (found.status === 'found') return found.hits;
  return found.status === 'searching' ? found.before : [];
}

export function createFindState(engine: Pick<Engine, 'search'>, scope: () => Scope) {
  const store = createStore<Parts>({ text: '', found: { status: 'nothing-typed' }, limit: STEP });
  let running = new AbortController();

  async function run(quickly: boolean) {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const { text, limit, found } = store.get();
    if (text.trim() === '') return store.set({ found: { status: 'nothing-typed' } });
    const request = { text: text.trim(), scope: scope(), limit };
    store.set({ found: { status: 'searching', before: hitsOf(found) } });
    const show = ({ hits, byMeaning, milliseconds }: Awaited<ReturnType<Engine['search']>>, settled: boolean) => {
      // Nothing by word yet is no reason to empty the list: meaning may still find it.
      if (!signal.aborted && (settled || hits.length > 0)) store.set({ found: { status: 'found', hits, byMeaning, milliseconds, settled } });
    };
    try {
      if (quickly) {
        const paused = pause();
        show(await engine.search(signal, { ...request, wordsOnly: true }), false);
        await paused;
      }
      if (!signal.aborted) show(await engine.search(signal, { ...request, wordsOnly: false }), true);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) store.set({ found: { status: 'failed', why: explain(error) } });
    }
  }

  return {
    store,
    type(text: string) {
      store.set({ text, limit: STEP });
      return run(true);
    },
    more() {
      store.set(({ limit }) => ({ limit: limit + STEP }));
      return run(false);
    },
    /** Searches for the same words again: the scope or the library has changed, or the last try failed. */
    again: () => run(false),
  };
}
