/** Turns what was dropped on the page, folders included, into a flat list of files. */

/** Files that systems leave in folders and nobody means to add. */
const LITTER = new Set(['thumbs.db', 'desktop.ini', '__macosx', 'icon\r']);

export const isLitter = (name: string): boolean => name.startsWith('.') || LITTER.has(name.toLowerCase());

export class TooManyFiles extends Error {}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A directory hands out its entries in batches (100 in Chromium) until a batch is empty. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each batch comes only after the last
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

export interface PathedFile {
  /** With `/`, as it was under what was dropped, the name of that included. */
  path: string;
  file: File;
}

/** All files under the entries, in the order of the folders. Stops looking once there are more than `limit`. */
export async function filesUnder(entries: readonly FileSystemEntry[], limit: number, skip: (path: string) => boolean): Promise<PathedFile[]> {
  const files: PathedFile[] = [];
  const waiting = entries.toReversed();
  for (let entry = waiting.pop(); entry && files.length <= limit; entry = waiting.pop()) {
    const path = entry.fullPath.replace(/^\//u, '');
    if (skip(path)) continue;
    // oxlint-disable-next-line no-await-in-loop -- in order, and never more open handles than one
    if (isDirectory(entry)) waiting.push(...(await entriesOf(entry)).toReversed());
    // oxlint-disable-next-line no-await-in-loop -- as above
    else files.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
  }
  return files;
}

/**
 * All files under the entries but litter.
 * @throws TooManyFiles when there are more than `limit`
 */
export async function unfold(entries: readonly FileSystemEntry[], limit: number): Promise<File[]> {
  const files = await filesUnder(entries, limit, (path) => isLitter(path.slice(path.lastIndexOf('/') + 1)));
  if (files.length > limit) throw new TooManyFiles();
  return files.map(({ file }) => file);
}

/** What was dropped, before any folder is opened. Must be called inside the drop event: its items are gone when that is over. */
export function takeDrop(transfer: DataTransfer): { entries: FileSystemEntry[]; loose: File[] } {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  return { entries, loose };
}

/**
 * The files of a drop. Must be called inside the drop event.
 * @throws TooManyFiles when there are more than `limit`
 */
export async function droppedFiles(transfer: DataTransfer, limit: number): Promise<File[]> {
  const { entries, loose } = takeDrop(transfer);
  const all = [...loose, ...(await unfold(entries, limit))];
  if (all.length > limit) throw new TooManyFiles();
  return all;
}
