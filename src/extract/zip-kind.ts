/** Names what a ZIP archive holds: many kinds of document are ZIP archives inside. */
import type { ZipArchive } from './zip-archive.ts';

/** A Word document that Carrel reads, or anything else, in words. */
export type ZipKind = { kind: 'docx' } | { kind: 'other'; found: string };

const CONTENT_TYPES = '[Content_Types].xml';

/** Main content types of Office files; Word's come in four flavours (document, template, with and without macros). */
const OFFICE: readonly (readonly [RegExp, string])[] = [
  [/spreadsheetml|ms-excel/i, 'an Excel workbook'],
  [/presentationml|ms-powerpoint/i, 'a PowerPoint presentation'],
  [/ms-visio/i, 'a Visio drawing'],
];
const WORD_MAIN = /(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)[\w.]*\.?main\+xml|ms-word\.[\w.]*main\+xml/i;

/** The `mimetype` entry of OpenDocument files and books. */
const MIME_TYPES: readonly (readonly [RegExp, string])[] = [
  [/epub/i, 'an EPUB book'],
  [/opendocument\.text/i, 'an OpenDocument text'],
  [/opendocument\.spreadsheet/i, 'an OpenDocument spreadsheet'],
  [/opendocument\.presentation/i, 'an OpenDocument presentation'],
  [/opendocument/i, 'an OpenDocument file'],
];

/** @throws whatever `ZipArchive.read` throws */
export async function zipKind(archive: ZipArchive): Promise<ZipKind> {
  if (archive.has(CONTENT_TYPES)) {
    const types = new TextDecoder().decode(await archive.bytes(CONTENT_TYPES));
    if (WORD_MAIN.test(types) || archive.has('word/document.xml')) return { kind: 'docx' };
    // A presentation may carry workbooks: only the type of the main part counts.
    const main = /ContentType\s*=\s*["']([^"']*\bmain\+xml)["']/i.exec(types)?.[1] ?? types;
    return { kind: 'other', found: OFFICE.find(([pattern]) => pattern.test(main))?.[1] ?? 'a ZIP archive' };
  }
  if (archive.has('word/document.xml')) return { kind: 'docx' };
  return { kind: 'other', found: await archiveKind(archive) };
}

async function archiveKind(archive: ZipArchive): Promise<string> {
  if (archive.has('mimetype')) {
    const type = new TextDecoder().decode((await archive.bytes('mimetype')).subarray(0, 200));
    const found = MIME_TYPES.find(([pattern]) => pattern.test(type))?.[1];
    if (found !== undefined) return found;
  }
  if (archive.has('META-INF/container.xml')) return 'an EPUB book';
  for (const name of archive.names) {
    if (name.startsWith('xl/')) return 'an Excel workbook';
    if (name.startsWith('ppt/')) return 'a PowerPoint presentation';
    if (name === 'androidmanifest.xml') return 'an Android app';
    if (name === 'meta-inf/manifest.mf') return 'a Java archive';
    if (/^index\/.*\.iwa$/.test(name)) return 'an iWork document';
  }
  return 'a ZIP archive';
}
