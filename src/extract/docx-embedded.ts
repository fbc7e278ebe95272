/** What a Word file carries in other formats and shows as part of its text: charts, and chunks of HTML. */
import { BlockWriter, type Piece } from './block-writer.ts';
import { decodeText } from './decode-text.ts';
import { ChartText } from './docx-chart.ts';
import { readXml, type Relationship } from './docx-package.ts';
import { HtmlText } from './html-text.ts';
import { htmlOfMhtml } from './mhtml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A document has a handful of these. */
const EMBEDDED = 100;

/** Reads charts and chunks ahead of the text, by the relationship that the text will name. What is in no format we read is left out. */
export async function readEmbedded(archive: ZipArchive, relationships: readonly Relationship[]): Promise<Map<string, Piece[]>> {
  const embedded = new Map<string, Piece[]>();
  for (const { id, type, part } of relationships) {
    if (embedded.size >= EMBEDDED || !archive.has(part)) continue;
    if (type === 'chart') {
      const chart = new ChartText();
      await readXml(archive, part, chart);
      embedded.set(id, chart.pieces);
    } else if (type === 'aFChunk') embedded.set(id, await readChunk(archive, part));
  }
  return embedded;
}

async function readChunk(archive: ZipArchive, part: string): Promise<Piece[]> {
  const html = /\.x?html?$/i.test(part);
  const mhtml = /\.mht(?:ml)?$/i.test(part);
  if (!html && !mhtml) return [];
  const bytes = await archive.bytes(part);
  const writer = new BlockWriter();
  const visible = new HtmlText(writer);
  visible.write(html ? (await decodeText(bytes, 'html')).text : await htmlOfMhtml(bytes));
  visible.end();
  const { text, blocks } = writer.finish();
  return blocks.map(({ kind, level, start, end }) => ({ kind, level, text: text.slice(start, end) }));
}
