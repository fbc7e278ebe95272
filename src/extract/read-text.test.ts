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

  test('it cuts as a split at blank lines does, whatever the text', () => {
    const text = fc.array(fc.constantFrom('a', 'B c', '\n', '\n\n', ' ', '\t', '\u3000', '\u00A0', '第1章', '12. X')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (raw) => {
      expect(paragraphs(raw).map(({ start, end }) => raw.slice(start, end))).toEqual(naive(raw));
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
