import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStopFilter } from './stop-strings.ts';

/** Few letters, so that stop strings begin and overlap often. */
const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });

/** The plain way: the whole text, cut before the first stop string that is complete first. */
function cut(pieces: readonly string[], stops: readonly string[]): string {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    const found = stops.filter((stop) => stop !== '').map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) return text.slice(0, Math.min(...found));
  }
  return text;
}

function filtered(pieces: readonly string[], stops: readonly string[]) {
  const filter = createStopFilter(stops);
  const shown = pieces.map((piece) => filter.push(piece));
  return { shown, text: [...shown, filter.end()].join(''), stopped: filter.stopped };
}

test('what is shown, joined, is the text before the first stop string', () => {
  fc.assert(fc.property(fc.array(letters, { maxLength: 8 }), fc.array(letters, { maxLength: 3 }), (pieces, stops) => {
    expect(filtered(pieces, stops).text).toBe(cut(pieces, stops));
  }), { numRuns: 500 });
});

test('nothing is shown that has to be taken back', () => {
  fc.assert(fc.property(fc.array(letters, { maxLength: 8 }), fc.array(letters, { minLength: 1, maxLength: 3 }), (pieces, stops) => {
    const { shown } = filtered(pieces, stops);
    const final = cut(pieces, stops);
    shown.reduce((so, piece) => {
      expect(final.startsWith(so + piece)).toBe(true);
      return so + piece;
    }, '');
  }), { numRuns: 500 });
});

describe('a piece', () => {
  test('that cannot begin a stop string is shown at once', () => {
    expect(filtered(['The ', 'rent'], ['\n\n']).shown).toEqual(['The ', 'rent']);
  });

  test('that may begin one waits for the next', () => {
    expect(filtered(['due.\n', 'Next'], ['\n\n'])).toEqual({ shown: ['due.', '\nNext'], text: 'due.\nNext', stopped: false });
  });

  test('that was held back is shown at the end', () => {
    expect(filtered(['due.\n'], ['\n\n']).text).toBe('due.\n');
  });
});

test('after a stop string nothing is shown any more', () => {
  expect(filtered(['a', 'STOP b', 'c'], ['STOP'])).toEqual({ shown: ['a', '', ''], text: 'a', stopped: true });
});
