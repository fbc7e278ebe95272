import { memo, useMemo } from 'react';
import type { Page } from '../../contract/extraction.ts';
import { layerRuns, type LayerRun } from './layer-runs.ts';
import styles from './PdfView.module.css';
import { QuotedText } from './QuotedText.tsx';
import type { Stop } from './reader-state.ts';

/** Any installed sans will do: each run is stretched to the width it has on the page. */
const FONT = 'sans-serif';
let ruler: CanvasRenderingContext2D | null | undefined;

/** The factor by which a run must be stretched to fill its box. */
function stretch(run: LayerRun, text: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler || run.width <= 0 || run.height <= 0) return 1;
  // Measured large and scaled down: small sizes are rounded by some browsers.
  ruler.font = `100px ${FONT}`;
  const natural = (ruler.measureText(text.slice(run.start, run.end)).width * run.height) / 100;
  return natural > 0 ? run.width / natural : 1;
}

/** The words of a page, invisible and in their places, so that they can be selected, read aloud and marked. */
export const TextLayer = memo(function TextLayer({ page, text, scale, stop, visible }: { page: Page; text: string; scale: number; stop: Stop | undefined; visible: boolean }) {
  const runs = useMemo(() => layerRuns(page, text).map((run) => ({ ...run, stretch: stretch(run, text) })), [page, text]);
  return (
    <div className={styles.layer} data-visible={visible ? '' : undefined} style={{ width: page.width, height: page.height, transform: `scale(${scale})` }}>
      {runs.map((run) => (
        <span key={run.start} dir="auto" style={{ left: run.x, top: run.y, height: run.height, fontSize: run.height, lineHeight: `${run.height}px`, transform: `scaleX(${run.stretch})` }}>
          <QuotedText text={text} span={run} stop={stop} />
          {run.after.includes('\n') ? <br /> : run.after}
        </span>
      ))}
    </div>
  );
});
