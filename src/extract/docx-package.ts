/** The parts of a Word file and how they refer to each other. No part has a fixed name: relationships tell. */
import { XmlStream, type XmlHandler } from './xml-stream.ts';
import type { ZipArchive } from './zip-archive.ts';

export interface Relationship {
  id: string;
  /** The last part of the type's address ("styles", "footnotes"): the transitional and strict forms differ only before it. */
  type: string;
  /** Name of the part it leads to. Links out of the file are left out: nothing outside is ever read. */
  part: string;
}

/** Relationships of a part; of the whole file for ''. A missing list is an empty one. */
export async function relationshipsOf(archive: ZipArchive, part: string): Promise<Relationship[]> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const list = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relationships: Relationship[] = [];
  if (!archive.has(list)) return relationships;
  await readXml(archive, list, {
    open: (element) => {
      const target = element.attribute('Target');
      if (element.local !== 'Relationship' || target === undefined || element.attribute('TargetMode') === 'External') return;
      const type = element.attribute('Type') ?? '';
      relationships.push({ id: element.attribute('Id') ?? '', type: type.slice(type.lastIndexOf('/') + 1), part: resolve(folder, target) });
    },
    text: () => {},
    close: () => {},
  });
  return relationships;
}

/** @throws XmlRefused, and whatever `ZipArchive.read` throws */
export async function readXml(archive: ZipArchive, part: string, handler: XmlHandler): Promise<void> {
  const xml = new XmlStream(handler);
  await archive.read(part, (chunk) => xml.write(chunk));
  xml.end();
}

function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
