import { useId, useRef, useState } from 'react';
import type { Conversation } from '../../contract/answer.ts';
import { LineForm } from '../ask/LineForm.tsx';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import { changedWords } from './changed-words.ts';
import styles from './Conversations.module.css';

/** Puts the keyboard on the neighbour of a line that goes away, or on the search above the list. */
function focusNeighbour(control: Element) {
  const row = control.closest('li');
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  (next ?? control.closest('dialog'))?.querySelector<HTMLElement>('button, input')?.focus();
}

interface Props {
  conversation: Conversation;
  onOpen: () => void;
}

/** One conversation: opened by its title; what else can be done with it is behind a button. */
export function ConversationRow({ conversation, onOpen }: Props) {
  const { ask, conversations, takeAlong } = useDesk();
  const { id, title, changedAt, branchedFrom } = conversation;
  const current = useStore(ask.store, (state) => state.conversationId === id);
  const [shown, setShown] = useState<'title' | 'acts' | 'name'>('title');
  const [now] = useState(() => Date.now());
  const more = useRef<HTMLLIElement>(null);
  const acts = useId();
  const renamed = (name: string | undefined) => {
    if (name !== undefined) void conversations.rename(id, name);
    more.current?.focus();
    setShown('title');
  };
  return (
    <li ref={more} tabIndex={-1} className={styles.row} data-current={current ? '' : undefined} aria-label={title}>
      {shown === 'name' ? <LineForm label="Title of the conversation" action="Rename" value={title} onDone={renamed} /> : (
        <div className={styles.line}>
          <button type="button" className={styles.open} aria-current={current ? 'true' : undefined} onClick={() => { onOpen(); void ask.open(id); }}>
            <bdi className={styles.title}>{title}</bdi>
            <span className={styles.when}>{branchedFrom && 'branched · '}{changedWords(changedAt, now)}</span>
          </button>
          <IconButton icon="more" label={`More for ${title}`} aria-expanded={shown === 'acts'} aria-controls={acts} onClick={() => setShown(shown === 'acts' ? 'title' : 'acts')} />
        </div>
      )}
      {shown === 'acts' && (
        <div id={acts} className={styles.acts}>
          <button type="button" className={controls.plain} onClick={() => setShown('name')}>Rename</button>
          <button type="button" className={controls.plain} onClick={() => void takeAlong.save(conversation)}>Save as Markdown</button>
          <button type="button" className={controls.plain} onClick={() => void takeAlong.copy(conversation)}>Copy as Markdown</button>
          <button type="button" className={controls.plain} onClick={(event) => { focusNeighbour(event.currentTarget); conversations.remove(conversation); }}>Delete</button>
        </div>
      )}
    </li>
  );
}
