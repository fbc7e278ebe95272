/** Word documents: the text as it is printed, with its notes, comments, headers and footers after it. */
import { Problem } from '../contract/problem.ts';
import { BlockWriter } from './block-writer.ts';
import { canonical } from './canonical.ts';
import type { DocxContext } from './docx-context.ts';
import { readEmbedded } from './docx-embedded.ts';
import { Numbering } from './docx-numbering.ts';
import { readXml, relationshipsOf, type Relationship } from './docx-package.ts';
import { Styles } from './docx-styles.ts';
import { DocxText } from './docx-text.ts';
import { EXTRACTORS } from './extractors.ts';
import { HTML_DEPTH, HtmlTooDeep } from './html-text.ts';
import type { ReadableFile, Reading } from './reader.ts';
import { promisedFormat } from './sniff.ts';
import { XmlRefused } from './xml-stream.ts';
import { DamagedArchive, ZipArchive } from './zip-archive.ts';
import { zipKind } from './zip-kind.ts';

/** Parts that stand apart from the running text, in the order in which they follow it. */
const APART = ['footnotes', 'endnotes', 'comments', 'header', 'footer'] as const;

/**
 * Reads a ZIP archive that should be a Word document.
 * @throws Problem file-not-supported when it is another kind of archive; file-encrypted, file-damaged, file-over-limit
 */
export async function readDocx(source: ReadableFile): Promise<Reading> {
  const { fileName } = source;
  let word = false;
  try {
    const archive = await ZipArchive.open(source);
    const kind = await zipKind(archive);
    if (kind.kind === 'other') throw new Problem('file-not-supported', { fileName, found: kind.found });
    word = true;
    const reading = await readWord(archive);
    // Pictures and fonts were never unpacked; with the text, the file is done.
    await source.progress(source.file.size);
    return reading;
  } catch (error) {
    if (error instanceof HtmlTooDeep) {
      throw new Problem('file-over-limit', { fileName, limit: `${HTML_DEPTH.toLocaleString('en')} elements inside each other` }, { cause: error });
    }
    if (!(error instanceof DamagedArchive || error instanceof XmlRefused)) throw error;
    // An archive that cannot be opened is believed to be what it is named, or what its first entries say.
    const format = 'Word document';
    if (word || promisedFormat(fileName) === format || (await mentionsWord(source.file))) throw new Problem('file-damaged', { fileName, format }, { cause: error });
    throw new Problem('file-not-supported', { fileName, found: 'a ZIP archive' }, { cause: error });
  }
}

async function readWord(archive: ZipArchive): Promise<Reading> {
  const roots = await relationshipsOf(archive, '');
  const main = roots.find(({ type, part }) => type === 'officeDocument' && archive.has(part))?.part ?? 'word/document.xml';
  const relationships = await relationshipsOf(archive, main);
  const styles = new Styles();
  const numbering = new Numbering();
  await readIfThere(archive, relationships, 'styles', styles);
  await readIfThere(archive, relationships, 'numbering', numbering);
  const writer = new BlockWriter();
  const context: DocxContext = { styles, numbering, embedded: await readEmbedded(archive, relationships) };
  await readXml(archive, main, new DocxText(writer, context));
  for (const type of APART) await readApart(archive, relationships.filter((relationship) => relationship.type === type), context, writer);
  return { format: 'docx', extractor: EXTRACTORS.docx, ...writer.finish(), title: await readTitle(archive, roots) };
}

async function readIfThere(archive: ZipArchive, relationships: readonly Relationship[], type: string, handler: Styles | Numbering): Promise<void> {
  const part = relationships.find((relationship) => relationship.type === type)?.part;
  if (part !== undefined && archive.has(part)) await readXml(archive, part, handler);
}

/** Notes as they come; headers and footers once, however many sections repeat them, and not when they only hold a page number. */
async function readApart(archive: ZipArchive, relationships: readonly Relationship[], context: DocxContext, writer: BlockWriter): Promise<void> {
  const seen = new Set<string>();
  for (const { part } of relationships) {
    if (!archive.has(part)) continue;
    const own = new BlockWriter();
    await readXml(archive, part, new DocxText(own, { ...context, embedded: new Map() }));
    const { text, blocks } = own.finish();
    if (seen.has(text) || !/\p{L}/u.test(text)) continue;
    seen.add(text);
    for (const { kind, level, start, end } of blocks) writer.add(kind, level, text.slice(start, end));
  }
}

async function readTitle(archive: ZipArchive, roots: readonly Relationship[]): Promise<string | undefined> {
  const part = roots.find(({ type }) => type === 'core-properties')?.part;
  if (part === undefined || !archive.has(part)) return undefined;
  const parts: string[] = [];
  let inTitle = false;
  try {
    await readXml(archive, part, {
      open: ({ local }) => {
        inTitle = local === 'title';
      },
      text: (text) => {
        if (inTitle) parts.push(text);
      },
      close: () => {
        inTitle = false;
      },
    });
  } catch (error) {
    // A document whose properties are broken can still be read.
    if (!(error instanceof XmlRefused || error instanceof DamagedArchive)) throw error;
    return undefined;
  }
  const title = canonical(parts.join('')).replaceAll(/\s+/gu, ' ').trim();
  return title === '' ? undefined : title;
}

async function mentionsWord(file: Blob): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await file.slice(0, 65_536).arrayBuffer());
  return head.includes('word/document.xml') || head.includes('word/_rels');
}
