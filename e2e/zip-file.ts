/** Makes ZIP archives byte by byte, so that a test can make one that lies. */
import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  name: string;
  content: Buffer | string;
  /** The unpacked size that the archive claims, when it is not the true one. */
  claimedSize?: number;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
const VERSION = 20;

/** Little-endian numbers one after the other: 2 bytes for each in `[n]`, 4 bytes for a bare one. */
const fields = (...values: (number | [number])[]): Buffer =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(typeof value === 'number' ? 4 : 2);
      if (typeof value === 'number') bytes.writeUInt32LE(value);
      else bytes.writeUInt16LE(value[0]);
      return bytes;
    }),
  );

export function zipFile(entries: Entry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize } of entries) {
    const unpacked = Buffer.from(content);
    const packed = deflateRawSync(unpacked, { level: 9 });
    const common = fields([VERSION], [0], [DEFLATED], [0], [0], crc32(unpacked), packed.length, claimedSize ?? unpacked.length, [name.length], [0]);
    const local = Buffer.concat([fields(LOCAL_HEADER), common, Buffer.from(name), packed]);
    centrals.push(Buffer.concat([fields(CENTRAL_HEADER, [VERSION]), common, fields([0], [0], [0], 0, offset), Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = fields(END, [0], [0], [entries.length], [entries.length], directory.length, offset, [0]);
  return Buffer.concat([...locals, directory, end]);
}

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONSHIPS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

/**
 * A Word document with this XML as its body.
 * @param lies `claimedSize`: what the archive says that the body unpacks to; `dtd`: declarations before the body
 */
export function wordDocument(body: string, lies: { claimedSize?: number; dtd?: string } = {}): Buffer {
  const { claimedSize, dtd = '' } = lies;
  const content = `<?xml version="1.0"?>${dtd}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return zipFile([
    { name: '[Content_Types].xml', content: TYPES },
    { name: '_rels/.rels', content: RELATIONSHIPS },
    { name: 'word/document.xml', content, ...(claimedSize === undefined ? {} : { claimedSize }) },
  ]);
}
