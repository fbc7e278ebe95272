import { useState } from 'react';
import { useDesk } from '../desk-state.ts';
import { explain } from '../explain.ts';
import { classes } from '../kit/classes.ts';
import controls from '../kit/controls.module.css';
import { IconButton } from '../kit/IconButton.tsx';
import { useStore } from '../kit/store.ts';
import type { ReaderView } from './reader-state.ts';
import styles from './Reader.module.css';
import { saveFile } from './save-file.ts';

type OpenView = Exclude<ReaderView, { status: 'closed' }>;

function PageField({ of }: { of: number }) {
  const { reader } = useDesk();
  const page = useStore(reader.store, (state) => state.page);
  const [typed, setTyped] = useState<string>();
  const go = () => {
    const wanted = Number.parseInt(typed ?? '', 10);
    if (Number.isFinite(wanted)) reader.goToPage(wanted);
    setTyped(undefined);
  };
  return (
    <form className={classes(styles.group, styles.page)} onSubmit={(event) => { event.preventDefault(); go(); }}>
      Page
      <input className={classes(controls.input, controls.num)} aria-label={`Page, of ${of}`} inputMode="numeric" value={typed ?? String(Math.max(1, page))} onChange={(event) => setTyped(event.target.value)} onFocus={(event) => event.target.select()} onBlur={go} />
      of {of}
    </form>
  );
}

function Stops({ at, of }: { at: number; of: number }) {
  const { reader } = useDesk();
  return (
    <span className={styles.group}>
      <IconButton icon="up" label="Previous quoted place" onClick={() => reader.step(-1)} />
      <span className={controls.num}>{at + 1} of {of}</span>
      <IconButton icon="down" label="Next quoted place" onClick={() => reader.step(1)} />
    </span>
  );
}

function Zoom({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  return (
    <span className={styles.group}>
      <IconButton icon="minus" label="Zoom out" disabled={zoom <= 0.3} onClick={() => onZoom(zoom / 1.25)} />
      <IconButton icon="width" label="Fit the width" disabled={zoom === 1} onClick={() => onZoom(1)} />
      <IconButton icon="plus" label="Zoom in" disabled={zoom >= 4} onClick={() => onZoom(zoom * 1.25)} />
    </span>
  );
}

/** The reader's title, and how to move about in the document. */
export function ReaderHead({ view, sheet, zoom, onZoom }: { view: OpenView; sheet: boolean; zoom: number; onZoom: (zoom: number) => void }) {
  const { reader, toasts } = useDesk();
  const pages = view.status === 'open' ? view.document.pages.length : 0;
  // The sheet is all there is on a phone, so its title is the title of the page.
  const Title = sheet ? 'h1' : 'h2';
  const save = () => reader.original(view.id).then(saveFile, (error: unknown) => toasts.show(explain(error).sentence));
  return (
    <>
      <div className={styles.head}>
        <Title dir="auto" title={view.name}>{view.name}</Title>
        <span className={styles.group}>
          <IconButton icon="save" label="Save the original" onClick={() => void save()} />
          <IconButton icon="close" label="Close the reader" onClick={reader.close} />
        </span>
      </div>
      <div className={styles.tools}>
        {pages > 0 && <PageField of={pages} />}
        {pages > 0 && <Zoom zoom={zoom} onZoom={onZoom} />}
        <span className={controls.grow} />
        {view.stops.length > 1 && <Stops at={view.at} of={view.stops.length} />}
      </div>
    </>
  );
}
