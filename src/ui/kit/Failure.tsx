import type { ReactNode } from 'react';
import type { Explained } from '../explain.ts';
import styles from './Failure.module.css';

/** A failure in words, with what can be done about it as buttons inside. */
export function Failure({ why, children }: { why: Explained; children?: ReactNode }) {
  return (
    <div className={styles.failure}>
      <p dir="auto">{why.sentence}</p>
      {why.detail !== undefined && <details><summary>Details for a report</summary><code dir="auto">{why.detail}</code></details>}
      {children && <div className={styles.row}>{children}</div>}
    </div>
  );
}
