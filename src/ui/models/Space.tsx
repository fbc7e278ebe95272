import type { StorageReport, VaultSnapshot } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { useStore } from '../kit/store.ts';
import styles from './Models.module.css';
import { useModels, type Keeping } from './models-state.ts';
import { useKeptFocus } from './use-kept-focus.ts';

const ANSWERS: { [K in Keeping]: string } = {
  'not-asked': 'The browser may remove all of this by itself when the disk is nearly full.',
  asking: 'Asking the browser.',
  declined: 'The browser did not promise it. It decides by itself, mostly by how often a page is used; a bookmark or installing Carrel as an app can help. Asking again later does no harm.',
};

function Kept({ persisted }: { persisted: boolean }) {
  const { store, keep } = useModels();
  const keeping = useStore(store, (state) => state.keeping);
  const { place, onFocus } = useKeptFocus<HTMLDivElement>(String(persisted));
  return (
    <div ref={place} tabIndex={-1} onFocus={onFocus} className={styles.kept}>
      <p>{persisted ? 'The browser promised not to remove any of this by itself. Deleting the data of this site in the browser still does.' : ANSWERS[keeping]}</p>
      {!persisted && <button type="button" className={controls.button} aria-disabled={keeping === 'asking'} onClick={() => void keep()}>Ask the browser to keep it</button>}
    </div>
  );
}

function ModelRow({ model: { id, name, bytes, partial } }: { model: StorageReport['models'][number] }) {
  const { removeUnfinished } = useModels();
  return (
    <tr>
      <th scope="row"><bdi>{name}</bdi>{partial && <small className={controls.dim}> unfinished</small>}</th>
      <td>
        {partial && <button type="button" className={controls.plain} aria-label={`Delete the unfinished download of ${name}`} onClick={() => removeUnfinished(id)}>Delete</button>}
        <span>{bytesWords(bytes)}</span>
      </td>
    </tr>
  );
}

function PlainRow({ name, value }: { name: string; value: string }) {
  return <tr><th scope="row">{name}</th><td>{value}</td></tr>;
}

/** What everything takes, what is left, and whether the browser will keep it. */
export function Space({ snapshot }: { snapshot: VaultSnapshot }) {
  const { models, libraryBytes, appBytes, freeBytes, persisted } = snapshot.storage;
  const names = new Map(snapshot.models.map(({ entry }) => [entry.id, entry.name]));
  const stamp = models.map(({ id, partial }) => `${id} ${partial}`).join();
  const { place, onFocus } = useKeptFocus<HTMLDivElement>(stamp);
  const together = models.reduce((sum, { bytes }) => sum + bytes, libraryBytes + appBytes);
  return (
    <section aria-labelledby="heading-space">
      <h2 id="heading-space">Space on this computer</h2>
      <div ref={place} tabIndex={-1} onFocus={onFocus}><table className={classes(styles.space, controls.num)} aria-labelledby="heading-space">
        <tbody>
          {models.map((model) => <ModelRow key={`${model.id} ${model.partial}`} model={{ ...model, name: names.get(model.id) ?? model.name }} />)}
          <PlainRow name="Your documents, and what was made of them" value={bytesWords(libraryBytes)} />
          <PlainRow name="Carrel itself" value={bytesWords(appBytes)} />
        </tbody>
        <tfoot>
          <PlainRow name="Together" value={bytesWords(together)} />
          <PlainRow name="Free, as the browser estimates it" value={freeBytes === undefined ? 'not told' : bytesWords(freeBytes)} />
        </tfoot>
      </table></div>
      <Kept persisted={persisted} />
    </section>
  );
}
