import { describe, expect, test } from 'vitest';
import { checkExtraction } from './check-extraction.ts';
import { extract } from './extract.ts';

async function read(markdown: string) {
  const extraction = await extract(new Blob([markdown]), 'notes.md', undefined, () => {});
  expect(checkExtraction(extraction)).toEqual([]);
  return { ...extraction, kinds: extraction.blocks.map(({ kind, level }) => (level > 0 ? `${kind} ${level}` : kind)) };
}

describe('reading Markdown', () => {
  test('headings, lists, quotes, code and tables become blocks without their signs', async () => {
    const { text, kinds, title, format, extractor } = await read(
      '# Café *notes*\n\nSome **bold** and `code` and ~~old~~ text\nover two lines.\n\n- one\n  - inner\n- two\n\n3. third\n4. fourth\n\n> A quote\n> goes on.\n\n```js\nif (a < b) {\n  x();\n}\n```\n\n| L | R |\n|---|--:|\n| a | b |\n',
    );
    expect(text).toBe(
      'Café notes\n\nSome bold and code and old text\nover two lines.\n\none\ninner\ntwo\n3. third\n4. fourth\n\nA quote\ngoes on.\n\nif (a < b) {\n  x();\n}\n\nL\tR\na\tb',
    );
    expect(kinds).toEqual(['heading 1', 'paragraph', 'list-item 1', 'list-item 2', 'list-item 1', 'list-item 1', 'list-item 1', 'quote', 'code', 'table-row', 'table-row']);
    expect([title, format, extractor]).toEqual(['Café notes', 'markdown', 'markdown/1']);
  });

  test('links keep their words, images their description, entities their letters', async () => {
    const { text } = await read('See [the *manual*](javascript:alert(1)) and ![a red fox](fox.png "t"). &eacute;tude &lt;b&gt; a &amp; b, 3 < 4, `&amp;` \\*plain\\*\n\n[ref]: http://x.example\n');
    expect(text).toBe('See the manual and a red fox. étude <b> a & b, 3 < 4, &amp; *plain*');
  });

  test('raw HTML gives its text and nothing else', async () => {
    const { text } = await read('<div onclick="x()">\n<p>inside</p>\n<script>evil()</script>\n</div>\n\nA <b>bold</b> word<br>and <script>alert(1)</script> end.\n\n<!-- note -->\n');
    expect(text).toBe('inside\n\nA bold word\nand  end.');
  });

  test('front matter stays findable, and names the document', async () => {
    const { text, title, kinds } = await read('---\ntitle: "Día uno"\ntags: [a, b]\n---\n# Heading\n');
    expect(text).toBe('title: "Día uno"\ntags: [a, b]\n\nHeading');
    expect(title).toBe('Día uno');
    expect(kinds).toEqual(['code', 'heading 1']);
    expect((await read('---\n\nA rule, then text.\n\n---\n')).text).toBe('A rule, then text.');
  });

  test('paragraphs and code inside a list item stay with it', async () => {
    expect((await read('1. first\n\n   more of it\n\n       code\n\n2. second\n')).kinds).toEqual(['list-item 1', 'list-item 1', 'code', 'list-item 1']);
  });

  test.each([
    ['ten thousand quotes', `${'>'.repeat(10_000)}deep`],
    ['lists in lists without end', Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth * 2)}- deep`).join('\n')],
    ['numbers in numbers', `${'1. '.repeat(3_000)}deep`],
    ['quotes and items by turns', `${'> - '.repeat(1_000)}deep`],
    ['brackets', `${'['.repeat(20_000)}deep`],
    ['stars', `${'*a **b '.repeat(5_000)}deep`],
    ['underscores', `${'_a'.repeat(10_000)}deep`],
    ['back quotes', `${Array.from({ length: 600 }, (_, length) => `${'`'.repeat(length)}a`).join('')}deep`],
  ])('%s are read in reasonable time', async (_, markdown) => {
    const started = performance.now();
    expect((await read(markdown)).text).toContain('deep');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('elements nested without end are refused', async () => {
    await expect(read('<div>'.repeat(20_000))).rejects.toMatchObject({ code: 'file-over-limit' });
  });
});
