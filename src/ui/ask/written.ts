/** What a generator has written so far. Kept apart from everything else: it changes with every token, and only what shows it is drawn again. */
import type { DraftSentence } from '../../contract/answer.ts';
import { createStore } from '../kit/store.ts';

interface Parts {
  /** Whole sentences. They are checked only when the answer is complete. */
  sentences: readonly DraftSentence[];
  /** The beginning of the next one. */
  rest: string;
}

/** Runs something before the next frame is drawn. */
export type NextFrame = (run: () => void) => void;

const NOTHING: Parts = { sentences: [], rest: '' };

export function createWritten(nextFrame: NextFrame) {
  const store = createStore<Parts>(NOTHING);
  let newest = NOTHING;
  let waiting = false;
  /** Tokens can come faster than frames. */
  const change = (parts: Parts) => {
    newest = parts;
    if (waiting) return;
    waiting = true;
    nextFrame(() => {
      waiting = false;
      store.set(newest);
    });
  };
  return {
    store,
    text: (text: string) => change({ ...newest, rest: newest.rest + text }),
    sentence(sentence: DraftSentence) {
      const rest = newest.rest.trimStart();
      change({ sentences: [...newest.sentences, sentence], rest: rest.startsWith(sentence.text) ? rest.slice(sentence.text.length) : '' });
    },
    clear: () => change(NOTHING),
  };
}

export type Written = ReturnType<typeof createWritten>;
