import styles from './Choice.module.css';
import { MODES, modeWords, type WantedMode } from './mode-words.ts';

/** How to answer. Recognised from the question, unless a person says otherwise. */
export function ModeChoice({ value, onChoose }: { value: WantedMode; onChoose: (mode: WantedMode) => void }) {
  return (
    <label className={styles.choice}>
      <span>Kind of answer</span>
      <select value={value} onChange={(event) => onChoose(event.target.value as WantedMode)}>
        {MODES.map((mode) => <option key={mode} value={mode}>{modeWords(mode)}</option>)}
      </select>
    </label>
  );
}
