import { useState } from 'react';
import type { Answer } from '../../contract/answer.ts';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import styles from './Ask.module.css';
import { ModeChoice } from './ModeChoice.tsx';
import type { WantedMode } from './mode-words.ts';
import { WriterChoice } from './WriterChoice.tsx';
import { inUse, QUOTING } from './writers-state.ts';

interface Props {
  answer: Answer;
  id: string;
  onAgain: (change: { answerWith: string; mode: WantedMode }) => void;
  onCancel: () => void;
}

/** By whom, and how, a question is to be answered once more. */
export function AnswerAgain({ answer, id, onAgain, onCancel }: Props) {
  const { writers } = useDesk();
  const now = useStore(writers.store, (state) => inUse(state)?.id ?? QUOTING);
  const [answerWith, setAnswerWith] = useState(now);
  const [mode, setMode] = useState<WantedMode>(answer.mode);
  return (
    <form
      id={id}
      className={styles.again}
      aria-label="Answer again"
      onSubmit={(event) => { event.preventDefault(); onAgain({ answerWith, mode }); }}
    >
      <WriterChoice value={answerWith} onChoose={setAnswerWith} />
      <ModeChoice value={mode} onChoose={setMode} />
      <button type="submit" className={controls.button}>Answer again</button>
      <button type="button" className={controls.plain} onClick={onCancel}>Cancel</button>
      <p className={styles.hint}>The new answer takes the place of this one.</p>
    </form>
  );
}
