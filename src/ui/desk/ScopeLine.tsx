import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import styles from './Desk.module.css';

/** Says which documents are looked in, and gives the way back to all of them. */
export function ScopeLine({ children }: { children?: string }) {
  const { library } = useDesk();
  const chosen = useStore(library.store, (state) => state.chosen);
  const documents = useStore(library.store, (state) => state.snapshot?.documents);
  const only = chosen.size === 1 ? documents?.find((item) => chosen.has(item.id))?.name : undefined;
  return (
    <div className={classes(styles.scope, controls.dim)}>
      {chosen.size === 0 ? <span>In all documents</span> : (
        <span className={styles.chosen}>
          <span>In <bdi>{only ?? countWords(chosen.size, 'document')}</bdi></span>
          <IconButton icon="close" label="Look in all documents" onClick={library.chooseAll} />
        </span>
      )}
      {children !== undefined && <span>{children}</span>}
    </div>
  );
}
