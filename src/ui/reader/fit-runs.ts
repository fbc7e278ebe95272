/** Fits the invisible words of a page to the drawn ones: in the font most like the page's, each run stretched to its box. */
import type { LayerRun } from './layer-runs.ts';

export interface FittedRun extends LayerRun {
  /** Horizontal scale that makes the run as wide as its box. */
  stretch: number;
}

/** Width of a text per unit of font size. */
export type Ruler = (font: string, text: string) => number;

/** Runs that are looked at to choose the font. */
const SAMPLE = 60;

/** How much the stretches differ among themselves (coefficient of variation). The true font needs the same for every run. */
function unevenness(stretches: readonly number[]): number {
  const mean = stretches.reduce((sum, value) => sum + value, 0) / stretches.length;
  const variance = stretches.reduce((sum, value) => sum + (value - mean) ** 2, 0) / stretches.length;
  return Math.sqrt(variance) / mean;
}

/**
 * Words are marked inside a run by where they lie in its text, so letters must have the proportions that they have on
 * the page. The page's own font is not known here; of a few common ones, the one whose runs all need the same stretch
 * is the most like it.
 * @param fonts CSS font families to choose from; the first when nothing can be measured
 */
export function fitRuns(runs: readonly LayerRun[], text: string, fonts: readonly string[], ruler: Ruler): { font: string; runs: FittedRun[] } {
  const words = (run: LayerRun) => text.slice(run.start, run.end);
  const stretchIn = (font: string, run: LayerRun) => {
    const natural = ruler(font, words(run)) * run.height;
    return natural > 0 && run.width > 0 ? run.width / natural : 1;
  };
  // Short runs say little about a font.
  const sample = runs.filter((run) => run.end - run.start >= 8 && run.width > 0).slice(0, SAMPLE);
  const unevenIn = new Map(fonts.map((font) => [font, sample.length > 0 ? unevenness(sample.map((run) => stretchIn(font, run))) : 0]));
  const font = fonts.toSorted((a, b) => (unevenIn.get(a) ?? 0) - (unevenIn.get(b) ?? 0))[0] ?? 'sans-serif';
  return { font, runs: runs.map((run) => ({ ...run, stretch: stretchIn(font, run) })) };
}
