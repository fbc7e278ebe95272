import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedPieces } from './marked-pieces.ts';

const text = 'The lease ends in May.';

test('marks what lies inside, in the offsets of the whole document', () => {
  const pieces = markedPieces(text, { start: 100, end: 122 }, [{ start: 104, end: 109 }]);
  expect(pieces.map((piece) => [piece.text, piece.marked])).toEqual([['The ', false], ['lease', true], [' ends in May.', false]]);
});

test('overlapping and touching marks become one', () => {
  const pieces = markedPieces(text, { start: 0, end: text.length }, [{ start: 10, end: 14 }, { start: 4, end: 9 }, { start: 8, end: 10 }]);
  expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(['lease ends']);
});

test('a mark that reaches beyond the text is cut, one outside of it is left out', () => {
  const pieces = markedPieces(text, { start: 50, end: 72 }, [{ start: 10, end: 53 }, { start: 90, end: 95 }]);
  expect(pieces.map((piece) => [piece.text, piece.marked])).toEqual([['The', true], [' lease ends in May.', false]]);
});

test('for any marks, no character is lost and each is marked exactly when a span covers it', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([start, end]) => ({ start, end }));
  fc.assert(fc.property(fc.string({ maxLength: 40 }), fc.nat(20), fc.array(span), (words, start, spans) => {
    const pieces = markedPieces(words, { start, end: start + words.length }, spans);
    expect(pieces.map((piece) => piece.text).join('')).toBe(words);
    const marked = pieces.flatMap((piece) => Array.from({ length: piece.text.length }, () => piece.marked));
    const naive = Array.from({ length: words.length }, (_, index) => spans.some((one) => one.start <= start + index && start + index < one.end));
    expect(marked).toEqual(naive);
  }));
});
