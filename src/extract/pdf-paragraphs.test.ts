import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLines } from './pdf-lines.ts';
import { PageWriter } from './pdf-page-text.ts';
import { toParagraphs } from './pdf-paragraphs.ts';
import type { PdfItem } from './pdf-pieces.ts';
import { below, column, item, pieces, type ColumnSetting } from './pdf-typeset.test.support.ts';

function pageOf(...items: PdfItem[]) {
  const writer = new PageWriter();
  for (const paragraph of toParagraphs(toLines(pieces(...items)))) writer.addParagraph(paragraph);
  return writer.finish();
}
const blocksOf = (...items: PdfItem[]) => {
  const { text, blocks } = pageOf(...items);
  return blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
};

const FIRST = 'The tenant shall pay the rent on the first working day of every month to the account named by the landlord without any deduction.';
const SECOND = 'If the rent is late by more than ten days the landlord may ask for interest at the legal rate until it is paid in full and in cash.';

/** Both texts below each other. */
function twoParagraphs(setting: ColumnSetting, gap: number): PdfItem[] {
  const first = column(FIRST, setting);
  return [...first, ...column(SECOND, { ...setting, y: below(first) + gap })];
}

test('lines of a paragraph are joined by a space', () => {
  expect(blocksOf(...column(FIRST))).toEqual([`paragraph: ${FIRST}`]);
});

test('extra spacing begins a paragraph', () => {
  expect(blocksOf(...twoParagraphs({}, 8))).toEqual([`paragraph: ${FIRST}`, `paragraph: ${SECOND}`]);
});

test('an indent begins a paragraph', () => {
  expect(blocksOf(...twoParagraphs({ indent: 15 }, 0))).toEqual([`paragraph: ${FIRST}`, `paragraph: ${SECOND}`]);
});

test('a short last line ends a paragraph', () => {
  expect(blocksOf(...twoParagraphs({}, 0))).toEqual([`paragraph: ${FIRST}`, `paragraph: ${SECOND}`]);
});

test('double spacing is not taken for the end of every line', () => {
  expect(blocksOf(...column(FIRST, { leading: 24 }))).toEqual([`paragraph: ${FIRST}`]);
});

test('a line broken early in the middle of a sentence runs on', () => {
  expect(blocksOf(item('The parties', { y: 100 }), item('agree as follows', { y: 112 }), ...column(FIRST, { y: 136 }))[0]).toBe(
    'paragraph: The parties agree as follows',
  );
});

test('text of any length set in any column comes back as it was', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.integer({ min: 80, max: 450 }), fc.integer({ min: 10, max: 22 }), (words, width, leading) => {
      const text = words.join(' ');
      expect(blocksOf(...column(text, { width, leading }))).toEqual([`paragraph: ${text}`]);
    }),
  );
});

test('a sentence goes on from the foot of a column to the head of the next', () => {
  const left = column('The buyer may return the goods within fourteen days after they have', { width: 200, y: 700 });
  const right = column('arrived, at the expense of the seller.', { width: 200, x: 320, y: 100 });
  expect(blocksOf(...left, ...right)).toEqual(['paragraph: The buyer may return the goods within fourteen days after they have arrived, at the expense of the seller.']);
});

test('a new sentence at the head of the next column is a paragraph of its own', () => {
  expect(blocksOf(...column('The buyer pays.', { y: 700 }), ...column('The seller delivers.', { x: 320, y: 100 }))).toHaveLength(2);
});

test('a larger line is not joined with what follows it', () => {
  expect(blocksOf(item('Lease of a Flat', { size: 16, y: 80 }), ...column(FIRST))).toEqual(['paragraph: Lease of a Flat', `paragraph: ${FIRST}`]);
});

test('bullets begin list items, and their hanging lines belong to them', () => {
  const items = [item('• Keys for the front door and the cellar, which the', { y: 100 }), item('Landlord hands over', { x: 82, y: 112 }), item('• Meters', { y: 124 })];
  expect(blocksOf(...items)).toEqual(['list-item: • Keys for the front door and the cellar, which the Landlord hands over', 'list-item: • Meters']);
});

test('a numbered clause after the end of a sentence begins a paragraph', () => {
  const items = [item('1. Rent is due on the first working day of each month.', { y: 100 }), item('2. Interest is due on the second working day of it.', { y: 112 })];
  expect(blocksOf(...items)).toHaveLength(2);
});

test('rows of a table stay rows, with tabs between their cells', () => {
  const row = (y: number, ...cells: string[]) => cells.map((cell, index) => item(cell, { x: 72 + index * 120, y }));
  const { text, blocks } = pageOf(...row(100, 'Item', 'Price'), ...row(112, 'Chair', '40'), ...row(124, 'Table', '90'));
  expect(blocks.map(({ kind }) => kind)).toEqual(['table-row', 'table-row', 'table-row']);
  expect(text).toBe('Item\tPrice\nChair\t40\nTable\t90');
});

test('lines of a table of contents are not run together', () => {
  expect(blocksOf(item('Definitions ............................................ 4', { y: 100 }), item('Rent ................................................... 5', { y: 112 }))).toHaveLength(2);
});

test('lines of a title in the middle of the page are one', () => {
  const wide = column(FIRST, { y: 160, width: 460 });
  expect(blocksOf(item('ARTICLE 1', { x: 279, y: 100 }), item('CONTRACT FOR SERVICES', { x: 249, y: 112 }), ...wide)[0]).toBe('paragraph: ARTICLE 1 CONTRACT FOR SERVICES');
});

test('lines in scripts without spaces are joined without one', () => {
  expect(blocksOf(item('本合同自双方签字之日起生效', { y: 100, size: 20 }), item('有效期为三年。', { y: 124, size: 20 }))).toEqual(['paragraph: 本合同自双方签字之日起生效有效期为三年。']);
});

test('every run is the text that stands in its box', () => {
  const items = twoParagraphs({ indent: 15 }, 8);
  const { text, starts, ends, boxes } = pageOf(...items);
  expect(starts.map((start, run) => text.slice(start, ends[run]))).toEqual(items.map(({ str }) => str));
  expect(boxes).toEqual(pieces(...items).flatMap(({ box }) => [box.x, box.y, box.width, box.height]));
});
