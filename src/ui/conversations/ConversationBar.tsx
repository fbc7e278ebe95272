import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { classes } from '../kit/classes.ts';
import { Icon } from '../kit/Icon.tsx';
import { useStore } from '../kit/store.ts';
import styles from './Conversations.module.css';
import { titleOf } from './conversations-state.ts';
import { PANEL } from './panel-id.ts';

/** Which conversation is open, the way to the others, and a new one. */
export function ConversationBar() {
  const { ask, conversations, view } = useDesk();
  const id = useStore(ask.store, (state) => state.conversationId);
  const title = useStore(conversations.store, (state) => titleOf(state, id));
  return (
    <div className={styles.bar}>
      <button type="button" className={classes(controls.plain, styles.current)} popoverTarget={PANEL} aria-label={title === undefined ? 'Conversations' : `Conversations, now: ${title}`}>
        <bdi>{title ?? 'Conversations'}</bdi><Icon name="chevron-down" size={14} />
      </button>
      <button type="button" className={classes(controls.plain, styles.new)} onClick={() => { ask.startNew(); view.callField('ask'); }}>
        <Icon name="plus" /><span className={styles.word}>New conversation</span>
      </button>
    </div>
  );
}
