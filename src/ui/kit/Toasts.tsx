import { useRef } from 'react';
import { useDesk } from '../desk-state.ts';
import { IconButton } from './IconButton.tsx';
import { useStore } from './store.ts';
import styles from './Toasts.module.css';

/** Short notes at the foot of the page. Each waits while it is pointed at or holds the focus. */
export function Toasts() {
  const { toasts, view } = useDesk();
  const shown = useStore(toasts.store, (state) => state.toasts);
  const cameFrom = useRef<Element | null>(null);
  /** A note that goes while it holds the keyboard gives it back. */
  const giveBack = () => {
    if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus();
    else view.callField();
  };
  return (
    <div className={styles.toasts} aria-live="polite" data-toasts>
      {shown.map(({ key, text, action }) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the handlers only keep the note from going away
        <div
          key={key}
          className={styles.toast}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- none of those tags is a note
          role="group"
          aria-label={text}
          onPointerEnter={() => toasts.hold(key)}
          onPointerLeave={() => toasts.letGo(key)}
          onFocus={({ relatedTarget }) => {
            toasts.hold(key);
            if (!relatedTarget?.closest('[data-toasts]')) cameFrom.current = relatedTarget;
          }}
          onBlur={() => toasts.letGo(key)}
        >
          <span dir="auto">{text}</span>
          {action && <button type="button" className={styles.action} onClick={() => { giveBack(); action.run(); }}>{action.label}</button>}
          <IconButton icon="close" label="Dismiss this note" className={styles.close ?? ''} onClick={() => { giveBack(); toasts.close(key); }} />
        </div>
      ))}
    </div>
  );
}
