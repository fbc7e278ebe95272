/** The conversation: questions, what was found for them, and the answers that were kept. */
import type { Answer, AskEvent, EvidenceSet } from '../../contract/answer.ts';
import type { Engine } from '../../contract/engine.ts';
import { isAbort } from '../../contract/problem.ts';
import type { Scope } from '../../contract/search.ts';
import { explain, type Explained } from '../explain.ts';
import { createStore } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';

export type AskEngine = Pick<Engine, 'ask' | 'answers' | 'removeAnswers'>;

/** One question and what became of it. */
export type Turn = { key: string; question: string } & (
  /** `text` is what the generator has written so far; it is checked only when it is complete. */
  | { status: 'asking'; scope: Scope; evidence: EvidenceSet | undefined; text: string; stop: () => void }
  | { status: 'answered'; answer: Answer }
  | { status: 'failed'; scope: Scope; why: Explained }
);

interface Parts {
  draft: string;
  /** Oldest first. */
  turns: Turn[];
}

interface AskParts {
  engine: AskEngine;
  toasts: Pick<ToastState, 'show'>;
  scope: () => Scope;
  /** Told once an answer is complete. */
  onAnswer: (answer: Answer) => void;
}

export const isAsking = ({ turns }: Parts): boolean => turns.some((turn) => turn.status === 'asking');

/** Replaces the turn of that key, or appends it. */
const withTurn = (turns: readonly Turn[], turn: Turn): Turn[] =>
  turns.some(({ key }) => key === turn.key) ? turns.map((old) => (old.key === turn.key ? turn : old)) : [...turns, turn];

const turnOf = (answer: Answer): Turn => ({ key: answer.id, question: answer.question, status: 'answered', answer });

export function createAskState({ engine, toasts, scope, onAnswer }: AskParts) {
  const store = createStore<Parts>({ draft: '', turns: [] });
  let last = 0;
  const put = (turn: Turn) => store.set(({ turns }) => ({ turns: withTurn(turns, turn) }));
  const drop = (key: string) => store.set(({ turns }) => ({ turns: turns.filter((turn) => turn.key !== key) }));

  async function run(key: string, question: string, within: Scope) {
    const abort = new AbortController();
    const stop = () => abort.abort();
    let asking: Turn & { status: 'asking' } = { key, question, scope: within, status: 'asking', evidence: undefined, text: '', stop };
    put(asking);
    const hear = (event: AskEvent) => {
      if (abort.signal.aborted) return;
      asking = event.type === 'evidence' ? { ...asking, evidence: event.evidence } : { ...asking, text: asking.text + event.text };
      put(asking);
    };
    try {
      const answer = await engine.ask(abort.signal, { question, scope: within }, hear);
      put({ key, question, status: 'answered', answer });
      onAnswer(answer);
    } catch (error) {
      if (!isAbort(error) && !abort.signal.aborted) return put({ key, question, scope: within, status: 'failed', why: explain(error) });
      drop(key);
      // The question was not answered, so it is the person's to change.
      if (store.get().draft === '') store.set({ draft: question });
    }
  }

  /** Takes an answer off the screen now and out of the library when its undo is gone: the engine cannot bring it back. */
  function remove(turn: Turn) {
    const { turns } = store.get();
    const at = turns.indexOf(turn);
    if (at < 0) return;
    drop(turn.key);
    if (turn.status !== 'answered') return;
    const putBack = () => store.set((now) => ({ turns: [...now.turns.slice(0, at), turn, ...now.turns.slice(at)] }));
    toasts.show('Removed an answer.', { label: 'Undo', run: putBack }, () => {
      engine.removeAnswers([turn.answer.id]).catch((error: unknown) => {
        putBack();
        toasts.show(explain(error).sentence);
      });
    });
  }

  return {
    store,
    /** Brings back the answers of earlier visits. */
    async start() {
      try {
        const kept = (await engine.answers()).map(turnOf);
        store.set(({ turns }) => ({ turns: [...kept, ...turns] }));
      } catch (error) {
        toasts.show(`Earlier answers could not be read. ${explain(error).sentence}`);
      }
    },
    write: (draft: string) => store.set({ draft }),
    /** Asks what is in the field. One question at a time. */
    async ask() {
      const question = store.get().draft.trim();
      if (question === '' || isAsking(store.get())) return;
      store.set({ draft: '' });
      await run(`asked-${++last}`, question, scope());
    },
    again: (turn: Turn & { status: 'failed' }) => run(turn.key, turn.question, turn.scope),
    remove,
  };
}
