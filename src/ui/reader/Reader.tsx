import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ReadableDocument } from '../../contract/library.ts';
import { useDesk } from '../desk-state.ts';
import controls from '../kit/controls.module.css';
import { Failure } from '../kit/Failure.tsx';
import { pageRanges } from '../kit/page-ranges.ts';
import { useStore } from '../kit/store.ts';
import { focusReader } from './focus-reader.ts';
import { PdfView } from './PdfView.tsx';
import type { ReaderView } from './reader-state.ts';
import styles from './Reader.module.css';
import { ReaderHead } from './ReaderHead.tsx';
import { TextView } from './TextView.tsx';

function Notes({ report }: { report: ReadableDocument['report'] }) {
  return (
    <>
      {report.pagesWithoutText.length > 0 && (
        <p className={styles.note}>No text was found on {pageRanges(report.pagesWithoutText)}. {report.pagesWithoutText.length === 1 ? 'It is' : 'They are'} shown here, but cannot be searched.</p>
      )}
      {report.guessedEncoding !== undefined && (
        <p className={styles.note}>The file does not say how its letters are encoded. It was read as {report.guessedEncoding}.</p>
      )}
    </>
  );
}

function Content({ view, zoom, sheet }: { view: Exclude<ReaderView, { status: 'closed' }>; zoom: number; sheet: boolean }) {
  const { reader } = useDesk();
  const visit = useStore(reader.store, (state) => state.visit);
  const wantedPage = useStore(reader.store, (state) => state.wantedPage);
  if (view.status === 'opening') return <p className={styles.state}>Opening the document</p>;
  if (view.status === 'failed') {
    return (
      <div className={styles.state}>
        <Failure why={view.why}><button type="button" className={controls.button} onClick={() => void reader.again()}>Open it again</button></Failure>
      </div>
    );
  }
  const stop = view.stops[view.at];
  return (
    <>
      <Notes report={view.document.report} />
      {view.document.pages.length > 0
        ? <PdfView key={view.id} document={view.document} stop={stop} visit={visit} wantedPage={wantedPage} zoom={zoom} />
        : <TextView key={view.id} document={view.document} stop={stop} visit={visit} top={sheet ? 2 : 3} />}
    </>
  );
}

/** The pane that shows an original at the quoted words. On a phone it is a sheet over everything else. */
export function Reader({ sheet, children }: { sheet: boolean; children?: ReactNode }) {
  const { reader } = useDesk();
  const view = useStore(reader.store, (state) => state.view);
  // Each document begins at the width of the pane.
  const [zoomOf, setZoomOf] = useState({ id: '', zoom: 1 });
  const pane = useRef<HTMLElement>(null);
  const { status } = view;
  useEffect(() => {
    if (sheet && status !== 'closed') focusReader(pane.current);
  }, [sheet, status]);
  if (view.status === 'closed') return null;
  const zoom = zoomOf.id === view.id ? zoomOf.zoom : 1;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape gives the keyboard back, from anything inside
    <section
      ref={pane}
      id="reader"
      className={styles.reader}
      aria-label="Reader"
      aria-busy={view.status === 'opening'}
      data-reader
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        if (sheet) reader.close();
        else reader.leave();
      }}
    >
      <ReaderHead view={view} sheet={sheet} zoom={zoom} onZoom={(now) => setZoomOf({ id: view.id, zoom: now })} />
      <Content view={view} zoom={zoom} sheet={sheet} />
      {children}
    </section>
  );
}
