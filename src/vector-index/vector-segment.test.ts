import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildVectorSegment, readVectorSegment } from './vector-segment.ts';

test('gives back every value within half a step of its row', () => {
  const value = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(value, { maxLength: 60 }), (dimensions, values) => {
      const vectors = Float32Array.from(values.slice(0, values.length - (values.length % dimensions)));
      const { rows, scales, rowCount } = readVectorSegment(structuredClone(buildVectorSegment(vectors, dimensions)));
      expect(rowCount).toBe(vectors.length / dimensions);
      const wrong = vectors.filter((original, i) => {
        const scale = scales[Math.floor(i / dimensions)]!;
        return Math.abs(rows[i]! * scale - original) > scale * 0.5001;
      });
      expect(wrong).toHaveLength(0);
    }),
  );
});

test('zero vectors, and values that are no numbers, stay zero', () => {
  const { rows, scales } = readVectorSegment(buildVectorSegment(Float32Array.of(0, 0, NaN, NaN, Infinity, 1), 2));
  expect([...scales]).toEqual([0, 0, 0]);
  expect([...rows]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('takes a quarter of the bytes of floats, and a little', () => {
  expect(buildVectorSegment(new Float32Array(256 * 100), 256).byteLength).toBe(16 + 100 * (256 + 4));
});

test('refuses other formats, other things, and what was cut short', () => {
  const segment = buildVectorSegment(Float32Array.of(1, 0), 2);
  expect(() => readVectorSegment(segment.slice(0, -1))).toThrow('damaged');
  new Uint32Array(segment, 0, 4)[1] = 99;
  expect(() => readVectorSegment(segment)).toThrow('format 99');
  new Uint32Array(segment, 0, 4)[0] = 1;
  expect(() => readVectorSegment(segment)).toThrow('Not a vector segment');
  expect(() => readVectorSegment(new ArrayBuffer(2))).toThrow('Not a vector segment');
});

test('refuses a broken last row', () => {
  expect(() => buildVectorSegment(new Float32Array(5), 2)).toThrow(RangeError);
});
