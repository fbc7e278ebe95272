/** The text of a PDF page as runs with boxes, ready to be laid over the drawn page. */
import type { Page } from '../../contract/extraction.ts';
import type { Span } from '../../contract/range.ts';

export interface LayerRun extends Span {
  x: number;
  y: number;
  width: number;
  height: number;
  /** What stands between this run and the next in the text, so that copied words keep their spaces and lines. */
  after: string;
}

/** Boxes in points from the top left corner, as in `Page`. */
export function layerRuns(page: Page, text: string): LayerRun[] {
  const { starts, ends, boxes } = page;
  return Array.from(starts, (start, run) => {
    const end = ends[run] ?? start;
    const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(run * 4, run * 4 + 4);
    return { start, end, x, y, width, height, after: text.slice(end, starts[run + 1] ?? end) };
  });
}

/** The first box that a span touches on a page. */
export function boxOf(page: Page, { start, end }: Span): { x: number; y: number; height: number } | undefined {
  const run = page.starts.findIndex((runStart, index) => runStart < end && (page.ends[index] ?? runStart) > start);
  if (run < 0) return undefined;
  return { x: page.boxes[run * 4] ?? 0, y: page.boxes[run * 4 + 1] ?? 0, height: page.boxes[run * 4 + 3] ?? 0 };
}

/** Where each page begins, in pixels from the top, when pages stand one below the other with a gap before each. */
export function pageTops(pages: readonly Pick<Page, 'height'>[], scale: number, gap: number): number[] {
  let top = 0;
  return pages.map(({ height }) => {
    const mine = top + gap;
    top = mine + height * scale;
    return mine;
  });
}

/** Number of the page (from 1) at a height, for the page field. */
export function pageAtHeight(tops: readonly number[], height: number): number {
  const after = tops.findIndex((top) => top > height);
  return Math.max(1, after < 0 ? tops.length : after);
}
