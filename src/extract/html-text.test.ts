import { describe, expect, test } from 'vitest';
import { BlockWriter } from './block-writer.ts';
import { HtmlText, HtmlTooDeep } from './html-text.ts';

function read(html: string, window = html.length || 1): { text: string; kinds: string[]; title: string | undefined } {
  const writer = new BlockWriter();
  const page = new HtmlText(writer);
  for (let start = 0; start < html.length; start += window) page.write(html.slice(start, start + window));
  page.end();
  const { text, blocks } = writer.finish();
  return { text, kinds: blocks.map(({ kind, level }) => (level > 0 ? `${kind} ${level}` : kind)), title: page.title };
}

describe('the text of a web page', () => {
  test('headings, paragraphs, lists, quotes, code and rows become blocks in order', () => {
    const { text, kinds } = read(`
      <h1>Über  uns</h1><p>Ein <b>Satz</b>, der
      weitergeht.</p><ul><li>eins<ul><li>eins A</li></ul></li><li>zwei</ul>
      <blockquote><p>Quoted.</p></blockquote><pre>  a\n    b\n</pre>
      <table><tr><th>Name</th><th>Age</th></tr><tr><td>Ana</td><td>7</td></tr></table>`);
    expect(text).toBe('Über uns\n\nEin Satz, der weitergeht.\n\neins\neins A\nzwei\n\nQuoted.\n\n  a\n    b\n\nName\tAge\nAna\t7');
    expect(kinds).toEqual(['heading 1', 'paragraph', 'list-item 1', 'list-item 2', 'list-item 1', 'quote', 'code', 'table-row', 'table-row']);
  });

  test('white space collapses as in a browser, across elements and line breaks', () => {
    expect(read('<p> a <i> b </i> c<br> d\n</p>').text).toBe('a b c\nd');
    expect(read('<p>un<b>believ</b>able</p>').text).toBe('unbelievable');
    expect(read('<div>one<div>two</div>three</div>').text).toBe('one\n\ntwo\n\nthree');
  });

  test('it does not matter where the page is cut while it is read', () => {
    const html = '<h2>T &amp; Q</h2><p>a&nbsp;b &lt;tag&gt; &#x4F60;&#22909;<script>no()</script> end</p>';
    const whole = read(html);
    for (let window = 1; window < 20; window += 1) expect(read(html, window)).toEqual(whole);
    expect(whole.text).toBe('T & Q\n\na\u00A0b <tag> 你好 end');
  });

  test('what a browser does not show is left out', () => {
    const { text } = read(`<head><title>t</title><style>p{}</style></head><body onload="x()"><script>evil()</script>
      <noscript>enable</noscript><template><p>tpl</p></template><p hidden>secret</p><div style="color:red; display : none">gone<p>deep</p></div>
      <img src=x onerror="alert(1)" alt="pic"><a href="javascript:alert(1)">link text</a><!-- comment --><svg><text>drawn</text></svg></body>`);
    expect(text).toBe('link text');
  });

  test('hidden text ends where its element ends', () => {
    expect(read('<p>a<span hidden>x<b>y</b></span>b</p>').text).toBe('ab');
    expect(read('<ul><li hidden>x<li>y</ul>').text).toBe('y');
  });

  test('the title is the title of the page, not of a drawing in it', () => {
    expect(read('<title> A &amp; B\n</title><svg><title>icon</title></svg><p>x').title).toBe('A & B');
    expect(read('<p>x</p><svg><title>icon</title></svg>').title).toBeUndefined();
    expect(read('<head><title>T</title><p>body without an end of head').text).toBe('body without an end of head');
  });

  test('the links of a menu are pieces of their own, and stay in the text', () => {
    const { text, kinds } = read('<nav><ul><li><a>Home</a><li><a>Our insurance</a></ul><a>Log in</a> <a>Help</a></nav><p>See <a>this</a> page.</p><footer><ul><li>Imprint<li>Terms</ul></footer><ul><li>a<li>b</ul>');
    expect(text).toBe('Home\n\nOur insurance\n\nLog in\n\nHelp\n\nSee this page.\n\nImprint\n\nTerms\n\na\nb');
    expect(kinds).toEqual([...Array.from({ length: 7 }, () => 'paragraph'), 'list-item 1', 'list-item 1']);
  });

  test('the mark of a link to a heading is no part of it', () => {
    const { text, kinds } = read(`<h2>Rent<a class="headerlink" href="#rent">¶</a></h2><h3><a href="#c">#</a> The C# language</h3><h3>See <a href="/x">the lease</a><a href="#s"> 🔗 </a></h3><p><a>#</a> stays</p>`);
    expect(text).toBe('Rent\n\nThe C# language\n\nSee the lease\n\n# stays');
    expect(kinds).toEqual(['heading 2', 'heading 3', 'heading 3', 'paragraph']);
  });

  test('a link in a heading that is never closed loses no text', () => {
    expect(read('<h2><a>Rent<h2>Deposit<p>text').text.replaceAll(/\s+/g, ' ')).toBe('Rent Deposit text');
    expect(read('<h2>a <a>b<br>c</a> d</h2>').text).toBe('a b\nc d');
  });

  test('a table that lays out a page is read as the page it shows', () => {
    const { text, kinds } = read('<table><tr><td><h1>Head</h1><p>Text one.</p></td><td><ul><li>a</li></ul></td></tr></table>');
    expect(text).toBe('Head\n\nText one.\n\na');
    expect(kinds).toEqual(['heading 1', 'paragraph', 'list-item 1']);
  });

  test('tables inside tables keep their rows', () => {
    expect(read('<table><tr><td>side</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>').text).toBe('side\n\n1\t2');
  });

  test('unclosed and stray tags lose no text', () => {
    expect(read('</div><p>a<p>b<td>c</li>d<table><tr><td>e').text.replaceAll(/\s+/g, '')).toBe('abcde');
  });

  test('nested lists know their depth', () => {
    expect(read('<ol><li>a<ul><li>b<ol><li>c</ol></ul></ol>').kinds).toEqual(['list-item 1', 'list-item 2', 'list-item 3']);
  });

  test('a hundred thousand nested elements are refused at once', () => {
    const started = performance.now();
    expect(() => read(`${'<div>'.repeat(100_000)}x`)).toThrow(HtmlTooDeep);
    expect(read(`${'<div>'.repeat(9_000)}deep`).text).toBe('deep');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
