import { describe, expect, test } from 'vitest';
import { corpusFiles, ending, expectations, findingsIn, hasDocuments, tallyOf } from './corpus.test.support.ts';
import { extract } from './extract.ts';

const DEADLINE_SECONDS = 30;
const read = (file: Blob, fileName: string) => extract(file, fileName, undefined, () => {});

/** Expectations that hold for the output of another program, and not for the text a reader sees; each was checked in the document. */
const WRONG: ReadonlyMap<string, readonly string[]> = new Map([
  // Not a document in any format: HTML source in quoted-printable, followed by binary.
  ['test_ignore_IBM420.html', ['Please check your email']],
  // Attachments inside the document, and where they once lay: files of their own, not its text.
  ['test_recursive_embedded.docx', ['assume among the powers', 'id="embed4.txt"', 'C:\\Users\\tallison\\AppData\\Local\\Temp\\embed1.zip', 'C:\\Users\\tallison\\Desktop\\tmp\\New folder (2)\\embed1.zip', 'When in the Course']],
  ['test_recursive_embedded_npe.docx', ['java.lang.NullPointerException']],
  // Names and addresses of pictures.
  ['testHTML_embedded_img.html', ['src="data:"', 'moscow-birds']],
  ['testHTML_embedded_img_in_js.html', ['moscow-birds']],
  ['testWORD_embedded_pics.docx', ['header', 'footer', 'body_pic.jpg', 'sdt_pic.jpg', 'deeply_embedded_pic', 'deleted_pic', 'footnotes_pic', 'comments_pic', 'endnotes_pic']],
  // Names of the files themselves.
  ['testTXT.txt', ['testTXT.txt', 'test-documents/testTXT.txt']],
  ['testHTML.html', ['test-documents/testHTML.html', 'testHTML.html']],
  // The source of a script.
  ['testHTMLGoodScript.html', ['cool']],
  // A keyword among the properties.
  ['testWORD_custom_props.docx', ['My Keyword']],
  // Tags and addresses that the other program writes for what lies outside of the document.
  ['testExternalRefs.docx', ['class="external-ref-INCLUDEPICTURE"', 'http://example.com/tracking.png', 'class="external-ref-INCLUDETEXT"', 'http://example.org/payload.txt', 'class="external-ref-IMPORT"', 'http://example.net/exploit.wmf', 'class="external-ref-LINK"', 'http://test.invalid/cmd.docx']],
  ['testSubdocument.docx', ['class="external-ref-subDocument"', 'example.org/chapters']],
  ['testMARKDOWN.md', ['href="https://example.com"', 'class="language-java"', 'data-info="java title=&quot;Example&quot;"', 'alt="see config.json for details"', 'title="Tika"']],
  // Who wrote a comment.
  ['testWORD_features.docx', ['Kyle Reese']],
  // A placeholder in a part that is never shown, and a deleted word.
  ['testWORD_2006ml.docx', ['Click or tap to enter a date', 'frog']],
  // "&gt;" is how the other program writes ">"; the paragraph is in our text with ">".
  ['testWORD_numbered_list.docx', ['1.1. 1.2-&gt;1.1  //set the value']],
]);

const OURS = /\.(?:txt|md|html|docx)$/;
const ENCODED = /^encodings\//;

describe.skipIf(!hasDocuments)('the corpus of real documents, PDF aside', () => {
  test('every text, page and Word document ends in text or in a named problem', async () => {
    const endings = [];
    for (const path of corpusFiles((name) => OURS.test(name))) endings.push(await ending(path, read, DEADLINE_SECONDS));
    process.stdout.write(`${endings.length} documents of our kinds: ${tallyOf(endings)}\n`);
    for (const end of endings) if (end.how !== 'text' ) process.stdout.write(`  ${end.path}: ${end.how} ${'found' in end ? end.found : end.why.slice(0, 300)}\n`);
    expect(endings.filter(({ how }) => how === 'fault')).toEqual([]);
    expect(endings.length).toBeGreaterThan(80);
  }, 300_000);

  test('every other kind is refused by name, or is plain text after all', async () => {
    const endings = [];
    for (const path of corpusFiles((name) => !OURS.test(name) && !name.endsWith('.pdf') && !ENCODED.test(name))) endings.push(await ending(path, read, DEADLINE_SECONDS));
    process.stdout.write(`${endings.length} documents of other kinds: ${tallyOf(endings)}\n`);
    const kinds = new Set(endings.flatMap((end) => ('found' in end && end.found !== '' ? [end.found] : [])));
    process.stdout.write(`  ${[...kinds].toSorted().join(', ')}\n`);
    expect(endings.filter(({ how }) => how === 'fault')).toEqual([]);
    expect(endings.filter(({ path, how }) => how === 'text' && !/\.(?:tex|srt)$/.test(path)).map(({ path }) => path)).toEqual([]);
    expect(endings.length).toBeGreaterThan(80);
  }, 300_000);

  test('at least 95 % of the strings that people expect are in the text', async () => {
    const total = { met: 0, of: 0 };
    const lines: string[] = [];
    for (const [name, expected] of expectations()) {
      if (!OURS.test(name)) continue;
      const end = await ending(`tika/${name}`, read, DEADLINE_SECONDS);
      const { met, of, missed } = findingsIn(end.how === 'text' ? `${end.extraction.title ?? ''}\n${end.extraction.text}` : '', expected, new Set(WRONG.get(name)));
      total.met += met;
      total.of += of;
      lines.push(...missed.map((string) => `  ${name}: ${JSON.stringify(string)}`));
    }
    process.stdout.write(`expected strings found: ${total.met} of ${total.of}\n${lines.join('\n')}\n`);
    expect(total.met / total.of).toBeGreaterThanOrEqual(0.95);
  }, 300_000);
});
