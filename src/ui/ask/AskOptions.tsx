import { useEffect } from 'react';
import { useDesk } from '../desk-state.ts';
import { ScopeLine } from '../desk/ScopeLine.tsx';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import styles from './AskOptions.module.css';
import { ModeChoice } from './ModeChoice.tsx';
import { WriterChoice } from './WriterChoice.tsx';
import { inUse, QUOTING } from './writers-state.ts';

/** Where a question looks, who answers it, and how. */
export function AskOptions() {
  const { ask, writers } = useDesk();
  const mode = useStore(ask.store, (state) => state.mode);
  const writer = useStore(writers.store, inUse);
  useEffect(() => void writers.read(), [writers]);
  return (
    <div className={styles.options}>
      <ScopeLine />
      <WriterChoice value={writer?.id ?? QUOTING} onChoose={writers.choose} />
      <ModeChoice value={mode} onChoose={ask.chooseMode} />
      <a className={classes(controls.plain, styles.more)} href="./models.html">More models…</a>
    </div>
  );
}
