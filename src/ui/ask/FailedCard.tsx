import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import styles from './Ask.module.css';
import { focusNextTurn, focusTurn } from './focus-turn.ts';
import { QuestionHead } from './QuestionHead.tsx';
import type { FailedTurn } from './turn.ts';

/** A question that got no answer, why, and what can be done. */
export function FailedCard({ turn }: { turn: FailedTurn }) {
  const { ask } = useDesk();
  return (
    <section className={styles.article} aria-label="Question not answered">
      <QuestionHead question={turn.question} />
      <Failure why={turn.why}>
        <button type="button" className={controls.button} onClick={(event) => { focusTurn(event.currentTarget); void ask.again(turn); }}>Try again</button>
        {turn.before
          ? <button type="button" className={controls.button} onClick={(event) => { focusTurn(event.currentTarget); ask.remove(turn); }}>Show the answer from before</button>
          : <button type="button" className={controls.button} onClick={(event) => { focusNextTurn(event.currentTarget); ask.remove(turn); }}>Remove</button>}
      </Failure>
    </section>
  );
}
