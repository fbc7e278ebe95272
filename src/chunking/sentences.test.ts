import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from './sentences.ts';

const split = (text: string) => sentences(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));
/** Writes sentences with a bar between them, and expects the bars to be found. */
const expectSplit = (marked: string) => expect(split(marked.replaceAll('|', ''))).toEqual(marked.split('|').map((part) => part.trim()));

describe('ends a sentence where a reader would', () => {
  test.each([
    ['English', 'The term is five years. |It begins on signing! |Does it renew? |No.'],
    ['Spanish', 'El Sr. García llegó a la pág. 12 del contrato. |¿Qué pasó? |¡Nada! |La Sra. Díaz firmó.'],
    ['German', 'Das gilt z. B. für Dr. Meier. |Am 3. März im 19. Jahrhundert kam er. |Siehe § 5 Abs. 2 BGB. |Er ging.'],
    ['French', 'M. Dupont est parti. |« Bonjour. » |Il est revenu.'],
    ['Chinese', '今天天气很好。|我们去公园吧！|好吗？'],
    ['Japanese', '本契約は日本法に準拠する。|「はい。そうです。」|以上。'],
    ['Arabic', 'هذا كتاب. |هل تقرأ؟ |نعم.'],
    ['Hindi', 'यह एक पुस्तक है। |वह पढ़ता है।'],
  ])('in %s', (_, marked) => expectSplit(marked));
});

describe('goes on', () => {
  test.each([
    ['after titles and initials', 'Dr. Smith met J. R. R. Tolkien and Prof. Lee. |They talked.'],
    ['after months and numbers of things', 'On Jan. 5 they saw No. 7 of vol. 2, pp. 3–9. |See Sec. 12.3 and Art. IV there.'],
    ['after company forms, unless a new sentence plainly begins', 'Acme Inc. Delaware sued Roe v. Wade Ltd. and won. |He joined Acme Inc. |The firm grew.'],
    ['in abbreviations with several full stops', 'The U.S. Government pays at 5 p.m. sharp, i.e. late, e.g. on Monday. |It was in the U.S. |They left.'],
    ['after the label of a clause', '12. The Buyer pays. |12.3 The Seller delivers. |IV. Both sign. |(a) This is first.'],
    ['after a quotation inside a sentence', '“Stop!” he said. |He asked “why?” and left.'],
    ['inside a short quotation', 'He said: "Stop. Now!" |Then he left.'],
    ['over a single line end', 'The term\nis five years. |It\nends.'],
  ])('%s', (_, marked) => expectSplit(marked));
});

test('"No." alone is a sentence, and a letter behind an ordinary word ends one', () => {
  expectSplit('Is it so? |No. |It is not. |We chose plan B. |The end.');
});

test('a clause label behind a full stop begins a sentence', () => {
  expectSplit('The terms follow. |(a) Term. |(ii) The fee is due (see below).');
});

test('an empty line ends a sentence, with blanks in it or not', () => {
  expect(split('A heading\n\nSome text\n \t\nmore\n\n\n')).toEqual(['A heading', 'Some text', 'more']);
});

test('keeps offsets of the whole text when only a part is asked for', () => {
  const text = 'One. Two. Three.';
  expect(sentences(text, { start: 5, end: 9 })).toEqual([{ start: 5, end: 9 }]);
});

test('cuts a sentence without end at semicolons, else commas, else spaces, else anywhere', () => {
  for (const part of ['some words in a list; ', 'some words in a list, ', 'some words in a list ', 'words', '漢字', '👩']) {
    const parts = split(part.repeat(600));
    const lengths = parts.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1000);
    expect(lengths.length).toBeLessThan((part.length * 600) / 200);
    if (/[;,]/.test(part)) for (const sentence of parts) expect(sentence).toMatch(/[;,]$/);
    for (const sentence of parts) expect(sentence.isWellFormed()).toBe(true);
  }
});

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('. ', '\n', '\n\n', '"', ' “', '” ', '; ', 'Dr. ', 'e.g. ', '12. ', '(a) ', '。', '؟ ', '👩🏽‍🚀', 'שלום ', 'é', 'Inc. ', '\t'),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('word', 'x').chain((word) => fc.nat({ max: 800 }).map((n) => word.repeat(n))),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('loses nothing but white space, in order, trimmed and never too long', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.nat(), (text, a, b) => {
      const [start, end] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y) as [number, number];
      let at = start;
      for (const span of sentences(text, { start, end })) {
        expect(text.slice(at, span.start).trim()).toBe('');
        const sentence = text.slice(span.start, span.end);
        expect(sentence).not.toBe('');
        expect(sentence).toBe(sentence.trim());
        expect(sentence.length).toBeLessThanOrEqual(1000);
        at = span.end;
      }
      expect(text.slice(at, end).trim()).toBe('');
    }),
  );
});
