import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangedIn, inSameOrder } from './near-copy.ts';
import { readText } from './source-text.ts';
import { tokensOf } from './tokens.ts';

const source = 'In 1191 King Richard left Messina for Acre with forty ships. Isaac refused to release the prisoners in 1192.';
const exchanged = (claim: string, text = source) => exchangedIn(readText(claim), readText(text));

test('a copy has exchanged nothing, nor has one with a clause less', () => {
  expect(exchanged('In 1191 King Richard left Messina for Acre with forty ships.')).toBeUndefined();
  expect(exchanged('King Richard left Messina for Acre.')).toBeUndefined();
});

describe('what stands in the place of something else is named', () => {
  test('a name', () => {
    expect(exchanged('In 1191 King Isaac left Messina for Acre with forty ships.')).toEqual({ code: 'name-elsewhere', what: 'King Isaac' });
  });
  test('a number', () => {
    expect(exchanged('In 1192 King Richard left Messina for Acre with forty ships.')).toEqual({ code: 'number-elsewhere', what: '1192' });
  });
  test('a "not" put in or left out', () => {
    expect(exchanged('In 1191 King Richard did not leave Messina for Acre with forty ships.')).toEqual({ code: 'negation-differs', what: 'not' });
    expect(exchanged('The tenant shall keep any pets here.', 'The tenant shall not keep any pets here.')).toEqual({ code: 'negation-differs', what: 'not' });
  });
  test('a name that changed its place with another', () => {
    expect(exchanged('Japan declared the Saudi government nonfriendly in winter.', 'The Saudi government declared Japan nonfriendly in winter.')).toMatchObject({ code: 'name-elsewhere' });
  });
});

test('a name in the place of "he" is no exchange, and a moved place takes its preposition along', () => {
  expect(exchanged('Richard ordered Isaac to release all the prisoners.', 'He ordered Isaac to release all the prisoners.')).toBeUndefined();
  expect(exchanged('In Albany the general William Shirley presented his plans.', 'The general William Shirley presented his plans in Albany.')).toBeUndefined();
});

test('sentences with little in common are not compared', () => {
  expect(exchanged('Isaac is a king who never let anybody go from Acre.')).toBeUndefined();
});

test('the words in the same order are as many as trying all ways finds', () => {
  const naive = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return 0;
    if (a[0] === b[0]) return 1 + naive(a.slice(1), b.slice(1));
    return Math.max(naive(a.slice(1), b), naive(a, b.slice(1)));
  };
  const words = fc.array(fc.constantFrom('red', 'blue', 'oak', 'sky'), { maxLength: 8 });
  fc.assert(fc.property(words, words, (a, b) => {
    const pairs = inSameOrder(tokensOf(a.join(' ')), tokensOf(b.join(' ')));
    expect(pairs).toHaveLength(naive(a, b));
    for (const [i, j] of pairs) expect(a[i]).toBe(b[j]);
    for (const [k, [i, j]] of pairs.entries()) {
      const [before, below] = pairs[k - 1] ?? [-1, -1];
      expect(i > before && j > below).toBe(true);
    }
  }));
});
