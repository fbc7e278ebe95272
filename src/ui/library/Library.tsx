import { useMemo, type ReactNode } from 'react';
import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { countWords } from '../kit/count-words.ts';
import { FileInput } from '../kit/FileInput.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { DriftedDocuments } from './DriftedDocuments.tsx';
import styles from './Library.module.css';
import { RefusedFiles } from './RefusedFiles.tsx';
import { WorkBar } from './WorkBar.tsx';

/** Up to here, a list is read at a glance and needs no filter. */
const AT_A_GLANCE = 8;

function Head({ count, drawer }: { count: number | undefined; drawer: boolean }) {
  const { view } = useDesk();
  return (
    <div className={styles.head}>
      <h2>Library</h2>
      <span className={controls.grow} />
      <FileInput id="add-documents" label="Add documents">Add</FileInput>
      <FileInput id="add-folder" label="Add folder" folder>Add folder</FileInput>
      {drawer && <IconButton icon="close" label="Close the library" onClick={() => view.setDrawer(false)} />}
      <p className={classes(controls.dim, controls.num, styles.count)}>{count === undefined ? 'Opening' : countWords(count, 'document')}</p>
    </div>
  );
}

function ChosenBar() {
  const { library } = useDesk();
  const chosen = useStore(library.store, (state) => state.chosen);
  if (chosen.size === 0) return null;
  return (
    <div className={styles.chosen}>
      <span>{chosen.size} selected</span>
      <span className={controls.grow} />
      <button type="button" className={controls.plain} onClick={() => library.remove([...chosen])}>Remove</button>
      <button type="button" className={controls.plain} onClick={library.chooseAll}>Clear</button>
    </div>
  );
}

function Documents() {
  const { library, reader } = useDesk();
  const documents = useStore(library.store, (state) => state.snapshot?.documents);
  const chosen = useStore(library.store, (state) => state.chosen);
  const nameFilter = useStore(library.store, (state) => state.nameFilter);
  const openId = useStore(reader.store, ({ view }) => (view.status === 'closed' ? undefined : view.id));
  const many = (documents?.length ?? 0) > AT_A_GLANCE;
  const wanted = many ? nameFilter.trim().toLocaleLowerCase() : '';
  const shown = useMemo(() => (documents ?? []).filter((item) => item.name.toLocaleLowerCase().includes(wanted)), [documents, wanted]);
  return (
    <>
      {many && (
        <div className={styles.filter}>
          <input type="text" className={controls.input} aria-label="Filter documents by name" placeholder="Filter by name" value={nameFilter} onChange={(event) => library.filterByName(event.target.value)} />
        </div>
      )}
      <ChosenBar />
      <div className={styles.scroll}>
        <ul aria-label="Documents">
          {shown.map((item) => (
            <DocumentRow key={item.id} item={item} open={item.id === openId} chosen={chosen.has(item.id)} choosing={chosen.size > 0} />
          ))}
        </ul>
        {documents?.length === 0 && <p className={styles.empty}>Nothing here yet. Drop files or a folder anywhere on the page.</p>}
        {shown.length === 0 && many && <p className={styles.empty}>No document has this in its name.</p>}
      </div>
    </>
  );
}

/** The pane with all documents and everything that is happening to them. */
export function Library({ drawer, children }: { drawer: boolean; children?: ReactNode }) {
  const { library } = useDesk();
  const snapshot = useStore(library.store, (state) => state.snapshot);
  return (
    <section className={styles.library} aria-label="Library" id="library">
      <Head count={snapshot?.documents.length} drawer={drawer} />
      {snapshot?.role === 'reader' && <p className={styles.note}>Another tab keeps the library. This one searches it, and adds through the other.</p>}
      <Documents />
      <DriftedDocuments />
      {snapshot && snapshot.refused.length > 0 && <RefusedFiles files={snapshot.refused} />}
      {snapshot?.work && <WorkBar work={snapshot.work} />}
      {children}
    </section>
  );
}
