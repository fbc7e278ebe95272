import { describe, expect, test } from 'vitest';
import { checkExtraction } from './check-extraction.ts';
import { crowdedZip, docxOf, p, part, zipOf, type DocxParts } from './docx.test.support.ts';
import { extract } from './extract.ts';

const readBlob = (file: Blob, name = 'letter.docx') => extract(file, name, undefined, () => {});

async function read(parts: DocxParts) {
  const extraction = await readBlob(await docxOf(parts));
  expect(checkExtraction(extraction)).toEqual([]);
  return { ...extraction, kinds: extraction.blocks.map(({ kind, level }) => (level > 0 ? `${kind} ${level}` : kind)) };
}

const STYLES = part('styles', `
  <w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Klausel"><w:name w:val="Klausel"/><w:basedOn w:val="Ttulo2"/></w:style>
  <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
  <w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>`);
const NUMBERING = part('numbering', `
  <w:abstractNum w:abstractNumId="7">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
    <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`);
const numbered = (text: string, level: number, list = 1) => p(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

describe('reading Word documents', () => {
  test('paragraphs, headings, quotes and rows become blocks, in any language of Word', async () => {
    const { text, kinds, extractor } = await read({
      body: `${p('Über', '<w:pStyle w:val="Klausel"/>')}${p('Ein Satz.')}${p('Level', '<w:outlineLvl w:val="2"/>')}${p('Zitiert.', '<w:pStyle w:val="Zitat"/>')}${p('x', '<w:pStyle w:val="Loop"/>')}
        <w:tbl><w:tr><w:tc>${p('Name')}</w:tc><w:tc>${p('Ana')}${p('María')}</w:tc></w:tr><w:tr><w:tc>${p('年龄')}</w:tc><w:tc>${p('7')}</w:tc></w:tr></w:tbl>`,
      others: { 'styles.xml': STYLES },
    });
    expect(text).toBe('Über\n\nEin Satz.\n\nLevel\n\nZitiert.\n\nx\n\nName\tAna María\n年龄\t7');
    expect(kinds).toEqual(['heading 2', 'paragraph', 'heading 3', 'quote', 'paragraph', 'table-row', 'table-row']);
    expect(extractor).toBe('docx/1');
  });

  test('the numbers that Word shows are in the text', async () => {
    const { text, kinds } = await read({
      body: [numbered('Law', 0), numbered('Scope', 1), numbered('Term', 1), numbered('a', 2), numbered('b', 2), numbered('dot', 3), numbered('Next', 0), numbered('Sub', 1), numbered('From five', 0, 2), numbered('six', 0, 2), numbered('none', 0, 0)].join(''),
      others: { 'numbering.xml': NUMBERING },
    });
    expect(text.split(/\n+/)).toEqual(['1. Law', '1.1 Scope', '1.2 Term', '(a) a', '(b) b', 'dot', '2. Next', '2.1 Sub', '5. From five', '6. six', 'none']);
    expect(kinds.at(-1)).toBe('paragraph');
    expect(kinds[3]).toBe('list-item 3');
  });

  test('inserted text is kept; deleted, moved away, hidden text and field codes are not', async () => {
    const { text } = await read({
      body: `<w:p><w:r><w:t>a </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve"> seen</w:t></w:r>
        <w:r><w:instrText> HYPERLINK "http://x" </w:instrText></w:r><w:hyperlink r:id="r1"><w:r><w:t xml:space="preserve"> link</w:t></w:r></w:hyperlink>
        <w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent><w:r><w:t xml:space="preserve"> control</w:t></w:r></w:sdtContent></w:sdt></w:p>`,
    });
    expect(text).toBe('a new seen link control');
  });

  test('tabs, breaks and hard hyphens are characters; tab stops are not', async () => {
    const { text } = await read({ body: '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>' });
    expect(text).toBe('a\tb\nc-d');
  });

  test('a text box is read once, after its paragraph', async () => {
    const box = `<w:txbxContent>${p('boxed')}</w:txbxContent>`;
    const { text } = await read({ body: `<w:p><w:r><w:t>before </w:t><mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent><w:t>after</w:t></w:r></w:p>` });
    expect(text).toBe('before after\n\nboxed');
  });

  test('notes and comments follow the text; headers and footers come once, and page numbers not at all', async () => {
    const { text } = await read({
      body: p('Body.'),
      others: {
        'footnotes.xml': part('footnotes', `<w:footnote w:type="separator">${p('-----')}</w:footnote><w:footnote>${p('A note.')}</w:footnote>`),
        'comments.xml': part('comments', `<w:comment w:author="X">${p('A comment.')}</w:comment>`),
        'header1.xml': part('hdr', p('Confidential')), 'header2.xml': part('hdr', p('Confidential')), 'footer1.xml': part('ftr', p('12')),
      },
    });
    expect(text).toBe('Body.\n\nA note.\n\nA comment.\n\nConfidential');
  });

  test('charts and chunks of HTML are read where they stand', async () => {
    const chart = '<c:chart xmlns:c="c"><c:ser><c:tx><c:v>Fruit</c:v></c:tx><c:cat><c:v>March</c:v><c:v>April</c:v></c:cat><c:val><c:v>1</c:v><c:v>2</c:v></c:val></c:ser></c:chart>';
    const mht = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Stra=C3=9Fe und We=\r\ng</p>\r\n--B--\r\n';
    const { text } = await read({
      body: `<w:p><w:r><w:t>See:</w:t><w:drawing><c:chart xmlns:c="c" r:id="r0"/></w:drawing></w:r></w:p><w:altChunk r:id="r1"/><w:altChunk r:id="r2"/>${p('End.')}`,
      others: { 'chart1.xml': chart, 'a.html': '<h1>Chunk</h1><script>x()</script>', 'b.mht': mht },
    });
    expect(text).toBe('See:\n\nFruit\n\nMarch\tApril\n1\t2\n\nChunk\n\nStraße und Weg\n\nEnd.');
  });

  test('the title comes from the properties, and broken properties spoil nothing', async () => {
    const core = (title: string): DocxParts['raw'] => [['docProps/core.xml', `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>${title}</dc:title></cp:coreProperties>`]];
    expect((await read({ body: p('x'), raw: core('A  title') ?? [] })).title).toBe('A title');
    expect((await read({ body: p('x'), raw: core('<broken') ?? [] })).title).toBeUndefined();
  });

  test('the strict form, other part names and other prefixes are read', async () => {
    const file = await zipOf([
      ['[Content_Types].xml', '<Types><Override PartName="/other/main.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'],
      ['_rels/.rels', '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/other/main.xml"/></Relationships>'],
      ['other/main.xml', '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>strict</x:t></x:r></x:p></x:body></x:document>'],
    ]);
    expect((await readBlob(file)).text).toBe('strict');
  });
});

describe('hostile and broken Word documents', () => {
  test('a document type, and so every entity, is refused', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">${'<!ENTITY b "&a;&a;">'.repeat(5)}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`;
    await expect(readBlob(await zipOf([['word/document.xml', laughs]]))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  test('a long entity repeated ten thousand times is refused before it is unfolded', async () => {
    const bomb = `<!DOCTYPE w [<!ENTITY a "${'x'.repeat(50_000)}">]><w>${'&a;'.repeat(10_000)}</w>`;
    await expect(readBlob(await zipOf([['word/document.xml', bomb]]))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  test('text that unpacks to more than two hundred times its size is refused with the limit named', async () => {
    const bomb = part('document', `<w:body>${p('a'.repeat(30_000_000))}</w:body>`);
    const file = await zipOf([['word/document.xml', bomb]]);
    expect(file.size).toBeLessThan(200_000);
    await expect(readBlob(file)).rejects.toMatchObject({ code: 'file-over-limit', details: { limit: expect.stringContaining('200 times') } });
  });

  test('sizes that lie are found out', async () => {
    const bytes = new Uint8Array(await (await docxOf({ body: p('honest '.repeat(500)) })).arrayBuffer());
    const view = new DataView(bytes.buffer);
    // The size before packing, in every header: local headers keep it at 22, the directory at 24.
    for (let at = 0; at + 30 < bytes.length; at += 1) {
      if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    await expect(readBlob(new Blob([bytes]))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  test('a file cut short anywhere is damaged, or not there at all', async () => {
    const whole = await docxOf({ body: p('All of it. '.repeat(200)) });
    for (const share of [0.02, 0.3, 0.6, 0.9, 0.99]) {
      await expect(readBlob(whole.slice(0, Math.round(whole.size * share)))).rejects.toMatchObject({ code: 'file-damaged', details: { format: 'Word document' } });
    }
  });

  test('XML cut short, or nested without end, is damaged', async () => {
    for (const body of ['<w:p><w:r><w:t>cut', `${'<w:p>'.repeat(400)}`]) {
      await expect(readBlob(await docxOf({ body }))).rejects.toMatchObject({ code: 'file-damaged' });
    }
  });

  test('hostile names are only labels', async () => {
    const raw = [['__proto__', 'x'], ['constructor', 'x'], ['word/__proto__', 'x'], ['../../etc/passwd', 'x'], ['\u202Egnp.exe', 'x']] as const;
    expect((await readBlob(await docxOf({ body: p('safe', '<w:pStyle w:val="__proto__"/>'), raw }))).text).toBe('safe');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('ten thousand files in one archive are too many', async () => {
    await expect(readBlob(crowdedZip(10_001))).rejects.toMatchObject({ code: 'file-over-limit' });
    await expect(readBlob(crowdedZip(9_999), 'many.zip')).rejects.toMatchObject({ code: 'file-not-supported', details: { found: 'a ZIP archive' } });
  });

  test('archives that are something else are named', async () => {
    const named = async (entries: readonly (readonly [string, string])[]) => {
      const error: unknown = await readBlob(await zipOf(entries), 'x.docx').catch((reason: unknown) => reason);
      return (error as { details: { found: string } }).details.found;
    };
    expect(await named([['a.txt', 'x']])).toBe('a ZIP archive');
    expect(await named([['mimetype', 'application/epub+zip']])).toBe('an EPUB book');
    expect(await named([['mimetype', 'application/vnd.oasis.opendocument.text']])).toBe('an OpenDocument text');
    expect(await named([['[Content_Types].xml', '<Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>']])).toBe('an Excel workbook');
  });

  test('a document without any text says so', async () => {
    await expect(readBlob(await docxOf({ body: p('  ') }))).rejects.toMatchObject({ code: 'file-without-text', details: { pages: 0 } });
  });
});
