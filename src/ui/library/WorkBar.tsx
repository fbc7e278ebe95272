import type { LibrarySnapshot } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import styles from './Library.module.css';
import { timeLeftWords, workWords } from './work-words.ts';

/** How far the batch at work has come, and how to stop it for a while. */
export function WorkBar({ work }: { work: NonNullable<LibrarySnapshot['work']> }) {
  const { library } = useDesk();
  return (
    <div className={classes(styles.work, controls.num)}>
      <div className={styles.row}>
        <span>{workWords(work)}</span>
        <span className={controls.dim}>{timeLeftWords(work)}</span>
        <span className={controls.grow} />
        {work.paused
          ? <button type="button" className={controls.plain} onClick={library.resume}>Resume</button>
          : <button type="button" className={controls.plain} onClick={library.pause}>Pause</button>}
      </div>
      <progress className={controls.progress} aria-label="Progress of all documents" value={work.done} max={Math.max(1, work.of)} />
      <div className={controls.dim}>{work.paused ? 'Nothing is read until you resume. What was read stays findable.' : 'Findable by word now; by meaning as each finishes.'}</div>
    </div>
  );
}
