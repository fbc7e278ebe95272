/** What can be done with an answer that is there: it is removed, with a way back, and rated. */
import type { Answer } from '../../contract/answer.ts';
import type { Engine } from '../../contract/engine.ts';
import { explain } from '../explain.ts';
import type { Store } from '../kit/store.ts';
import type { ToastState } from '../kit/toast-state.ts';
import type { Asked } from './asked.ts';
import { answerIdOf, type AnsweredTurn } from './turn.ts';

interface KeptParts {
  engine: Pick<Engine, 'removeAnswers' | 'rateAnswer'>;
  toasts: Pick<ToastState, 'show'>;
  store: Store<Asked>;
  /** Told when answers have gone for good, or came back. */
  onChange(): void;
}

export function createKeptAnswers({ engine, toasts, store, onChange }: KeptParts) {
  /** Ids of answers that are off the screen while their removal can be undone. */
  const removing = new Set<string>();

  /** Takes an answer off the screen now and out of the library when its undo is gone: the engine cannot bring it back. */
  function remove(turn: AnsweredTurn) {
    const { turns, conversationId } = store.get();
    const at = turns.indexOf(turn);
    if (at < 0) return;
    const { id } = turn.answer;
    removing.add(id);
    store.set({ turns: turns.filter((other) => other !== turn) });
    const putBack = () => {
      removing.delete(id);
      // In another conversation it is read again from the library when that is opened.
      if (store.get().conversationId !== conversationId || store.get().turns.some((other) => answerIdOf(other) === id)) return;
      store.set((now) => ({ turns: [...now.turns.slice(0, at), turn, ...now.turns.slice(at)] }));
    };
    toasts.show('Removed an answer.', { label: 'Undo', run: putBack }, () => {
      engine.removeAnswers([id]).then(() => { removing.delete(id); onChange(); }, (error: unknown) => {
        putBack();
        toasts.show(explain(error).sentence);
      });
    });
  }

  /** Stores what a person thinks of an answer. The same thumb again takes it back. */
  async function rate({ answer }: AnsweredTurn, thumb: 'up' | 'down') {
    const before = answer.rating;
    const rating = before === thumb ? undefined : thumb;
    show(answer.id, rating);
    try {
      await engine.rateAnswer(answer.id, rating ?? null);
    } catch (error) {
      show(answer.id, before);
      toasts.show(explain(error).sentence);
    }
  }

  const show = (id: string, rating: Answer['rating']) => store.set(({ turns }) => ({
    turns: turns.map((turn) => (turn.status === 'answered' && turn.answer.id === id ? { ...turn, answer: rated(turn.answer, rating) } : turn)),
  }));

  return { remove, rate, isRemoved: (id: string) => removing.has(id) };
}

function rated({ rating: _before, ...answer }: Answer, rating: Answer['rating']): Answer {
  return rating === undefined ? answer : { ...answer, rating };
}
