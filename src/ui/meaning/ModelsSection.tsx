import { useMemo } from 'react';
import type { IndexVersions } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import { choosable } from './choices.ts';
import styles from './Meaning.module.css';
import type { Models } from './meaning-state.ts';
import { ModelChoice } from './ModelChoice.tsx';

function List({ models, versions }: { models: Models; versions: IndexVersions | undefined }) {
  const { meaning } = useDesk();
  const list = useMemo(() => (models.status === 'read' ? choosable(models.list, versions) : []), [models, versions]);
  if (models.status === 'reading') return <p>Looking which models are here.</p>;
  if (models.status === 'failed') return <Failure why={models.why}><button type="button" className={controls.button} onClick={() => void meaning.read()}>Try again</button></Failure>;
  const alone = list.every(({ id }) => id === versions?.active.modelId);
  return (
    <>
      {alone && <p>No other model is here yet. Others know more languages, or find better and need more time.</p>}
      {list.length > 0 && <ul className={styles.models} aria-label="Models that are here">{list.map((model) => <ModelChoice key={model.id} model={model} versions={versions} />)}</ul>}
    </>
  );
}

/** What else could answer, and where to get more. */
export function ModelsSection({ versions }: { versions: IndexVersions | undefined }) {
  const { meaning } = useDesk();
  const models = useStore(meaning.store, (state) => state.models);
  const missing = useStore(meaning.store, (state) => state.missing);
  return (
    <section className={styles.section} aria-label="Other models">
      <h3>Other models</h3>
      {missing !== undefined && <p className={styles.failed}>The model “<bdi>{missing}</bdi>” is not in this browser. Get it on the page of models.</p>}
      <List models={models} versions={versions} />
      <div className={styles.row}>
        <a className={classes(controls.button, styles.more)} href="./models.html">More models…</a>
        <span className={styles.aside}>Opens in this tab. Your documents stay.</span>
      </div>
    </section>
  );
}
