import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLines } from './pdf-lines.ts';
import { textOf } from './pdf-paragraphs.ts';
import type { PdfItem } from './pdf-pieces.ts';
import { item, pieces, widthOf } from './pdf-typeset.test.support.ts';

const linesOf = (...items: PdfItem[]) => toLines(pieces(...items)).map(textOf);

test('pieces of one baseline are a line, with a space where there is a gap', () => {
  expect(linesOf(item('Hel'), item('lo', { x: 87 }), item('world', { x: 100 }), item('next', { y: 112 }))).toEqual(['Hello world', 'next']);
});

test('a word set letter by letter is one word', () => {
  const letters = [...'typography'].map((letter, index) => item(letter, { x: 72 + index * 5.2 }));
  expect(linesOf(...letters)).toEqual(['typography']);
});

test('the words of a line come out in their order, however many pieces they are drawn in', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefgäß1'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (words, cuts) => {
      const text = words.join(' ');
      const items: PdfItem[] = [];
      for (let from = 0; from < text.length; ) {
        const length = cuts.next().value ?? 1;
        items.push(item(text.slice(from, from + length), { x: 72 + widthOf(text.slice(0, from)) }));
        from += length;
      }
      expect(linesOf(...items)).toEqual([text]);
    }),
  );
});

test('raised and lowered letters stay on their line', () => {
  expect(linesOf(item('E = mc'), item('2', { x: 102, y: 96, size: 6 }), item('and H', { x: 108 }), item('2', { x: 133, y: 102, size: 6 }), item('O', { x: 136 }))).toEqual([
    'E = mc2 and H2O',
  ]);
});

test('a piece drawn late but standing in front comes first', () => {
  expect(linesOf(item('text', { x: 90 }), item('•', { x: 72 }))).toEqual(['• text']);
});

test('text drawn over other text is not woven into it', () => {
  expect(linesOf(item('Original words'), item('OVER', { x: 80 }))).toEqual(['Original words', 'OVER']);
});

test('cells far apart are told from words', () => {
  const [line] = toLines(pieces(item('Name', { x: 72 }), item('Amount', { x: 200 }), item('due', { x: 235 })));
  expect(line?.gaps).toEqual(['', '\t', ' ']);
});

test('Chinese and Japanese letters need no spaces between them', () => {
  expect(linesOf(item('東京', { size: 10 }), item('都は', { x: 84 }))).toEqual(['東京都は']);
  expect(linesOf(item('서울', { size: 10 }), item('시', { x: 85 }))).toEqual(['서울 시']);
});

test('right-to-left words are read from the right, whichever way they were drawn', () => {
  const right = item('العقد', { x: 200, dir: 'rtl' });
  const left = item('الأول', { x: 170, dir: 'rtl' });
  expect(linesOf(right, left)).toEqual(['العقد الأول']);
  expect(linesOf(left, right)).toEqual(['العقد الأول']);
});

test('words and numbers of another direction keep their own order inside a right-to-left line', () => {
  const items = [
    item('ينتهي العقد في', { x: 300, dir: 'rtl' }),
    item('31', { x: 240 }),
    item('December', { x: 255 }),
    item('من كل عام', { x: 190, dir: 'rtl' }),
  ];
  expect(linesOf(...items)).toEqual(['ينتهي العقد في 31 December من كل عام']);
});

test('a Hebrew word inside an English line stays in its place', () => {
  expect(linesOf(item('The word', { x: 72 }), item('שלום', { x: 117, dir: 'rtl' }), item('means peace', { x: 142 }))).toEqual(['The word שלום means peace']);
});

test('an accent drawn by itself becomes part of its letter', () => {
  const [line] = toLines(pieces(item('cafe', { x: 72 }), item('\u0301', { x: 88 }), item('s', { x: 93 })));
  expect(line && textOf(line)).toBe('cafés');
  expect(line?.pieces).toHaveLength(2);
});

test('text in another direction is a line of its own', () => {
  const upwards = { ...item('DRAFT'), transform: [0, 10, -10, 0, 98, 692] };
  expect(linesOf(item('Plain'), upwards)).toEqual(['Plain', 'DRAFT']);
});

test('a page of a hundred thousand equal pieces on one line is read in no time', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => item('.', { x: index * 5 }));
  const [line] = toLines(pieces(...many));
  expect(line?.pieces).toHaveLength(100_000);
});
