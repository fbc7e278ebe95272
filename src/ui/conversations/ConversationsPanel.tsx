import { useEffect, useRef, useState, type RefObject } from 'react';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import { ConversationHits } from './ConversationHits.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import styles from './Conversations.module.css';
import { listed } from './conversations-state.ts';
import { PANEL } from './panel-id.ts';

/** Opens the panel when something other than its button asks for it. */
function useCalls(panel: RefObject<HTMLDialogElement | null>) {
  const { conversations } = useDesk();
  const called = useStore(conversations.store, (state) => state.called);
  useEffect(() => {
    if (!called || !panel.current) return;
    conversations.answered();
    if (!panel.current.matches(':popover-open')) panel.current.showPopover();
  }, [called, conversations, panel]);
}

function List({ onOpen }: { onOpen: () => void }) {
  const { conversations } = useDesk();
  const state = useStore(conversations.store, (now) => now);
  if (state.list.status === 'failed') {
    return <Failure why={state.list.why}><button type="button" className={controls.button} onClick={() => void conversations.read()}>Try again</button></Failure>;
  }
  const all = listed(state);
  if (all.length === 0) return <p className={styles.none}>{state.list.status === 'reading' ? 'Reading the list' : 'No conversation yet. The first question begins one.'}</p>;
  return (
    <ul className={styles.list} aria-label="Conversations">
      {all.map((conversation) => <ConversationRow key={conversation.id} conversation={conversation} onOpen={onOpen} />)}
    </ul>
  );
}

function Content({ onOpen }: { onOpen: () => void }) {
  const { conversations } = useDesk();
  const typed = useStore(conversations.store, (state) => state.typed);
  return (
    <>
      <input
        type="search"
        className={controls.input}
        dir="auto"
        aria-label="Search in conversations"
        placeholder="Search in conversations"
        autoComplete="off"
        value={typed}
        onChange={(event) => conversations.find(event.target.value)}
      />
      {typed.trim() === '' ? <List onOpen={onOpen} /> : <ConversationHits onOpen={onOpen} />}
    </>
  );
}

/** All conversations, over the page: opened, searched, renamed, taken along and deleted from here. */
export function ConversationsPanel() {
  const { conversations } = useDesk();
  const panel = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  useCalls(panel);
  return (
    <dialog
      ref={panel}
      id={PANEL}
      className={styles.panel}
      popover="auto"
      aria-label="Conversations"
      onBeforeToggle={({ newState }) => { if (newState === 'open') { setOpen(true); void conversations.read(); } }}
      onToggle={({ newState }) => { if (newState === 'closed') { setOpen(false); conversations.find(''); } }}
    >
      {open && (
        <>
          <div className={styles.head}>
            <h2>Conversations</h2>
            <IconButton icon="close" label="Close" onClick={() => panel.current?.hidePopover()} />
          </div>
          <Content onOpen={() => panel.current?.hidePopover()} />
        </>
      )}
    </dialog>
  );
}
