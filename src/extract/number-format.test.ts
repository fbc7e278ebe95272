import { expect, test } from 'vitest';
import { formatNumber } from './number-format.ts';

test.each([
  [1, 'decimal', '1'], [7, 'decimalZero', '07'], [26, 'lowerLetter', 'z'], [27, 'lowerLetter', 'aa'], [54, 'upperLetter', 'BBB'], [1994, 'upperRoman', 'MCMXCIV'], [4, 'lowerRoman', 'iv'],
  [3, 'none', ''], [0, 'lowerRoman', undefined], [-1, 'upperLetter', undefined], [1e9, 'upperRoman', undefined], [1.5, 'decimal', undefined], [3, 'ideographDigital', undefined],
])('%d as %s is %j', (number, format, shown) => {
  expect(formatNumber(number, format)).toBe(shown);
});
