import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import { languagesWords } from '../meaning/language-words.ts';
import { chipWords } from '../meaning/meaning-words.ts';
import { PANEL } from '../meaning/panel-ids.ts';
import styles from './Header.module.css';

/** Which model searches by meaning, in which languages, and how far the next one has come. Pressed, it opens the panel of models. */
export function ModelChip() {
  const { library } = useDesk();
  const embedding = useStore(library.store, (state) => state.snapshot?.embedding);
  const building = useStore(library.store, (state) => state.snapshot?.versions?.building);
  if (!embedding) return null;
  // Until the model has said its name.
  const name = embedding.name === '' ? 'Model for searching' : embedding.name;
  return (
    <button type="button" className={classes(controls.chip, styles.model)} popoverTarget={PANEL} title="Model for searching">
      <bdi className={styles.modelName}>{name}</bdi>
      {embedding.status === 'starting' && <span className={controls.dim}>starting</span>}
      {embedding.status === 'failed' && <span className={controls.warn}>not running</span>}
      {building && <span className={classes(controls.num, building.status === 'failed' ? controls.warn : styles.building)}>{chipWords(building)}</span>}
      {!building && embedding.status !== 'failed' && <span className={classes(controls.dim, styles.languages)}>{languagesWords(embedding.languages)}</span>}
    </button>
  );
}
