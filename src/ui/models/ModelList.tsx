import type { DeviceFacts, ModelKind, ModelState } from '../../contract/model.ts';
import { listed } from './choose-build.ts';
import { ModelItem } from './ModelItem.tsx';
import styles from './Models.module.css';

const WORDS: { [K in ModelKind]: { heading: string; what: string; list: string } } = {
  embedding: {
    heading: 'For searching by meaning',
    what: 'Finds passages that say the same in other words. Carrel comes with a small model; these find more, or know more languages.',
    list: 'Models for searching by meaning',
  },
  language: {
    heading: 'For written answers',
    what: 'Writes an answer in its own words from passages of your documents. Without one, Carrel answers by quoting.',
    list: 'Models for written answers',
  },
};

/** All models of one kind. */
export function ModelList({ kind, models, device }: { kind: ModelKind; models: readonly ModelState[]; device: DeviceFacts }) {
  const { heading, what, list } = WORDS[kind];
  const shown = listed(models, kind);
  return (
    <section aria-labelledby={`heading-${kind}`}>
      <h2 id={`heading-${kind}`}>{heading}</h2>
      <p className={styles.what}>{what}</p>
      <ul aria-label={list} className={styles.list}>
        {shown.map((state) => <ModelItem key={state.entry.id} state={state} device={device} />)}
      </ul>
      {shown.length === 0 && <p className={styles.what}>No such model is listed. One can be added from this computer.</p>}
    </section>
  );
}
