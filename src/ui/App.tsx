import './styles/tokens.css';
import './styles/base.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Engine } from '../contract/engine.ts';
import styles from './App.module.css';
import { createDeskState, DeskContext, useDesk } from './desk-state.ts';
import { ConversationsPanel } from './conversations/ConversationsPanel.tsx';
import { Desk } from './desk/Desk.tsx';
import { Header } from './header/Header.tsx';
import { Unsealed } from './header/Unsealed.tsx';
import { Announcer } from './kit/Announcer.tsx';
import { classes } from './kit/classes.ts';
import { DropZone } from './kit/DropZone.tsx';
import { Separator } from './kit/Separator.tsx';
import { useStore } from './kit/store.ts';
import { Toasts } from './kit/Toasts.tsx';
import { useWidth } from './kit/use-width.ts';
import { Library } from './library/Library.tsx';
import { MeaningPanel } from './meaning/MeaningPanel.tsx';
import { KeyHelp } from './palette/KeyHelp.tsx';
import { Palette } from './palette/Palette.tsx';
import { useShortcuts } from './palette/use-shortcuts.ts';
import { Reader } from './reader/Reader.tsx';
import { useLayout } from './use-layout.ts';

function LibraryPane({ drawer, width, children }: { drawer: boolean; width: number; children: ReactNode }) {
  const { view } = useDesk();
  const open = useStore(view.store, (state) => state.drawer);
  const pane = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !open) document.getElementById('open-library')?.focus();
    wasOpen.current = open;
    if (drawer && open) pane.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [drawer, open]);
  if (!drawer) return <div className={styles.library} style={{ width }}><Library drawer={false}>{children}</Library></div>;
  return (
    <>
      {open && <button type="button" className={styles.scrim} tabIndex={-1} aria-hidden="true" onClick={() => view.setDrawer(false)} />}
      <div ref={pane} className={styles.drawer} data-open={open ? '' : undefined} inert={!open}><Library drawer /></div>
    </>
  );
}

/** The three panes. What lies under a drawer or a sheet is out of reach while that is open. */
function Panes() {
  const { view, reader } = useDesk();
  const panes = useRef<HTMLElement>(null);
  const reading = useStore(reader.store, (state) => state.view.status !== 'closed');
  const drawerOpen = useStore(view.store, (state) => state.drawer);
  const dialog = useStore(view.store, (state) => state.dialog);
  const layout = useLayout(useWidth(panes), reading);
  useShortcuts({ sheet: layout.sheet });
  const covered = layout.drawer && drawerOpen;
  return (
    <div className={styles.app}>
      <div inert={layout.sheet || covered}><Header drawer={layout.drawer} /></div>
      <main className={styles.panes} ref={panes}>
        <LibraryPane drawer={layout.drawer} width={layout.library.width}>
          <Separator label="Width of the library" controls="library" side={1} {...layout.library} />
        </LibraryPane>
        <div className={styles.desk} id="desk" inert={layout.sheet || covered}><Desk /></div>
        {reading && (
          <div className={classes(styles.reader, layout.sheet && styles.sheet)} style={{ width: layout.reader.width }} inert={covered}>
            <Reader sheet={layout.sheet}>
              {!layout.sheet && <Separator label="Width of the reader" controls="reader" side={-1} {...layout.reader} />}
            </Reader>
          </div>
        )}
      </main>
      {dialog === 'commands' && <Palette />}
      {dialog === 'keys' && <KeyHelp />}
      <MeaningPanel />
      <ConversationsPanel />
      <Toasts />
      <Announcer />
      <DropZone />
    </div>
  );
}

function SealedOnly() {
  const { seal } = useDesk();
  const state = useStore(seal.store, (now) => now.seal);
  return state.checking || state.sealed ? <Panes /> : <Unsealed seal={state} />;
}

/** The whole page. */
export function App({ engine }: { engine: Engine }) {
  const [desk] = useState(() => createDeskState(engine));
  useEffect(() => desk.start(), [desk]);
  return <DeskContext value={desk}><SealedOnly /></DeskContext>;
}
