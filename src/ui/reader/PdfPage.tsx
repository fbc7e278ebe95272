import { useEffect, useRef, useState } from 'react';
import type { Page } from '../../contract/extraction.ts';
import type { DocumentId } from '../../contract/range.ts';
import { isAbort } from '../../contract/problem.ts';
import { useDesk } from '../desk-state.ts';
import { classes } from '../kit/classes.ts';
import styles from './PdfView.module.css';
import type { Stop } from './reader-state.ts';
import { TextLayer } from './TextLayer.tsx';

/** Pixels of one drawn page at most: beyond this, browsers refuse canvases or run out of memory. */
const MOST_PIXELS = 16_000_000;
/** While a pane is being dragged, pages are stretched; they are drawn anew when it rests. */
const REST_MS = 120;
/** Pages that are scrolled past faster than this are not drawn. */
const PASSING_MS = 60;

interface Drawing {
  id: DocumentId;
  page: Page;
  text: string;
  /** CSS pixels for one point. */
  scale: number;
  stop: Stop | undefined;
  /** Whether it is drawn before its neighbours: it holds the quoted words. */
  first: boolean;
  /** Changes when drawing should be tried again. */
  attempt: number;
  onProblem: (error: unknown) => void;
}

/** The picture of a page and its words above it. Its memory is freed when it is taken off the screen. */
function DrawnPage({ id, page, text, scale, stop, first, attempt, onProblem }: Drawing) {
  const { drawPage } = useDesk();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<'not-yet' | 'drawn' | 'failed'>('not-yet');
  const pixelsPerPoint = Math.min(scale * devicePixelRatio, Math.sqrt(MOST_PIXELS / (page.width * page.height)));
  const drawnBefore = useRef(false);

  useEffect(() => {
    const abort = new AbortController();
    const show = async () => {
      try {
        const bitmap = await drawPage(abort.signal, id, page.number, pixelsPerPoint);
        const target = canvas.current;
        if (abort.signal.aborted || !target) return bitmap.close();
        target.width = bitmap.width;
        target.height = bitmap.height;
        // Takes the bitmap over, so it need not be closed.
        target.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
        setDrawn('drawn');
      } catch (error) {
        if (abort.signal.aborted || isAbort(error)) return;
        setDrawn('failed');
        onProblem(error);
      }
    };
    const wait = drawnBefore.current ? REST_MS : first ? 0 : PASSING_MS;
    drawnBefore.current = true;
    const timer = setTimeout(() => void show(), wait);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [drawPage, id, page.number, pixelsPerPoint, first, attempt, onProblem]);

  return (
    <>
      <canvas ref={canvas} className={classes(styles.canvas, drawn !== 'drawn' && styles.blank)} aria-hidden="true" />
      <TextLayer page={page} text={text} scale={scale} stop={stop} visible={drawn === 'failed'} />
      {drawn === 'not-yet' && <div className={styles.drawing}>Drawing page {page.label ?? page.number}</div>}
    </>
  );
}

/** One page: drawn while it is near, an empty sheet of its size while it is not. */
export function PdfPage({ near, ...drawing }: Drawing & { near: boolean }) {
  const { page, scale } = drawing;
  return (
    <figure className={styles.page} aria-label={`Page ${page.label ?? page.number}`} data-near={page.number - 1} style={{ width: page.width * scale, height: page.height * scale }}>
      {near && <DrawnPage {...drawing} />}
    </figure>
  );
}
