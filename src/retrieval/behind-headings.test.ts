import { expect, test } from 'vitest';
import { behindHeadings } from './behind-headings.ts';

const rest = (text: string, ...headings: string[]) => text.slice(behindHeadings({ text, place: { headings } }));

test('a passage goes on behind the headings that it begins with', () => {
  expect(rest('Rent\nThe tenant pays.', 'Rent')).toBe('The tenant pays.');
  expect(rest('  2 Payment \n\n2.1 Rent\nThe tenant pays.', '2 Payment', '2.1 Rent')).toBe('The tenant pays.');
});

test('words that only begin like a heading belong to the text', () => {
  expect(rest('Rent is due.\nMore.', 'Rent')).toBe('Rent is due.\nMore.');
  expect(rest('The tenant pays.\nRent\nMore.', 'Rent')).toBe('The tenant pays.\nRent\nMore.');
  expect(rest('Rent', 'Rent')).toBe('Rent');
  expect(rest('\nText.', '')).toBe('Text.');
  expect(rest('', 'Rent')).toBe('');
});
