/** Looks into a compound file (OLE), the container of old Office files and of encrypted new ones. */

const HEADER_BYTES = 512;
const DIRECTORY_ENTRY_BYTES = 128;
/** Entries of the file allocation table that the header itself names: enough for files of 7 MB; others are read as far as that. */
const HEADER_TABLE_SECTORS = 109;
/** A loop in the chain ends here. No office file has so many streams at its top. */
const DIRECTORY_SECTORS = 500;
const END_OF_CHAIN = 0xfffffffa;

/** Names of streams that tell what a compound file is, the most telling first. */
const STREAMS: readonly (readonly [stream: string, kind: string])[] = [
  ['EncryptedPackage', 'locked'],
  ['WordDocument', 'an old Word document (.doc)'],
  ['Workbook', 'an old Excel workbook (.xls)'],
  ['Book', 'an old Excel workbook (.xls)'],
  ['PowerPoint Document', 'an old PowerPoint presentation (.ppt)'],
  ['VisioDocument', 'a Visio drawing'],
  ['__properties_version1.0', 'an Outlook message'],
  ['Quill', 'a Publisher document'],
];

/** 'locked' for an encrypted Office file, else what the file is in words. Never throws: what is damaged is "an old Office file". */
export async function oleKind(file: Blob): Promise<string> {
  const names = await streamNames(file);
  return STREAMS.find(([stream]) => names.has(stream.toLowerCase()))?.[1] ?? 'an old Office file';
}

async function streamNames(file: Blob): Promise<Set<string>> {
  const names = new Set<string>();
  const header = await view(file, 0, HEADER_BYTES);
  if (header.byteLength < HEADER_BYTES) return names;
  const sectorBytes = header.getUint16(30, true) === 12 ? 4_096 : 512;
  let sector = header.getUint32(48, true);
  for (let count = 0; sector < END_OF_CHAIN && count < DIRECTORY_SECTORS; count += 1) {
    const directory = await view(file, (sector + 1) * sectorBytes, sectorBytes);
    for (let at = 0; at + DIRECTORY_ENTRY_BYTES <= directory.byteLength; at += DIRECTORY_ENTRY_BYTES) names.add(entryName(directory, at));
    sector = await nextSector(file, header, sector, sectorBytes);
  }
  return names;
}

/** Follows the file allocation table by one step. */
async function nextSector(file: Blob, header: DataView, sector: number, sectorBytes: number): Promise<number> {
  const perSector = sectorBytes / 4;
  const tableIndex = Math.floor(sector / perSector);
  if (tableIndex >= HEADER_TABLE_SECTORS) return END_OF_CHAIN;
  const tableSector = header.getUint32(76 + tableIndex * 4, true);
  if (tableSector >= END_OF_CHAIN) return END_OF_CHAIN;
  const entry = await view(file, (tableSector + 1) * sectorBytes + (sector % perSector) * 4, 4);
  return entry.byteLength < 4 ? END_OF_CHAIN : entry.getUint32(0, true);
}

function entryName(directory: DataView, at: number): string {
  const units = Math.max(0, Math.min(32, directory.getUint16(at + 64, true) / 2) - 1);
  let name = '';
  for (let unit = 0; unit < units; unit += 1) name += String.fromCharCode(directory.getUint16(at + unit * 2, true));
  // Names are compared without case.
  return name.toLowerCase();
}

async function view(file: Blob, start: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(start, start + length).arrayBuffer());
}
