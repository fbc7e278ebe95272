import type { AnsweredTurn } from './turn.ts';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import { answerAsText } from './answer-as-text.ts';
import styles from './Ask.module.css';
import { isAsking } from './asked.ts';
import { focusNextTurn } from './focus-turn.ts';

interface Props {
  turn: AnsweredTurn;
  /** Id of the form that asks how to answer again, while it is open. */
  again: string | undefined;
  onAgain: () => void;
  onEdit: () => void;
}

function Thumbs({ turn }: { turn: AnsweredTurn }) {
  const { ask } = useDesk();
  const { rating } = turn.answer;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- none of those tags groups two buttons
    <div className={styles.thumbs} role="group" aria-label="Was this answer good?">
      <IconButton icon="thumb-up" label="Good answer" aria-pressed={rating === 'up'} className={styles.thumb ?? ''} onClick={() => void ask.rate(turn, 'up')} />
      <IconButton icon="thumb-down" label="Bad answer" aria-pressed={rating === 'down'} className={styles.thumb ?? ''} onClick={() => void ask.rate(turn, 'down')} />
    </div>
  );
}

/** What can be done with an answer. */
export function AnswerActions({ turn, again, onAgain, onEdit }: Props) {
  const { ask, toasts } = useDesk();
  const busy = useStore(ask.store, isAsking);
  const { answer } = turn;
  const copy = () => navigator.clipboard.writeText(answerAsText(answer)).then(
    () => toasts.show('Copied the answer with its sources.'),
    () => toasts.show('The browser did not allow copying. Select the text and copy it by hand.'),
  );
  return (
    <div className={styles.foot}>
      {answer.outcome !== 'not-in-documents' && <Thumbs turn={turn} />}
      <button type="button" className={controls.plain} disabled={busy} aria-expanded={again !== undefined} aria-controls={again} onClick={onAgain}>Answer again…</button>
      <button type="button" className={controls.plain} disabled={busy} onClick={onEdit}>Edit question</button>
      <button type="button" className={controls.plain} onClick={() => void copy()}>Copy</button>
      <button type="button" className={controls.plain} aria-label={`Remove the answer to ${answer.question}`} onClick={(event) => { focusNextTurn(event.currentTarget); ask.remove(turn); }}>Remove</button>
    </div>
  );
}
