import { expect, test } from 'vitest';
import { missingQuotation, quotationsIn } from './quotations.ts';

test('quotations are found in the marks of many countries', () => {
  expect(quotationsIn('He said "one", “two”, «three», „four“ and 「五六」.')).toEqual(['one', 'two', 'three', 'four', '五六']);
});

const source = 'The tenant “shall not keep any\npets” in the House, nor birds.';

test('a quotation is there whatever its case, marks and line breaks', () => {
  expect(missingQuotation('It says "Shall not keep any pets".', source)).toBeUndefined();
  expect(missingQuotation('It says "pets in the house, nor birds".', source)).toBeUndefined();
});

test('a quotation with words left out is looked for in parts', () => {
  expect(missingQuotation('It says "shall not keep … in the house".', source)).toBeUndefined();
  expect(missingQuotation('It says "shall not keep [...] in the garden".', source)).toBe('shall not keep [...] in the garden');
});

test('one changed word is enough, and half a word is none', () => {
  expect(missingQuotation('It says "shall not keep many pets".', source)).toBe('shall not keep many pets');
  expect(missingQuotation('It says "shall not keep any pet".', source)).toBe('shall not keep any pet');
});

test('a sentence without quotations misses none', () => {
  expect(missingQuotation("The tenant's pets aren't there.", source)).toBeUndefined();
});
