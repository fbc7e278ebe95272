import { useMemo } from 'react';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { useStore } from '../kit/store.ts';
import { driftedAtRest } from './drifted.ts';
import styles from './Library.module.css';

/** A quiet line for documents that an older Carrel read: today's reader may find more in them. They stay findable meanwhile. */
export function DriftedDocuments() {
  const { library } = useDesk();
  const snapshot = useStore(library.store, (state) => state.snapshot);
  const items = useMemo(() => (snapshot ? driftedAtRest(snapshot) : []), [snapshot]);
  if (items.length === 0) return null;
  const onClick = () => {
    // The line goes away with its button.
    document.getElementById('add-documents')?.focus({ preventScroll: true });
    library.readAgain(items.map(({ id }) => id));
  };
  return (
    <div className={styles.drifted}>
      <p>{countWords(items.length, 'document was', 'documents were')} read by an older version of Carrel. {items.length === 1 ? 'It stays' : 'They stay'} findable meanwhile.</p>
      <button type="button" className={controls.plain} onClick={onClick}>Read {items.length === 1 ? 'it' : 'them'} again</button>
      <details>
        <summary>Which</summary>
        <ul aria-label="Documents read by an older version of Carrel">{items.map(({ id, name }) => <li key={id}><bdi>{name}</bdi></li>)}</ul>
      </details>
    </div>
  );
}
