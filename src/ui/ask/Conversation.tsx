import { useRef } from 'react';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import { AnswerCard } from './AnswerCard.tsx';
import styles from './Ask.module.css';
import { AskingCard } from './AskingCard.tsx';
import { FailedCard } from './FailedCard.tsx';
import { Origin } from './Origin.tsx';
import { answerIdOf, type Turn } from './turn.ts';
import { useTurnInView } from './use-turn-in-view.ts';

function TurnCard({ turn }: { turn: Turn }) {
  if (turn.status === 'answered') return <AnswerCard turn={turn} />;
  return turn.status === 'asking' ? <AskingCard turn={turn} /> : <FailedCard turn={turn} />;
}

function NothingAsked() {
  return (
    <div className={styles.rest}>
      <h2>Asking</h2>
      <p>Ask in a full sentence. Each sentence of the answer has numbers that open the original at the words it comes from.</p>
      <p>When the documents do not say, Carrel says so and shows what comes nearest.</p>
      <p>A later question may refer to an earlier one. New conversation begins afresh.</p>
    </div>
  );
}

/** Everything that was asked in one conversation, oldest first. The newest is brought into view. */
export function Conversation() {
  const { ask } = useDesk();
  const turns = useStore(ask.store, (state) => state.turns);
  const shelf = useStore(ask.store, (state) => state.shelf);
  const id = useStore(ask.store, (state) => state.conversationId);
  const list = useRef<HTMLOListElement>(null);
  useTurnInView(list);
  if (shelf.status === 'failed') {
    return <Failure why={shelf.why}><button type="button" className={controls.button} onClick={() => void ask.open(id)}>Try again</button></Failure>;
  }
  if (shelf.status === 'reading') return <p className={styles.rest}>Opening the conversation</p>;
  return (
    <>
      <Origin />
      {turns.length === 0 ? <NothingAsked /> : (
        <ol className={styles.list} ref={list} aria-label="Conversation">
          {turns.map((turn) => <li key={turn.key} tabIndex={-1} data-turn={answerIdOf(turn) ?? ''}><TurnCard turn={turn} /></li>)}
        </ol>
      )}
    </>
  );
}
