import { expect, test } from 'vitest';
import { fitRuns, type Ruler } from './fit-runs.ts';
import type { LayerRun } from './layer-runs.ts';

/** Two fonts with other proportions: in "wide", capitals are twice as wide as in "even". */
const ruler: Ruler = (font, text) => [...text].reduce((sum, letter) => sum + (font === 'wide' && /[A-Z]/u.test(letter) ? 1 : 0.5), 0);

const text = 'GOVERNING LAW and more words IN CAPITALS again, and then none';
const spans = [[0, 13], [14, 28], [29, 40], [41, 61]] as const;
/** The page as it would be if it were set in that font, 10 points high and a little condensed. */
const setIn = (font: string): LayerRun[] => spans.map(([start, end]) => ({ start, end, x: 0, y: 0, height: 10, width: ruler(font, text.slice(start, end)) * 9, after: ' ' }));

test('finds the font that the page was set in', () => {
  expect(fitRuns(setIn('wide'), text, ['even', 'wide'], ruler).font).toBe('wide');
  expect(fitRuns(setIn('even'), text, ['wide', 'even'], ruler).font).toBe('even');
});

test('each run fills its box', () => {
  for (const run of fitRuns(setIn('wide'), text, ['even'], ruler).runs) {
    expect(ruler('even', text.slice(run.start, run.end)) * run.height * run.stretch).toBeCloseTo(run.width);
  }
});

test('a page without words, and runs without width, are left as they are', () => {
  expect(fitRuns([], text, ['even', 'wide'], ruler)).toEqual({ font: 'even', runs: [] });
  expect(fitRuns([{ start: 0, end: 9, x: 0, y: 0, width: 0, height: 10, after: '' }], text, ['even'], ruler).runs[0]?.stretch).toBe(1);
});
