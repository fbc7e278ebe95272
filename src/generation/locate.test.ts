import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSpanOf, locate } from './locate.ts';
import { collapse } from './white-space.ts';

const bare = (quote: string) => ({ quote, prefix: '', suffix: '' });

describe('a quotation', () => {
  const text = 'One. The law of Texas governs. Two. The law of Ohio governs. Three.';

  test('is taken at the very offsets where it is said to be', () => {
    expect(locate(text, { start: 5, end: 30 }, bare('The law of Texas governs.'))).toEqual({ start: 5, end: 30 });
  });

  test('is the same where its lines break elsewhere', () => {
    const broken = 'One. The law\n  of Texas\ngoverns. Two.';
    expect(locate(broken, { start: 5, end: 32 }, bare('The law of Texas governs.'))).toEqual({ start: 5, end: 32 });
  });

  test('is found again when the text before it grew', () => {
    const shifted = `A new first line.\n${text}`;
    const found = locate(shifted, { start: 5, end: 30 }, { quote: 'The law of Texas governs.', prefix: 'One. ', suffix: ' Two.' });
    expect(found && shifted.slice(found.start, found.end)).toBe('The law of Texas governs.');
  });

  test('that stands in several places is the one with the same surroundings, not the nearest', () => {
    const twice = 'Buyer: thirty days. And then many words. Seller: thirty days. End.';
    const found = locate(twice, { start: 0, end: 12 }, { quote: 'thirty days.', prefix: 'Seller: ', suffix: ' End.' });
    expect(found?.start).toBe(twice.lastIndexOf('thirty'));
  });

  test('without surroundings is the nearest of several', () => {
    expect(locate('aaa thirty bbb thirty ccc', { start: 14, end: 20 }, bare('thirty'))?.start).toBe(15);
  });

  test('that is nowhere is not found', () => {
    expect(locate(text, { start: 5, end: 30 }, bare('The law of Utah governs.'))).toBeUndefined();
    expect(locate(text, { start: 0, end: 4 }, bare('  \n'))).toBeUndefined();
  });

  test('far from where it should be counts only when what stands around it agrees', () => {
    const far = `${'x '.repeat(3_000)}yes, thirty days, no`;
    expect(locate(far, { start: 0, end: 11 }, bare('thirty days'))).toBeUndefined();
    expect(locate(far, { start: 0, end: 11 }, { quote: 'thirty days', prefix: 'yes, ', suffix: ', no' })).toBeDefined();
  });
});

test('whatever is found holds the words that were looked for', () => {
  const words = fc.array(fc.constantFrom('law', 'of', 'Texas', '德克萨斯', 'قانون', '\n', '  '), { minLength: 1, maxLength: 30 }).map((list) => list.join(' '));
  fc.assert(
    fc.property(words, words, fc.integer(), fc.integer(), (text, quote, start, end) => {
      const found = locate(text, { start, end }, bare(quote));
      if (found) expect(collapse(text.slice(found.start, found.end))).toBe(collapse(quote));
      else expect(collapse(quote) === '' || !collapse(text).includes(collapse(quote))  || Math.abs(start) > 1_000).toBe(true);
    }),
  );
});

test('only whole offsets in the right order inside the text make a span', () => {
  for (const [start, end] of [[-1, 2], [2, 2], [3, 1], [0, 99], [0.5, 2], [Number.NaN, 2], [0, Number.POSITIVE_INFINITY]] as const) {
    expect(isSpanOf('four', { start, end })).toBe(false);
  }
  expect(isSpanOf('four', { start: 0, end: 4 })).toBe(true);
});
