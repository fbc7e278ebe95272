import { useEffect, useRef } from 'react';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import { AnswerCard } from './AnswerCard.tsx';
import type { Turn } from './ask-state.ts';
import styles from './Ask.module.css';
import { EvidenceList } from './EvidenceList.tsx';

/** What is on screen while a question is being answered: first the question, then the evidence, then the words. */
function AskingCard({ turn }: { turn: Turn & { status: 'asking' } }) {
  const items = turn.evidence?.items ?? [];
  return (
    <section className={styles.article} aria-label="Question being answered" aria-busy="true" data-turn={turn.key}>
      <h2 className={styles.question} dir="auto">{turn.question}</h2>
      <p className={styles.working}>
        {turn.evidence ? `Reading ${countWords(items.length, 'passage')}` : 'Looking for passages'}
      </p>
      {turn.text !== '' && <div className={styles.said}><p dir="auto">{turn.text}</p></div>}
      {items.length > 0 && <EvidenceList label="Passages found" items={items} marksOf={() => []} />}
    </section>
  );
}

function FailedCard({ turn }: { turn: Turn & { status: 'failed' } }) {
  const { ask } = useDesk();
  return (
    <section className={styles.article} aria-label="Question not answered" data-turn={turn.key}>
      <h2 className={styles.question} dir="auto">{turn.question}</h2>
      <Failure why={turn.why}>
        <button type="button" className={controls.button} onClick={() => void ask.again(turn)}>Try again</button>
        <button type="button" className={controls.button} onClick={() => ask.remove(turn)}>Remove</button>
      </Failure>
    </section>
  );
}

function TurnCard({ turn }: { turn: Turn }) {
  if (turn.status === 'answered') return <AnswerCard turn={turn} />;
  return turn.status === 'asking' ? <AskingCard turn={turn} /> : <FailedCard turn={turn} />;
}

/** Everything that was asked, oldest first. The newest is brought into view. */
export function Conversation() {
  const { ask } = useDesk();
  const turns = useStore(ask.store, (state) => state.turns);
  const list = useRef<HTMLOListElement>(null);
  const newest = turns.at(-1);
  const seen = useRef({ count: 0, status: '' });
  useEffect(() => {
    const status = newest?.status ?? '';
    // Once when it is asked and once when it is answered. When one is removed, the page stays where it is.
    if (turns.length > seen.current.count || (turns.length === seen.current.count && status !== seen.current.status)) {
      list.current?.lastElementChild?.scrollIntoView({ block: 'start' });
    }
    seen.current = { count: turns.length, status };
  }, [newest, turns.length]);
  if (turns.length === 0) {
    return (
      <div className={styles.rest}>
        <h2>Asking</h2>
        <p>Ask in a full sentence. The answer is made of sentences quoted from your documents, and each has a number that opens the original at those words.</p>
        <p>When the documents do not say, Carrel says so and shows what comes nearest.</p>
      </div>
    );
  }
  return (
    <ol className={styles.list} ref={list} aria-label="Conversation">
      {turns.map((turn) => <li key={turn.key}><TurnCard turn={turn} /></li>)}
    </ol>
  );
}
