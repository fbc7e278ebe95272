import { expect, test } from 'vitest';
import { isLitter, TooManyFiles, unfold } from './dropped-files.ts';

const file = (name: string) => ({ name, fullPath: `/${name}`, isDirectory: false, file: (done: (file: File) => void) => done(new File(['x'], name)) }) as unknown as FileSystemEntry;

/** Hands out its entries in batches of two, as browsers do with a hundred. */
function folder(name: string, entries: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    let at = 0;
    return { readEntries: (done: (batch: FileSystemEntry[]) => void) => { done(entries.slice(at, at + 2)); at += 2; } };
  };
  return { name, fullPath: `/${name}`, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const names = async (entries: FileSystemEntry[], limit = 100) => (await unfold(entries, limit)).map((one) => one.name);

test('a folder is unfolded to its last batch, folders in it too, in order', async () => {
  const tree = [folder('a', [file('1'), folder('b', [file('2'), file('3'), file('4')]), file('5')]), file('6')];
  expect(await names(tree)).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('what systems leave behind is not added, nor looked into', async () => {
  expect(await names([file('.DS_Store'), folder('.git', [file('config')]), folder('__MACOSX', [file('x')]), file('Thumbs.db'), file('lease.txt')])).toEqual(['lease.txt']);
  expect(isLitter('notes.md')).toBe(false);
});

test('more files than the limit are refused as a whole', async () => {
  await expect(names([folder('many', [file('1'), file('2'), file('3')])], 2)).rejects.toBeInstanceOf(TooManyFiles);
  expect(await names([file('1'), file('2')], 2)).toHaveLength(2);
});
