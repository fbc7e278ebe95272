import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmapScale } from './pdf-draw.ts';

test('a page is drawn at the scale that was asked for', () => {
  expect(bitmapScale(595, 842, 2)).toBe(2);
});

test('no bitmap passes sixteen million pixels or 8,192 a side, whatever is asked for', () => {
  const length = fc.double({ min: 1, max: 20_000, noNaN: true });
  fc.assert(
    fc.property(length, length, fc.double(), (width, height, wanted) => {
      const scale = bitmapScale(width, height, wanted);
      expect(scale).toBeGreaterThan(0);
      expect(width * scale * height * scale).toBeLessThanOrEqual(16_000_001);
      expect(Math.max(width, height) * scale).toBeLessThanOrEqual(8_192.001);
    }),
  );
});
