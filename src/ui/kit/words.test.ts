import { describe, expect, test } from 'vitest';
import { bytesWords } from './bytes-words.ts';
import { countWords, numberWords } from './count-words.ts';
import { millisecondsWords, secondsWords } from './duration-words.ts';
import { pageRanges } from './page-ranges.ts';
import { placeText, sourceName } from './place-text.ts';

describe('numbers', () => {
  test('one thing is singular, none and many are plural', () => {
    expect([0, 1, 2, 1204].map((count) => countWords(count, 'word'))).toEqual(['0 words', '1 word', '2 words', '1,204 words']);
  });
  test('an irregular plural is the one that was given', () => expect(countWords(3, 'child', 'children')).toBe('3 children'));
  test('thousands are grouped', () => expect(numberWords(1234567)).toBe('1,234,567'));
});

describe('time', () => {
  test('time left gets coarser the longer it is', () => {
    expect([0, 4, 22, 58, 170, 3600, 3900].map(secondsWords)).toEqual(['1 s', '4 s', '20 s', '60 s', '3 min', '1 h', '1 h 5 min']);
  });
  test('time taken is exact while it is short', () => {
    expect([0.2, 38.4, 1240, 90_000].map(millisecondsWords)).toEqual(['1 ms', '38 ms', '1.2 s', '2 min']);
  });
});

test('sizes are in the units that file managers show', () => {
  expect([0, 1, 999, 1000, 1250, 20_000, 999_600, 300_000_000, 2e9].map(bytesWords)).toEqual(
    ['0 bytes', '1 byte', '999 bytes', '1 kB', '1.3 kB', '20 kB', '1 MB', '300 MB', '2 GB'],
  );
});

describe('pages', () => {
  test('neighbours are joined', () => expect(pageRanges([3, 7, 8, 9])).toBe('pages 3, 7–9'));
  test('one page is singular', () => expect(pageRanges([3])).toBe('page 3'));
  test('order and repetition do not matter', () => expect(pageRanges([9, 3, 8, 3, 7])).toBe('pages 3, 7–9'));
});

describe('places', () => {
  test('a page and the nearest heading', () => expect(placeText({ page: 17, headings: ['Terms', 'Governing law'] })).toBe('page 17 · Governing law'));
  test('the printed label wins over the number', () => expect(placeText({ page: 4, pageLabel: 'iv', headings: [] })).toBe('page iv'));
  test('a document without pages has its heading alone', () => expect(placeText({ headings: ['Rent'] })).toBe('Rent'));
  test('a place that has nothing to say is empty', () => expect(placeText({ headings: [' '] })).toBe(''));
  test('a source is named by document and place', () => {
    expect(sourceName('Lease.docx', { page: 3, headings: ['Termination'] })).toBe('Lease.docx, page 3, Termination');
    expect(sourceName('notes.txt', { headings: [] })).toBe('notes.txt');
  });
});
