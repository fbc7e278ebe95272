import { expect, test } from 'vitest';
import type { Page } from '../../contract/extraction.ts';
import { boxOf, layerRuns, pageAtHeight, pageTops } from './layer-runs.ts';

const text = 'The lease ends\nin May. Signed';
const page: Page = {
  start: 0, end: 29, number: 1, width: 600, height: 800,
  starts: Uint32Array.from([0, 15, 23]), ends: Uint32Array.from([14, 22, 29]),
  boxes: Float32Array.from([10, 20, 100, 12, 10, 40, 50, 12, 300, 40, 60, 12]),
};

test('runs keep their boxes, and what stands between them', () => {
  expect(layerRuns(page, text)).toEqual([
    { start: 0, end: 14, x: 10, y: 20, width: 100, height: 12, after: '\n' },
    { start: 15, end: 22, x: 10, y: 40, width: 50, height: 12, after: ' ' },
    { start: 23, end: 29, x: 300, y: 40, width: 60, height: 12, after: '' },
  ]);
});

test('a quotation is brought into view at the first run it touches', () => {
  expect(boxOf(page, { start: 18, end: 26 })).toEqual({ x: 10, y: 40, height: 12 });
  expect(boxOf(page, { start: 14, end: 15 })).toBeUndefined();
});

test('pages stand below each other with a gap before each', () => {
  expect(pageTops([{ height: 100 }, { height: 50 }, { height: 100 }], 2, 10)).toEqual([10, 220, 330]);
});

test('the page in view is the one that holds the reading line', () => {
  const tops = [10, 220, 330];
  expect([0, 10, 219, 220, 5000].map((height) => pageAtHeight(tops, height))).toEqual([1, 1, 1, 2, 3]);
});
