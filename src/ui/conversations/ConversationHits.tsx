import { useDesk } from '../desk-state.ts';
import { Failure } from '../kit/Failure.tsx';
import { Marked } from '../kit/Marked.tsx';
import { useStore } from '../kit/store.ts';
import styles from './Conversations.module.css';
import { titleOf } from './conversations-state.ts';

/** Where the typed words are said. Each opens its conversation at that answer. */
export function ConversationHits({ onOpen }: { onOpen: () => void }) {
  const { ask, conversations } = useDesk();
  const state = useStore(conversations.store, (now) => now);
  const { found } = state;
  if (found.status === 'nothing-typed') return null;
  if (found.status === 'failed') return <Failure why={found.why} />;
  const hits = found.hits.filter(({ conversationId }) => titleOf(state, conversationId) !== undefined);
  return (
    <>
      <output className={styles.none}>{hits.length === 0 ? 'No question or answer has these words.' : ''}</output>
      <ul className={styles.list} aria-label="Found in conversations">
        {hits.map(({ conversationId, answerId, excerpt, marks }) => (
          <li key={answerId} className={styles.row}>
            <button type="button" className={styles.hit} onClick={() => { onOpen(); void ask.open(conversationId, answerId); }}>
              <bdi className={styles.title}>{titleOf(state, conversationId)}</bdi>
              <span className={styles.excerpt} dir="auto"><Marked text={excerpt} within={{ start: 0, end: excerpt.length }} spans={marks} /></span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
