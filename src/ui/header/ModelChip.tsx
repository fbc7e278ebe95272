import type { LibrarySnapshot } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { explainPlain } from '../explain.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import styles from './Header.module.css';

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** "English", "English and German", "24 languages". */
function languagesWords(codes: readonly string[]): string {
  const names = codes.map((code) => {
    try { return languageNames.of(code) ?? code; } catch { return code; }
  });
  return names.length > 3 ? `${names.length} languages` : new Intl.ListFormat('en').format(names);
}

function sentence({ status, problem }: LibrarySnapshot['embedding']): string {
  if (status === 'starting') return 'It is starting. Searching by word works already.';
  if (status === 'failed') return problem ? explainPlain(problem).sentence : 'It does not run in this browser. Searching by word goes on.';
  return 'It finds passages that mean the same in other words. It came with the page and runs in this browser.';
}

/** Which model searches by meaning, in which languages, and whether it works. */
export function ModelChip() {
  const { library } = useDesk();
  const embedding = useStore(library.store, (state) => state.snapshot?.embedding);
  if (!embedding) return null;
  const languages = languagesWords(embedding.languages);
  const failed = embedding.status === 'failed';
  // Until the model has said its name.
  const name = embedding.name === '' ? 'Model for meaning' : embedding.name;
  return (
    <>
      <button type="button" className={controls.chip} popoverTarget="model-panel">
        <bdi>{name}</bdi>
        {embedding.status === 'starting' && <span className={controls.dim}>starting</span>}
        {failed ? <span className={controls.warn}>not running</span> : <span className={classes(controls.dim, styles.languages)}>{languages}</span>}
      </button>
      <dialog id="model-panel" className={styles.panel} data-side="end" popover="auto" aria-label="Model for meaning">
        <h2><bdi>{name}</bdi></h2>
        <p>{sentence(embedding)}</p>
        {languages !== '' && <p>It knows {languages}. In other languages passages are found by word.</p>}
      </dialog>
    </>
  );
}
