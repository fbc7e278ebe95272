import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markHeadings, normalisedTitle } from './pdf-headings.ts';
import { joinBrokenWords } from './pdf-hyphens.ts';
import { toLines } from './pdf-lines.ts';
import { PageWriter, withoutCharacters, type PageText } from './pdf-page-text.ts';
import { toParagraphs } from './pdf-paragraphs.ts';
import type { PdfItem } from './pdf-pieces.ts';
import { column, item, pieces } from './pdf-typeset.test.support.ts';

function pageOf(...items: PdfItem[]): PageText {
  const writer = new PageWriter();
  for (const paragraph of toParagraphs(toLines(pieces(...items)))) writer.addParagraph(paragraph);
  return writer.finish();
}
const lines = (...texts: string[]) => pageOf(...texts.map((text, index) => item(text, { y: 100 + index * 12 })));
const textsOf = (pages: readonly PageText[]) => joinBrokenWords(pages).map(({ text }) => text);

test('a word broken at a line’s end is joined when the document writes it in one piece elsewhere', () => {
  expect(textsOf([lines('The new develop-', 'ment is done.'), lines('Development takes time.')])).toEqual(['The new development is done.', 'Development takes time.']);
});

test('a hyphen stays when the joined word occurs nowhere else, or seldom against the hyphenated one', () => {
  expect(textsOf([lines('This is a self-', 'evident truth.')])).toEqual(['This is a self-evident truth.']);
  expect(textsOf([lines('They will re-', 'sign it.'), lines('Resign. You re-sign and re-sign.')])[0]).toBe('They will re-sign it.');
});

test('a hyphen before a capital letter or a number stays', () => {
  expect(textsOf([lines('Born in Austria-', 'Hungary long ago'), lines('Austriahungary')])[0]).toBe('Born in Austria-Hungary long ago');
});

test('a dash at a line’s end is no hyphen', () => {
  expect(textsOf([lines('It was late -', 'too late for us.')])).toEqual(['It was late - too late for us.']);
});

test('a word broken in German, with its umlauts, is joined', () => {
  expect(textsOf([lines('Die Kündi-', 'gungsfrist beträgt drei Monate.'), lines('Kündigungsfrist: siehe oben.')])[0]).toBe('Die Kündigungsfrist beträgt drei Monate.');
});

test('runs and blocks still hold their text after characters were taken out', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc-'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 10 }), fc.infiniteStream(fc.boolean()), (words, chosen) => {
      const writer = new PageWriter();
      for (const text of words) writer.addOverlay({ text, box: { x: 0, y: 0, width: 1, height: 1 } });
      const page = writer.finish();
      const offsets = [...page.text].flatMap((letter, offset) => (letter === '-' && chosen.next().value ? [offset] : []));
      const shorter = withoutCharacters(page, offsets);
      // The naive way: mark each character, drop the marked ones, and see what is left of every run.
      const gone = new Set(offsets);
      const left = (start: number, end: number) => [...page.text].filter((_, offset) => offset >= start && offset < end && !gone.has(offset)).join('');
      expect(shorter.text).toBe(left(0, page.text.length));
      expect(shorter.starts.map((start, run) => shorter.text.slice(start, shorter.ends[run]))).toEqual(page.starts.map((start, run) => left(start, page.ends[run] ?? 0)));
      expect(shorter.blocks.map(({ start, end }) => shorter.text.slice(start, end))).toEqual(page.blocks.map(({ start, end }) => left(start, end)));
    }),
  );
});

test('notes follow the text of the page, each as a block of its own', () => {
  const writer = new PageWriter();
  for (const paragraph of toParagraphs(toLines(pieces(item('Printed text.'))))) writer.addParagraph(paragraph);
  writer.addOverlay({ text: 'A comment', box: { x: 5, y: 6, width: 70, height: 8 } });
  const page = writer.finish();
  expect(page.text).toBe('Printed text.\n\nA comment');
  expect(page.boxes.slice(4)).toEqual([5, 6, 70, 8]);
});

const BODY = 'The quick brown fox jumps over the lazy dog and then it rests a while under a tree, as foxes do, until the evening comes.';

function headingsOf(outline: ReadonlyMap<string, number>, ...items: PdfItem[]) {
  const page = pageOf(...items);
  markHeadings([page], outline);
  return page.blocks.filter(({ kind }) => kind === 'heading').map(({ level, start, end }) => `${level} ${page.text.slice(start, end)}`);
}
const NO_OUTLINE = new Map<string, number>();
const body = (y: number) => column(BODY, { y });

test('larger lines are headings, the largest of the first level', () => {
  const items = [item('Of Foxes', { y: 60, size: 20 }), ...body(100), item('Their Rest', { y: 200, size: 14 }), ...body(230), item('Their Food', { y: 330, size: 14 }), ...body(360)];
  expect(headingsOf(NO_OUTLINE, ...items)).toEqual(['1 Of Foxes', '2 Their Rest', '2 Their Food']);
});

test('a larger sentence, a larger number and a long larger paragraph are no headings', () => {
  const items = [item('Foxes rest here.', { y: 60, size: 14 }), ...body(100), item('42', { y: 200, size: 30 }), ...column(`${BODY} ${BODY}`, { y: 230, size: 14, leading: 17 }), ...[0, 1, 2, 3, 4, 5].flatMap((index) => body(420 + 60 * index))];
  expect(headingsOf(NO_OUTLINE, ...items)).toEqual([]);
});

test('a numbered line in a font of its own is a heading; in the font of the text it is not', () => {
  const bold = [item('3. Use of the Premises', { y: 60, font: 'bold' }), ...body(80)];
  expect(headingsOf(NO_OUTLINE, ...bold)).toEqual(['1 3. Use of the Premises']);
  expect(headingsOf(NO_OUTLINE, item('3. Use of the Premises', { y: 60 }), ...body(80))).toEqual([]);
  expect(headingsOf(NO_OUTLINE, item('ARTICLE IV. TERMINATION', { y: 60, font: 'bold' }), ...body(80))).toEqual(['1 ARTICLE IV. TERMINATION']);
  expect(headingsOf(NO_OUTLINE, item('Please note', { y: 60, font: 'bold' }), ...body(80))).toEqual([]);
});

test('titles of the document’s own table of contents are headings whatever they look like', () => {
  const outline = new Map([[normalisedTitle('The  REST of Foxes'), 2]]);
  expect(headingsOf(outline, ...body(60), item('The Rest of Foxes', { y: 200 }), ...body(230))).toEqual(['1 The Rest of Foxes']);
});
