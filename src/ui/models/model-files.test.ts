import { expect, test } from 'vitest';
import { chosenFiles, MOST_FILES, nameOfFiles, unfolded } from './model-files.ts';

const chosen = (path: string) => Object.defineProperty(new File(['x'], path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path.includes('/') ? path : '' });
const file = (fullPath: string) => ({ fullPath, isDirectory: false, file: (done: (file: File) => void) => done(new File(['x'], fullPath)) }) as unknown as FileSystemEntry;

/** Hands out its entries in batches of two, as browsers do with a hundred. */
function folder(fullPath: string, entries: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    let at = 0;
    return { readEntries: (done: (batch: FileSystemEntry[]) => void) => { done(entries.slice(at, at + 2)); at += 2; } };
  };
  return { fullPath, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const paths = (files: { path: string }[]) => files.map(({ path }) => path);

test('chosen and dropped, a model has the same paths', async () => {
  const wanted = ['bge/config.json', 'bge/onnx/a.onnx', 'bge/onnx/b.onnx', 'bge/onnx/c.onnx'];
  const dropped = await unfolded([folder('/bge', [file('/bge/config.json'), folder('/bge/onnx', [file('/bge/onnx/a.onnx'), file('/bge/onnx/b.onnx'), file('/bge/onnx/c.onnx')])])]);
  expect(paths(dropped)).toEqual(wanted);
  expect(paths(chosenFiles(wanted.map(chosen)))).toEqual(wanted);
});

test('what systems and version control leave behind is no part of a model, and may be what the folder is called', async () => {
  expect(paths(chosenFiles(['bge/.git/config', 'bge/.DS_Store', 'bge/config.json', '.cache/config.json'].map(chosen)))).toEqual(['bge/config.json', '.cache/config.json']);
  expect(paths(await unfolded([folder('/bge', [folder('/bge/.git', [file('/bge/.git/config')]), file('/bge/config.json')])]))).toEqual(['bge/config.json']);
});

test('an archive keeps its name', () => expect(paths(chosenFiles([chosen('bge.zip')]))).toEqual(['bge.zip']));

test('a folder that is no model is left alone after a while', async () => {
  const found = await unfolded([folder('/photos', Array.from({ length: MOST_FILES * 2 }, (_, index) => file(`/photos/${index}`)))]);
  expect(found.length).toBe(MOST_FILES + 1);
});

test('it is called what a person would call it', () => {
  const named = (...all: string[]) => nameOfFiles(all.map((path) => ({ path, file: new File([], path) })));
  expect(named('bge/config.json', 'bge/onnx/model.onnx')).toBe('bge');
  expect(named('bge.zip')).toBe('bge.zip');
  expect(named('config.json', 'model.onnx')).toBe('2 files');
});
