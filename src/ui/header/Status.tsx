import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { classes } from '../kit/classes.ts';
import { useStore } from '../kit/store.ts';
import { isAsking } from '../ask/asked.ts';
import { statusWords, timeLeftWords } from '../library/work-words.ts';
import styles from './Header.module.css';

/** Says in words what is being worked on. The time left is beside it, so that it is not read aloud each second. */
export function Status() {
  const { library, ask } = useDesk();
  const snapshot = useStore(library.store, (state) => state.snapshot);
  const adding = useStore(library.store, (state) => state.adding > 0);
  const asking = useStore(ask.store, isAsking);
  const words = statusWords(snapshot, adding, asking);
  const left = snapshot?.work && !asking ? timeLeftWords(snapshot.work) : '';
  return (
    <>
      <output className={classes(styles.status, controls.num)} data-busy={words === 'Ready' ? undefined : ''}>{words}</output>
      {left !== '' && <span className={classes(styles.left, controls.num)}>· {left}</span>}
    </>
  );
}
