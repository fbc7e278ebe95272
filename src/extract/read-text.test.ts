import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExtraction } from './check-extraction.ts';
import { canonical } from './canonical.ts';
import { extract } from './extract.ts';
import { paragraphs } from './read-text.ts';

const cut = (text: string) => paragraphs(text).map(({ kind, level, start, end }) => `${kind}${level > 0 ? ` ${level}` : ''}: ${text.slice(start, end)}`);

/** The same cut, made the slow way. */
const naive = (text: string) => text.split(/\n(?:[^\S\n]*\n)+/u).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '');

describe('reading plain text', () => {
  test('blank lines part paragraphs, and a hard-wrapped paragraph is one', () => {
    expect(cut('  One line\nand the next.\n\n\n \t\nSecond,\n')).toEqual(['paragraph: One line\nand the next.', 'paragraph: Second,']);
  });

  test('it cuts as a split at blank lines does, whatever the text, and further only behind a heading', () => {
    const text = fc.array(fc.constantFrom('a', 'B c', '\n', '\n\n', ' ', '\t', '\u3000', '\u00A0', '第1章', '12. X')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (raw) => {
      const blocks = paragraphs(raw);
      const whole: { start: number; end: number }[] = [];
      for (const [i, { start, end }] of blocks.entries()) {
        const before = blocks[i - 1];
        const apart = !before || /\n[^\S\n]*\n/u.test(raw.slice(before.end, start));
        if (!apart) expect([before.kind, blocks[i]?.kind]).toContain('heading');
        if (apart) whole.push({ start, end });
        else whole.at(-1)!.end = end;
      }
      expect(whole.map(({ start, end }) => raw.slice(start, end))).toEqual(naive(raw));
    }), { numRuns: 2_000 });
  });

  test.each([
    ['GOVERNING LAW', 1], ['12. GOVERNING LAW', 1], ['12.3 Limitation of Liability', 2], ['Article IV. TERMINATION', 1], ['ÜBERSICHT', 1], ['IV. Entire Agreement', 1],
    ['第三章 法律责任', 1], ['第十二条 违约', 2], ['CLÁUSULA PRIMERA', 1],
  ])('%s alone on a line is a heading', (line, level) => {
    expect(cut(`Before.\n\n${line}\n\nAfter.`)[1]).toBe(`heading ${level}: ${line}`);
  });

  test.each(['1. Buy milk', 'WHEREAS, the parties agree;', 'He left.', 'A', 'USA', '2. The tenant pays the rent.', 'القانون', '你好', '2003 was good'])('%s alone on a line is a paragraph', (line) => {
    expect(cut(`Before.\n\n${line}\n\nAfter.`)[1]).toBe(`paragraph: ${line}`);
  });

  const long = 'The tenant pays a rent of 900 euros on the first day of each month, by transfer.';

  test.each([
    ['What we cover', 2], ['GOVERNING LAW', 1], ['2.1 Payment of Rent', 2], ['Qué cubrimos', 2], ['第二条 租金', 2],
  ])('%s right above a paragraph is its heading', (line, level) => {
    expect(cut(`Before.\n\n${line}\n${long}\nMore.\n\nAfter.`)).toEqual(['paragraph: Before.', `heading ${level}: ${line}`, `paragraph: ${long}\nMore.`, 'paragraph: After.']);
  });

  test('so is a word above one short sentence', () => {
    expect(cut('Claims\nTell us about it in time.')).toEqual(['heading 2: Claims', 'paragraph: Tell us about it in time.']);
  });

  test('headings between paragraphs are found without any blank line, when they are numbered or in capitals', () => {
    expect(cut(`1. Rent\n${long}\n2. Deposit\n${long}\nNOTICES\n${long}`)).toEqual([
      'heading 1: 1. Rent', `paragraph: ${long}`, 'heading 1: 2. Deposit', `paragraph: ${long}`, 'heading 1: NOTICES', `paragraph: ${long}`,
    ]);
  });

  test.each([
    ['a line that goes on', `The agreement was signed by the\n${long}`],
    ['a sentence', `Rent is due.\n${long}`],
    ['an address', 'Ana Pérez\nCalle Mayor 12, 36201 Vigo'],
    ['a record', `Name: Ana Pérez\n${long}`],
    ['an item of a list', '1. Rent\n2. Heating and Water of the Whole House'],
    ['a paragraph with narrow lines', 'This paragraph was wrapped at some\nForty characters by a careful program.'],
    ['a word in capitals inside a sentence', `which is called the\nAGREEMENT\n${long}`],
  ])('%s is no heading', (_, text) => {
    expect(cut(text)).toEqual([`paragraph: ${text}`]);
  });

  test('the text itself is not changed, and the promises of every extraction are kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), async (raw) => {
        const written = `${raw.replaceAll(/\p{Cc}/gu, ' ')}x`;
        const extraction = await extract(new Blob([written]), 'a.txt', undefined, () => {});
        expect(checkExtraction(extraction)).toEqual([]);
        expect(extraction.text).toBe(canonical(written).replace(/^\uFEFF/, ''));
      }),
    );
  });

  test('a single line of fifty megabytes, and ten million blank lines, are read in one pass', async () => {
    const started = performance.now();
    const extraction = await extract(new Blob(['Ein Wort '.repeat(5_600_000)]), 'line.txt', undefined, () => {});
    expect(extraction.blocks.length).toBe(1);
    await expect(extract(new Blob(['\n'.repeat(10_000_000)]), 'blank.txt', undefined, () => {})).rejects.toMatchObject({ code: 'file-without-text', details: { pages: 0 } });
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 60_000);
});
