import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkExtraction } from './check-extraction.ts';
import { DOCUMENTS } from './corpus.test.support.ts';
import { extract } from './extract.ts';

const PAGES = `${DOCUMENTS}web-pages`;
const read = (html: BlobPart) => extract(new Blob([html]), 'page.html', undefined, () => {});
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

describe('reading web pages', () => {
  test('a page has its title, its words and nothing that runs', async () => {
    const extraction = await read('<!doctype html><title>T&eacute;</title><body onload=x()><h1>Hi</h1><p>a<img src=x onerror=alert(1)>b<script>evil()</script>');
    expect(extraction).toMatchObject({ format: 'html', extractor: 'html/2', title: 'Té', text: 'Hi\n\nab' });
  });

  test.each([
    ['elements', '<div>'.repeat(100_000), 'file-over-limit'],
    ['tables', '<table><tr><td>'.repeat(50_000), 'file-over-limit'],
  ])('a hundred thousand %s inside each other are refused with the limit named', async (_, html, code) => {
    const started = performance.now();
    await expect(read(`${html}x`)).rejects.toMatchObject({ code, details: { limit: '10,000 elements inside each other' } });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test.each([
    ['attributes without end', `<p ${'a=b '.repeat(200_000)}>text</p>`],
    ['entities without end', `<p>${'&amp;&#x41;&nosuch;'.repeat(100_000)}text</p>`],
    ['closing tags without end', `${'</div></p></table>'.repeat(100_000)}text`],
    ['an unclosed comment', `text<!-- ${'- '.repeat(500_000)}`],
    ['quotes without end', `text<p title="${'x'.repeat(1_000_000)}`],
    ['spaces without end', `text${' \n'.repeat(1_000_000)}`],
  ])('%s are read in one pass', async (_, html) => {
    const started = performance.now();
    const extraction = await read(html);
    expect(extraction.text).toContain('text');
    expect(checkExtraction(extraction)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test.skipIf(!existsSync(PAGES))('the main text of saved pages is all there', async () => {
    const shares: number[] = [];
    for (const name of readdirSync(PAGES)) {
      const { text } = await read(readFileSync(`${PAGES}/${name}/source.html`));
      const expected = await read(readFileSync(`${PAGES}/${name}/expected.html`)).catch(() => undefined);
      if (!expected) continue;
      const found = wordsOf(text);
      const wanted = [...wordsOf(expected.text)];
      const share = wanted.filter((word) => found.has(word)).length / wanted.length;
      shares.push(share);
      if (share < 0.99) process.stdout.write(`  ${name}: ${(share * 100).toFixed(1)} % of the words\n`);
    }
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    process.stdout.write(`main text of ${shares.length} web pages: ${(mean * 100).toFixed(2)} % of the different words found\n`);
    expect(mean).toBeGreaterThanOrEqual(0.99);
  }, 60_000);
});
