import { describe, expect, test } from 'vitest';
import { datesIn, hasDate } from './dates.ts';

const first = (text: string) => datesIn(text)[0]?.readings;

test.each([
  'on 3 May 2021', 'on May 3, 2021', 'on May 3rd, 2021', 'on 2021-05-03', 'the 3rd day of May, 2021', 'am 3. Mai 2021', 'el 3 de mayo de 2021', 'le 3 mai 2021', '2021年5月3日', 'on 3 May, 2021', 'on MAY 3 2021',
])('%s is the third of May', (text) => {
  expect(first(text)).toEqual([{ year: 2021, month: 5, day: 3 }]);
});

test('a date of figures only is read in both orders where both are dates', () => {
  expect(first('03/05/2021')).toEqual([{ year: 2021, day: 3, month: 5 }, { year: 2021, day: 5, month: 3 }]);
  expect(first('25.12.21')).toEqual([{ year: 2021, day: 25, month: 12 }]);
});

test('a month stands alone where a date is expected, and is a verb elsewhere', () => {
  expect(first('It began in March.')).toEqual([{ month: 3 }]);
  expect(first('Section 5 may apply and they march on.')).toBeUndefined();
  expect(first('It ended in May 2021.')).toEqual([{ year: 2021, month: 5 }]);
});

test('what is no date is none', () => {
  expect(datesIn('Version 10.4.2, room 99/99/2021, 13 of them')).toEqual([]);
});

describe('a date is backed', () => {
  const backed = (claim: string, source: string, years: number[] = []) => hasDate(datesIn(claim)[0]!, datesIn(source), new Set(years));

  test('by the same date written otherwise', () => {
    expect(backed('on 3 May 2021', 'Dated 2021-05-03.')).toBe(true);
    expect(backed('on 3 May 2021', '05/03/2021')).toBe(true);
  });

  test('by one that says more', () => {
    expect(backed('in May 2021', 'Dated May 3, 2021.')).toBe(true);
  });

  test('by one without a year, when the year stands elsewhere', () => {
    expect(backed('on 3 May 2021', 'On May 3 they met.', [2021])).toBe(true);
    expect(backed('on 3 May 2021', 'On May 3 they met.', [2020])).toBe(false);
  });

  test('not by another day, month or year, and not by one that says less', () => {
    for (const source of ['May 4, 2021', 'June 3, 2021', 'May 3, 2020', 'May 2021']) expect(backed('on 3 May 2021', source)).toBe(false);
  });
});
