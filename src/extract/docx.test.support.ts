/** Test support: small Word files, made part by part. */
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** A ZIP archive of these entries, in this order. */
export async function zipOf(entries: readonly (readonly [name: string, content: string])[]): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, content] of entries) await writer.add(name, new TextReader(content));
  return writer.close();
}

/** An archive whose directory lists this many files, all of them the same empty one. Laid out as in APPNOTE.TXT 4.3. */
export function crowdedZip(files: number): Blob {
  const nameBytes = 6;
  const local = new DataView(new ArrayBuffer(30 + nameBytes));
  local.setUint32(0, 0x04034b50, true);
  local.setUint16(26, nameBytes, true);
  const recordBytes = 46 + nameBytes;
  const directory = new DataView(new ArrayBuffer(recordBytes * files));
  for (let file = 0; file < files; file += 1) {
    const at = file * recordBytes;
    directory.setUint32(at, 0x02014b50, true);
    directory.setUint16(at + 28, nameBytes, true);
    new TextEncoder().encodeInto(String(file).padStart(nameBytes, '0'), new Uint8Array(directory.buffer, at + 46, nameBytes));
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files, true);
  end.setUint16(10, files, true);
  end.setUint32(12, directory.byteLength, true);
  end.setUint32(16, local.byteLength, true);
  return new Blob([local, directory, end]);
}

/** An element of WordprocessingML as the root of a part. */
export function part(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} ${W}>${content}</w:${root}>`;
}

/** A paragraph of one run. */
export function p(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

export interface DocxParts {
  body: string;
  /** Further parts by their file name under `word/`; the relationship's type is the name without extension and digits. */
  others?: Readonly<Record<string, string>>;
  /** Entries to add as they are. */
  raw?: readonly (readonly [name: string, content: string])[];
}

/** A Word file around a body. */
export function docxOf({ body, others = {}, raw = [] }: DocxParts): Promise<Blob> {
  const names = Object.keys(others);
  const list = names.map((name, index) => `<Relationship Id="r${index}" Type="${RELATIONSHIPS}/${typeOf(name)}" Target="${name}"/>`).join('');
  return zipOf([
    ['[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${MAIN}"/></Types>`],
    ['_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${RELATIONSHIPS}/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`],
    ['word/document.xml', part('document', `<w:body>${body}</w:body>`)],
    ['word/_rels/document.xml.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`],
    ...names.map((name) => [`word/${name}`, others[name] ?? ''] as const),
    ...raw,
  ]);
}

function typeOf(name: string): string {
  if (/\.(?:html|mht)$/.test(name)) return 'aFChunk';
  return name.replace(/\d*\.\w+$/, '');
}
