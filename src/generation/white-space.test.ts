import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collapse, collapseWithOrigin } from './white-space.ts';

/** Text with much white space of many kinds in it. */
const spaced = fc.array(fc.oneof(fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u3000', '\n\n'), fc.string({ unit: 'grapheme' }))).map((parts) => parts.join(''));

test('any run of white space is one space, and none is left at the ends', () => {
  expect(collapse('  The\n\nlaw \t of\u00a0 Texas\n')).toBe('The law of Texas');
  expect(collapse(' \n\t ')).toBe('');
});

test('both ways of collapsing agree', () => {
  fc.assert(fc.property(spaced, (text) => {
    expect(collapseWithOrigin(text).text).toBe(collapse(text));
  }));
});

test('every unit knows where it came from', () => {
  fc.assert(
    fc.property(spaced, (text) => {
      const collapsed = collapseWithOrigin(text);
      expect(collapsed.origin).toHaveLength(collapsed.text.length + 1);
      for (const [i, unit] of collapsed.text.split('').entries()) {
        const there = text[collapsed.origin[i] ?? -1];
        expect(unit === ' ' ? /\s/u.test(there ?? '') : there === unit).toBe(true);
      }
    }),
  );
});

test('the offset after the last unit is that after the last word', () => {
  const { text, origin } = collapseWithOrigin('  a b  ');
  expect(origin[text.length]).toBe(5);
});
