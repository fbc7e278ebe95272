import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import { listed } from '../conversations/conversations-state.ts';
import styles from './Ask.module.css';

/** Where a conversation was branched off, with the way back. */
export function Origin() {
  const { ask, conversations } = useDesk();
  const id = useStore(ask.store, (state) => state.conversationId);
  const origin = useStore(conversations.store, (state) => listed(state).find((one) => one.id === id)?.branchedFrom);
  const title = useStore(conversations.store, (state) => listed(state).find((one) => one.id === origin?.conversationId)?.title);
  if (!origin || title === undefined) return null;
  return (
    <p className={styles.origin}>
      Branched off <button type="button" className={controls.plain} onClick={() => void ask.open(origin.conversationId, origin.answerId)}><bdi>{title}</bdi></button>
    </p>
  );
}
