import { useDesk } from '../desk-state.ts';
import styles from '../desk/Desk.module.css';
import { useField } from '../desk/use-field.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import { isAsking } from './asked.ts';
import { AskOptions } from './AskOptions.tsx';

/** Asks what is in the field; while an answer is on its way, the button stops it. */
export function AskField() {
  const { ask } = useDesk();
  const draft = useStore(ask.draft, (state) => state.text);
  const asking = useStore(ask.store, isAsking);
  const field = useField();
  return (
    <>
      <form className={styles.field} onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() === '') field.current?.focus();
        void ask.ask();
      }}>
        <input
          ref={field}
          type="text"
          dir="auto"
          aria-label="Ask a question"
          placeholder="A question to your documents"
          autoComplete="off"
          enterKeyHint="send"
          value={draft}
          onChange={(event) => ask.write(event.target.value)}
        />
        {/* Two buttons and not one that changes: a press on "Stop" that comes as the answer ends must not ask what is being typed. */}
        {asking
          ? <button key="stop" type="button" className={controls.button} onClick={() => { ask.stop(); field.current?.focus(); }}>Stop</button>
          : <button key="ask" type="submit" className={controls.primary}>Ask</button>}
      </form>
      <AskOptions />
    </>
  );
}
