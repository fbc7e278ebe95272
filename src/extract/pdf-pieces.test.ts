import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { multiply, turnBack, uprightBox } from './pdf-geometry.ts';
import { toPieces } from './pdf-pieces.ts';
import { FONTS, item, PAGE, pieces, widthOf } from './pdf-typeset.test.support.ts';

test('a piece has its box in points from the top left corner', () => {
  expect(pieces(item('Hello', { x: 72, y: 100, size: 10 }))).toMatchObject([
    { text: 'Hello', box: { x: 72, y: 92, width: 25, height: 10 }, angle: 0, start: 72, end: 97, baseline: 100, size: 10 },
  ]);
});

test('white space around a piece is cut off together with its width', () => {
  const [piece] = pieces(item('  Hello ', { x: 72 }));
  expect(piece).toMatchObject({ text: 'Hello', start: 82, end: 107, spaceBefore: true });
});

test('white space drawn as a piece of its own, or at the end of one, comes before the next', () => {
  expect(pieces(item('a'), item(' ', { x: 77 }), item('b', { x: 82 })).map(({ spaceBefore }) => spaceBefore)).toEqual([false, true]);
  expect(pieces(item('a '), item('b', { x: 82 })).map(({ spaceBefore }) => spaceBefore)).toEqual([false, true]);
});

test('text is canonical: composed, without controls, ligatures and joined forms', () => {
  expect(pieces(item('e\u0301\u0000a\u202Eb'))[0]?.text).toBe('éab');
  expect(pieces(item('ﬁnd oﬀer'))[0]?.text).toBe('find offer');
  // The ligature of lam and khah keeps the order of its letters.
  expect(pieces(item('\uFE8D\uFCCB\uFEC4\uFEEE\uFEC1', { dir: 'rtl' }))[0]?.text).toBe('الخطوط');
  expect(pieces(item('\uD800x'))[0]?.text).toBe('\uFFFDx');
});

test('any item gives canonical text in a box of numbers, or nothing', () => {
  const anyItem = fc.record({
    str: fc.string({ unit: 'binary' }),
    dir: fc.constantFrom('ltr', 'rtl', 'ttb'),
    transform: fc.array(fc.double(), { minLength: 6, maxLength: 6 }),
    width: fc.double(),
    height: fc.double(),
    fontName: fc.constantFrom('body', 'downwards', '__proto__'),
  });
  fc.assert(
    fc.property(fc.array(anyItem), (items) => {
      for (const { text, box } of toPieces(items, FONTS, PAGE.toPage)) {
        expect(text).toBe(canonical(text).trim());
        expect(text).not.toBe('');
        expect(Object.values(box).filter((value) => Number.isNaN(value))).toEqual([]);
      }
    }),
  );
});

test('an item whose numbers make no sense is left out', () => {
  const senseless = { str: '!', dir: 'ltr', transform: [Infinity, 0, 0, 5e-324, 0, 0], width: 0, height: 0, fontName: 'body' };
  expect(toPieces([senseless], FONTS, PAGE.toPage)).toEqual([]);
});

test('text drawn twice to look bold or shadowed is one piece', () => {
  expect(pieces(item('Bold'), item('Bold', { x: 72.4 }), item('Bold', { x: 72.8, y: 100.5 }))).toHaveLength(1);
  expect(pieces(item('no'), item('no', { x: 90 }), item('no', { y: 112 }))).toHaveLength(3);
});

test('on a page turned by a quarter the text still runs to the right as shown', () => {
  // A page turned clockwise by 90°: its left edge is the top. The text was written upwards to allow for that.
  const turned = { ...item('Hello'), transform: [0, 10, -10, 0, 100, 72] };
  const [piece] = toPieces([turned], FONTS, [0, 1, 1, 0, 0, 0]);
  expect(piece).toMatchObject({ angle: 0, start: 72, baseline: 100 });
});

test('text that runs upwards on the page has a tall box', () => {
  const upwards = { ...item('Hello'), transform: [0, 10, -10, 0, 100, 392] };
  const [piece] = toPieces([upwards], FONTS, PAGE.toPage);
  expect(piece?.angle).toBe(270);
  expect(piece?.box).toEqual({ x: 92, y: 375, width: 10, height: widthOf('Hello') });
});

test('letters written downwards stand in the middle of their column', () => {
  const [piece] = toPieces([{ ...item('東京都', { font: 'downwards', x: 300, y: 100 }), width: 10, height: 30 }], FONTS, PAGE.toPage);
  expect(piece?.angle).toBe(90);
  expect(piece?.box).toEqual({ x: 295, y: 100, width: 10, height: 30 });
});

test('turning a point back keeps its distance, and a box holds what it was made from', () => {
  const coordinate = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(coordinate, coordinate, fc.integer({ min: 0, max: 359 }), (x, y, angle) => {
      const [along, across] = turnBack(x, y, angle);
      expect(Math.hypot(along, across)).toBeCloseTo(Math.hypot(x, y), 6);
      const box = uprightBox({ start: along, end: along + 1, top: across, bottom: across + 1 }, angle);
      expect(x).toBeGreaterThanOrEqual(box.x - 1e-6);
      expect(y).toBeGreaterThanOrEqual(box.y - 1e-6);
      expect(x).toBeLessThanOrEqual(box.x + box.width + 1e-6);
      expect(y).toBeLessThanOrEqual(box.y + box.height + 1e-6);
    }),
  );
});

test('of two transforms the inner one is applied first', () => {
  // Twice as large, then moved by (5, 7).
  expect(multiply([1, 0, 0, 1, 5, 7], [2, 0, 0, 2, 0, 0])).toEqual([2, 0, 0, 2, 5, 7]);
  expect(multiply([2, 0, 0, 2, 0, 0], [1, 0, 0, 1, 5, 7])).toEqual([2, 0, 0, 2, 10, 14]);
});
