import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReadableDocument } from '../../contract/library.ts';
import { Problem } from '../../contract/problem.ts';
import { useDesk } from '../desk-state.ts';
import { explain } from '../explain.ts';
import controls from '../kit/controls.module.css';
import { PasswordForm } from '../kit/PasswordForm.tsx';
import { useWidth } from '../kit/use-width.ts';
import { focusReader } from './focus-reader.ts';
import { boxOf, pageAtHeight, pageTops } from './layer-runs.ts';
import { PdfPage } from './PdfPage.tsx';
import styles from './PdfView.module.css';
import type { Stop } from './reader-state.ts';
import { indexAt } from './sections.ts';
import { useNear } from './use-near.ts';

/** Above each page, as in the style sheet. */
const GAP = 12;
/** Quoted words stand this far down the view: what comes before them is in view as well. */
const READING_LINE = 0.3;
/** Pages this close to the view are drawn ahead. */
const AHEAD = '600px 0px';

interface Props {
  document: ReadableDocument;
  stop: Stop | undefined;
  visit: number;
  wantedPage: number | undefined;
  /** 1 fits the width. */
  zoom: number;
}

function DrawProblem({ error, document, onAgain }: { error: unknown; document: ReadableDocument; onAgain: () => void }) {
  const { reader } = useDesk();
  if (error instanceof Problem && error.code === 'file-locked') {
    return (
      <div className={styles.note}>
        <p>{explain(error).brief === 'locked: needs its password' ? 'This document is locked. Its text is shown; type the password to see its pages.' : 'That password did not open it.'}</p>
        <PasswordForm fileName={document.name} onPassword={(password) => { reader.usePassword(document.id, password); onAgain(); }} />
      </div>
    );
  }
  return (
    <p className={styles.note}>
      A page could not be drawn, so its text is shown instead. {explain(error).detail === undefined && explain(error).sentence}{' '}
      <button type="button" className={controls.plain} onClick={onAgain}>Draw it again</button>
    </p>
  );
}

/** A PDF: its pages as they look, with their words above them. */
export function PdfView({ document, stop, visit, wantedPage, zoom }: Props) {
  const { reader } = useDesk();
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const [problem, setProblem] = useState<{ error: unknown }>();
  const [attempt, setAttempt] = useState(0);
  const { pages } = document;
  const widest = useMemo(() => Math.max(1, ...pages.map((page) => page.width)), [pages]);
  const scale = width === 0 ? 0 : ((width - 2) / widest) * zoom;
  const ready = scale > 0;
  const near = useNear(root, AHEAD, ready);
  const tops = useMemo(() => pageTops(pages, scale, GAP), [pages, scale]);
  const onProblem = useCallback((error: unknown) => setProblem({ error }), []);
  const target = stop ? indexAt(pages, stop.quote.start) : -1;

  // A new scale moves every page; what is in view stays in view.
  const shownScale = useRef(0);
  useLayoutEffect(() => {
    const scroller = root.current;
    if (scroller && shownScale.current > 0 && scale > 0) scroller.scrollTop *= scale / shownScale.current;
    shownScale.current = scale;
  }, [scale]);

  useEffect(() => {
    const scroller = root.current;
    const page = wantedPage === undefined ? target : wantedPage - 1;
    if (!scroller || !ready) return;
    const box = wantedPage === undefined && stop && pages[page] ? boxOf(pages[page], stop.quote) : undefined;
    const y = (tops[page] ?? 0) + (box ? box.y * scale - scroller.clientHeight * READING_LINE : -GAP / 2);
    scroller.scrollTo({ top: y, left: box ? Math.max(0, box.x * scale - 40) : 0 });
    focusReader(scroller.querySelector<HTMLElement>('mark') ?? scroller);
    // Only a visit scrolls; a new scale keeps the place above.
    // oxlint-disable-next-line react/exhaustive-deps -- as the line above says
  }, [visit, ready, document]);

  const onScroll = () => {
    const scroller = root.current;
    if (scroller && ready) reader.pageInView(pageAtHeight(tops, scroller.scrollTop + scroller.clientHeight * READING_LINE));
  };
  // oxlint-disable-next-line react/exhaustive-deps -- also when the layout changes, with the newest closure
  useEffect(onScroll, [tops, ready]);

  return (
    <>
      {problem && <DrawProblem error={problem.error} document={document} onAgain={() => { setProblem(undefined); setAttempt(attempt + 1); }} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a pane that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} ref={root} tabIndex={0} aria-label={`Pages of ${document.name}`} onScroll={onScroll}>
        {pages.map((page, index) => (
          <PdfPage key={page.number} id={document.id} page={page} text={document.text} scale={scale} near={ready && (near.has(index) || index === target)} first={index === target} stop={stop} attempt={attempt} onProblem={onProblem} />
        ))}
      </section>
    </>
  );
}
