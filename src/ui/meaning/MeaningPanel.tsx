import { useEffect, useRef, useState, type RefObject } from 'react';
import type { IndexVersions, LibrarySnapshot } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import header from '../header/Header.module.css';
import { classes } from '../kit/classes.ts';
import { Failure } from '../kit/Failure.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import { BuildSection } from './BuildSection.tsx';
import { InUseSection } from './InUseSection.tsx';
import styles from './Meaning.module.css';
import { modelOfHash } from './model-address.ts';
import { ModelsSection } from './ModelsSection.tsx';
import { PANEL, PANEL_TITLE } from './panel-ids.ts';
import { PreviousSection } from './PreviousSection.tsx';

function Content({ embedding, versions }: { embedding: LibrarySnapshot['embedding']; versions: IndexVersions | undefined }) {
  const { meaning } = useDesk();
  const problem = useStore(meaning.store, (state) => state.problem);
  const builtIn = useStore(meaning.store, ({ models }) => models.status === 'read' && models.list.some((model) => model.builtIn && model.id === versions?.active.modelId));
  return (
    <>
      <InUseSection embedding={embedding} versions={versions} builtIn={builtIn} />
      {problem && <div role="alert"><Failure why={problem} /></div>}
      {versions?.building && <BuildSection building={versions.building} active={versions.active} />}
      {versions?.previous && <PreviousSection previous={versions.previous} active={versions.active} />}
      <ModelsSection versions={versions} />
    </>
  );
}

/** Opens the panel when something other than its button asks for it. */
function useCalls(panel: RefObject<HTMLDialogElement | null>) {
  const { meaning } = useDesk();
  const called = useStore(meaning.store, (state) => state.called);
  useEffect(() => {
    if (!called || !panel.current) return;
    meaning.answered();
    // A page that is loaded again should not ask again.
    if (modelOfHash(location.hash) !== undefined) history.replaceState(null, '', location.pathname + location.search);
    if (!panel.current.matches(':popover-open')) panel.current.showPopover();
  }, [called, meaning, panel]);
}

/** Which model searches by meaning, and everything that can be done about it. It lies over the page and never stops the search under it. */
export function MeaningPanel() {
  const { library, meaning } = useDesk();
  const embedding = useStore(library.store, (state) => state.snapshot?.embedding);
  const versions = useStore(library.store, (state) => state.snapshot?.versions);
  const panel = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  useCalls(panel);
  const name = embedding === undefined || embedding.name === '' ? 'Model for searching' : embedding.name;
  return (
    <dialog
      ref={panel}
      id={PANEL}
      className={classes(header.panel, styles.panel)}
      data-side="end"
      popover="auto"
      aria-label="Model for searching"
      onBeforeToggle={({ newState }) => { if (newState === 'open') { setOpen(true); void meaning.read(); } }}
      onToggle={({ newState }) => { if (newState === 'closed') { setOpen(false); meaning.closed(); } }}
    >
      {open && (
        <>
          <div className={styles.head}>
            <h2 id={PANEL_TITLE} tabIndex={-1}><bdi>{name}</bdi></h2>
            <IconButton icon="close" label="Close" onClick={() => panel.current?.hidePopover()} />
          </div>
          {embedding ? <Content embedding={embedding} versions={versions} /> : <p>Your library is being opened.</p>}
        </>
      )}
    </dialog>
  );
}
