import { useDesk } from '../desk-state.ts';
import styles from './controls.module.css';
import { useStore } from './store.ts';

/** Says what changed to people who do not see it. */
export function Announcer() {
  const { announcer } = useDesk();
  const text = useStore(announcer.store, (state) => state.text);
  return <div className={styles.hidden} aria-live="polite" aria-atomic="true">{text}</div>;
}
