import type { VaultSnapshot } from '../../contract/model.ts';
import { explainPlain } from '../explain.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { useStore } from '../kit/store.ts';
import { chosenFiles } from './model-files.ts';
import styles from './Models.module.css';
import { useModels } from './models-state.ts';

/** A real file input under the words of a button, so that it works by pointer, keyboard and screen reader alike. */
function ModelInput({ label, folder }: { label: string; folder: boolean }) {
  const { takeIn } = useModels();
  return (
    <span className={classes(controls.button, controls.file)}>
      <span aria-hidden="true">{label}</span>
      <input
        type="file"
        aria-label={label}
        title=""
        {...(folder ? { webkitdirectory: '' } : { accept: '.zip,application/zip' })}
        onChange={({ target }) => {
          void takeIn(chosenFiles(target.files ?? []));
          // The same one can be chosen again.
          target.value = '';
        }}
      />
    </span>
  );
}

/** What came of the last folder or archive. */
function Outcome({ snapshot: { imported, models } }: { snapshot: VaultSnapshot }) {
  const { store } = useModels();
  const taking = useStore(store, (state) => state.taking);
  if (taking.status === 'working') return <p>Reading “<bdi>{taking.name}</bdi>”. A large model takes a while.</p>;
  if (taking.status === 'failed') return <Failure why={taking.why} />;
  if (!imported) return null;
  if (imported.problem) return <Failure why={explainPlain(imported.problem)} />;
  const name = models.find(({ entry }) => entry.id === imported.modelId)?.entry.name ?? imported.modelId;
  return <p className={styles.good}>“<bdi>{imported.name}</bdi>” was checked and added{name !== undefined && <>: <bdi>{name}</bdi></>}.</p>;
}

/** Models that come without a network. */
export function AddFromComputer({ snapshot }: { snapshot: VaultSnapshot }) {
  return (
    <section aria-labelledby="heading-add">
      <h2 id="heading-add">Add a model from this computer</h2>
      <p className={styles.what}>A folder with the files of a model, or one zip archive of it. Dropping it anywhere on this page does the same. Every file is checked, and nothing is sent.</p>
      <div className={styles.answers}>
        <ModelInput label="Add a model folder" folder />
        <ModelInput label="Add a model archive" folder={false} />
      </div>
      <output className={styles.outcome}><Outcome snapshot={snapshot} /></output>
    </section>
  );
}
