import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import styles from './Find.module.css';

const RECENT = 5;

/** Before anything is typed: what was asked lately, and how to get about by keyboard. */
export function NothingTyped() {
  const { ask, find, view } = useDesk();
  const turns = useStore(ask.store, (state) => state.turns);
  const recent = [...new Set(turns.toReversed().map((turn) => turn.question))].slice(0, RECENT);
  return (
    <div className={styles.rest}>
      {recent.length > 0 && (
        <div>
          <h2>Asked lately</h2>
          <ul>
            {recent.map((question) => (
              <li key={question}>
                <button type="button" className={controls.plain} dir="auto" onClick={() => { void find.type(question); view.callField('find'); }}>{question}</button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h2>Finding</h2>
        <ul className={styles.tips}>
          <li>Type words as they stand in the text, or say what you are looking for.</li>
          <li><kbd>↓</kbd> goes into the results, <kbd>Enter</kbd> opens one at its words, <kbd>Esc</kbd> comes back.</li>
          <li>Select documents in the library to look only in those.</li>
          <li><kbd>?</kbd> shows all keys.</li>
        </ul>
      </div>
    </div>
  );
}
