import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { spread } from './spread.ts';

const hit = (document: string, sameness: string, score: number) => ({ documentId: document as DocumentId, sameness, score });

test('a running title that stands on every page is shown once', () => {
  const pages = [hit('a', 'annual report page', 0.9), hit('a', 'annual report page', 0.8), hit('a', 'profit rose', 0.5)];
  expect(spread(pages, true)).toEqual([pages[0], pages[2]]);
});

test('the same words in two documents are two hits', () => {
  expect(spread([hit('a', 'x', 1), hit('b', 'x', 0.9)], false)).toHaveLength(2);
});

test('the fourth hit of one document lets another document go first', () => {
  const long = [1, 2, 3, 4, 5].map((i) => hit('long', String(i), 1 - i / 100));
  const other = hit('other', 'x', 0.9);
  expect(spread([...long, other], false).indexOf(other)).toBe(3);
});

test('inside one document, hits keep their order however many there are', () => {
  const long = [1, 2, 3, 4, 5, 6].map((i) => hit('long', String(i), 1 - i / 100));
  expect(spread(long, true)).toEqual(long);
});

test('nothing is lost but repetitions, and nothing is added', () => {
  const hits = fc.array(fc.record({ document: fc.constantFrom('a', 'b'), sameness: fc.constantFrom('x', 'y', 'z'), score: fc.double({ min: 0, max: 1, noNaN: true }) }));
  fc.assert(
    fc.property(hits, fc.boolean(), (list, one) => {
      const given = list.map(({ document, sameness, score }) => hit(document, sameness, score)).sort((a, b) => b.score - a.score);
      const keys = (some: typeof given) => new Set(some.map(({ documentId, sameness }) => `${documentId}/${sameness}`));
      const kept = spread(given, one);
      expect(keys(kept)).toEqual(keys(given));
      expect(kept).toHaveLength(keys(given).size);
    }),
  );
});
