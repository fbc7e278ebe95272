import { memo, useMemo } from 'react';
import type { Page } from '../../contract/extraction.ts';
import { fitRuns } from './fit-runs.ts';
import { layerRuns } from './layer-runs.ts';
import styles from './PdfView.module.css';
import { QuotedText } from './QuotedText.tsx';
import type { Stop } from './reader-state.ts';

/** Metric twins of what most documents are set in. */
const FONTS = ['"Times New Roman", "Liberation Serif", Tinos, serif', 'Arial, Helvetica, "Liberation Sans", Arimo, sans-serif', '"Courier New", "Liberation Mono", Cousine, monospace'];
let ruler: CanvasRenderingContext2D | null | undefined;

/** Width of a text per unit of font size. Measured large and scaled down: small sizes are rounded by some browsers. */
function widthIn(font: string, text: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return 0;
  const wanted = `100px ${font}`;
  if (ruler.font !== wanted) ruler.font = wanted;
  return ruler.measureText(text).width / 100;
}

interface Props {
  page: Page;
  text: string;
  /** CSS pixels for one point. */
  scale: number;
  stop: Stop | undefined;
  /** Whether the words are shown, because the picture of the page could not be drawn. */
  visible: boolean;
}

/** The words of a page, invisible and in their places, so that they can be selected, read aloud and marked. */
export const TextLayer = memo(function TextLayer({ page, text, scale, stop, visible }: Props) {
  const { font, runs } = useMemo(() => fitRuns(layerRuns(page, text), text, FONTS, widthIn), [page, text]);
  return (
    <div className={styles.layer} data-visible={visible ? '' : undefined} style={{ width: page.width, height: page.height, transform: `scale(${scale})`, fontFamily: font }}>
      {runs.map((run) => (
        <span key={run.start} dir="auto" style={{ left: run.x, top: run.y, height: run.height, fontSize: run.height, lineHeight: `${run.height}px`, transform: `scaleX(${run.stretch})` }}>
          <QuotedText text={text} span={run} stop={stop} />
          {run.after.includes('\n') ? <br /> : run.after}
        </span>
      ))}
    </div>
  );
});
