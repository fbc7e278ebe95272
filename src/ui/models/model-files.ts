/** The files of a model as a person hands them over: a chosen folder, a chosen archive, or a drop. Names keep their folders. */
import { filesUnder, isLitter, takeDrop, type PathedFile } from '../kit/dropped-files.ts';

export type ModelFile = PathedFile;

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

/** All files under dropped entries. Stops looking once there are more than `MOST_FILES`. */
export const unfolded = (entries: readonly FileSystemEntry[]): Promise<ModelFile[]> => filesUnder(entries, MOST_FILES, liesInLitter);

/** The files of a drop. Must be called inside the drop event: its items are gone when that is over. */
export function droppedModel(transfer: DataTransfer): Promise<ModelFile[]> {
  const { entries, loose } = takeDrop(transfer);
  return unfolded(entries).then((files) => [...chosenFiles(loose), ...files]);
}

/** What the person would call what they handed over: the folder, the file, or how many there are. */
export function nameOfFiles(files: readonly ModelFile[]): string {
  const tops = new Set(files.map(({ path }) => path.split('/', 1)[0] ?? ''));
  const [only = ''] = tops;
  return tops.size === 1 ? only : `${files.length} files`;
}
