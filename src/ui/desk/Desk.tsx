import { AskField } from '../ask/AskField.tsx';
import { Conversation } from '../ask/Conversation.tsx';
import { ConversationBar } from '../conversations/ConversationBar.tsx';
import { useDesk } from '../desk-state.ts';
import { FindField } from '../find/FindField.tsx';
import { Results } from '../find/Results.tsx';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import styles from './Desk.module.css';
import { Tabs } from './Tabs.tsx';
import { Welcome } from './Welcome.tsx';

function Banner() {
  const { library } = useDesk();
  const problem = useStore(library.store, (state) => state.problem);
  if (!problem) return null;
  return (
    <div className={styles.banner} role="alert">
      <Failure why={problem}>
        <button type="button" className={controls.button} onClick={() => location.reload()}>Reload the page</button>
        <button type="button" className={controls.button} onClick={library.closeProblem}>Dismiss</button>
      </Failure>
    </div>
  );
}

/** The middle of the page: one field in two modes, and what it found. */
export function Desk() {
  const { view, library, ask } = useDesk();
  const mode = useStore(view.store, (state) => state.mode);
  const empty = useStore(library.store, (state) => state.snapshot?.documents.length === 0);
  const spoken = useStore(ask.store, (state) => state.turns.length > 0);
  // Answers outlive the documents they quote, so they stay readable in an empty library.
  const content = mode === 'find' ? <Results /> : <Conversation />;
  return (
    <div className={styles.desk}>
      <div className={styles.top}>
        <div className={styles.column}>
          <div className={styles.head}>
            <Tabs />
            {mode === 'ask' && <ConversationBar />}
          </div>
          {mode === 'find' ? <FindField /> : <AskField />}
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a panel that scrolls must be reachable by keyboard */}
      <div className={styles.panel} role="tabpanel" id="desk-panel" aria-labelledby={`tab-${mode}`} tabIndex={0}>
        <div className={styles.column}>
          <Banner />
          {empty && !(mode === 'ask' && spoken) ? <Welcome /> : content}
        </div>
      </div>
    </div>
  );
}
