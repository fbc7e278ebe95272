/** The files of a model as a person hands them over: a chosen folder, a chosen archive, or a drop. Names keep their folders. */
import { isLitter } from '../kit/dropped-files.ts';

export interface ModelFile {
  /** With `/`, as it was under the folder that was chosen or dropped, that folder included. */
  path: string;
  file: File;
}

/** A model has tens of files, at most a few hundred. A folder with more than this is something else, and is not read. */
export const MOST_FILES = 2000;

/** The folder that was chosen may be called what it likes; what lies in it may not be litter. */
const liesInLitter = (path: string): boolean => {
  const parts = path.split('/');
  return (parts.length > 1 ? parts.slice(1) : parts).some(isLitter);
};

/** What a file input was given. */
export const chosenFiles = (files: Iterable<File>): ModelFile[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file })).filter(({ path }) => !liesInLitter(path));

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
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

/** All files under dropped entries. Stops looking once there are more than `MOST_FILES`. */
export async function unfolded(entries: readonly FileSystemEntry[]): Promise<ModelFile[]> {
  const files: ModelFile[] = [];
  const waiting = entries.toReversed();
  for (let entry = waiting.pop(); entry && files.length <= MOST_FILES; entry = waiting.pop()) {
    const path = entry.fullPath.replace(/^\//u, '');
    if (liesInLitter(path)) continue;
    // oxlint-disable-next-line no-await-in-loop -- in order, and never more open handles than one
    if (isDirectory(entry)) waiting.push(...(await entriesOf(entry)).toReversed());
    // oxlint-disable-next-line no-await-in-loop -- as above
    else files.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
  }
  return files;
}

/** The files of a drop. Must be called inside the drop event: its items are gone when that is over. */
export function droppedModel(transfer: DataTransfer): Promise<ModelFile[]> {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  return unfolded(entries).then((files) => [...chosenFiles(loose), ...files]);
}

/** What the person would call what they handed over: the folder, the file, or how many there are. */
export function nameOfFiles(files: readonly ModelFile[]): string {
  const tops = new Set(files.map(({ path }) => path.split('/', 1)[0] ?? ''));
  const [only = ''] = tops;
  return tops.size === 1 ? only : `${files.length} files`;
}
