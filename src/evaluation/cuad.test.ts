import { describe, expect, test } from 'vitest';
import { CALIBRATION, countVerdicts, holdsMost, judge, REPORTED } from './cuad.ts';

const clause = { text: 'This Agreement shall be governed by the laws of the State of Texas.' };
const answered = (...quotes: string[]) => ({ outcome: 'answered' as const, quotes });
const declined = { outcome: 'not-in-documents' as const, quotes: [] };

describe('a contract with the clause', () => {
  test('is answered right by the clause, wherever its lines break', () => {
    expect(judge(answered('This Agreement shall be\n   governed by the laws of the State\nof Texas.'), [clause])).toBe('right');
  });

  test('is answered right by most of the clause, or by two quotes that share it', () => {
    expect(judge(answered('shall be governed by the laws of the State of Texas'), [clause])).toBe('right');
    expect(judge(answered('This Agreement shall be governed', 'by the laws of the State of Texas.'), [clause])).toBe('right');
  });

  test('is answered right by any one of several clauses', () => {
    expect(judge(answered(clause.text), [{ text: 'Something else entirely in this place.' }, clause])).toBe('right');
  });

  test('is not answered by something else, nor by too little of the clause', () => {
    expect(judge(answered('The rent is due.'), [clause])).toBe('elsewhere');
    expect(judge(answered('the State of Texas'), [clause])).toBe('elsewhere');
    expect(judge(declined, [clause])).toBe('missed');
  });
});

test('a contract without the clause is rightly declined, or an answer is invented', () => {
  expect(judge(declined, [])).toBe('rightly declined');
  expect(judge(answered('The rent is due.'), [])).toBe('invented');
});

test('a word said once holds one of the clause, not all', () => {
  expect(holdsMost('the', 'the the the the')).toBe(false);
  expect(holdsMost('', '')).toBe(false);
});

test('verdicts are counted, and written as one letter a contract', () => {
  expect(countVerdicts(REPORTED[0]!, ['right', 'rightly declined', 'missed', 'elsewhere', 'invented'])).toMatchObject({
    present: 3, right: 1, elsewhere: 1, missed: 1, absent: 2, declined: 1, contracts: 'R·mei',
  });
});

test('nothing that is reported is calibrated on', () => {
  const reported = new Set(REPORTED.map(({ clause: type }) => type));
  expect(CALIBRATION.filter(({ clause: type }) => reported.has(type))).toEqual([]);
});
