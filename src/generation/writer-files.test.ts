import { describe, expect, test } from 'vitest';
import type { ModelFiles } from '../contract/model-files.ts';
import type { CatalogueEntry } from '../contract/model.ts';
import type { WriterLoading, WriterModel } from '../contract/writer.ts';
import { verifiedFiles, writerModelOf } from './writer-files.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const hex = (buffer: ArrayBuffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

const contents: Record<string, string> = {
  'config.json': '{}', 'tokenizer.json': '{"a":1}', 'onnx/model_q4.onnx': 'weights', 'onnx/model_q4.onnx_data': 'more weights', 'onnx/model.onnx': 'other weights', 'README.md': 'Read me',
};
async function setUp(changed: Partial<ModelFiles> = {}, dtype: 'q4' | 'fp32' = 'q4') {
  const files = Object.fromEntries(await Promise.all(Object.entries(contents).map(async ([name, text]) =>
    [name, { bytes: text.length, sha256: hex(await crypto.subtle.digest('SHA-256', bytesOf(text))) }] as const)));
  const model: WriterModel = { id: 'tiny', revision: '1', name: 'Tiny', contextTokens: 100, files };
  const events: WriterLoading[] = [];
  const source: ModelFiles = { modelId: 'tiny', read: async (name) => bytesOf(contents[name] ?? ''), ...changed };
  return { model, events, files: verifiedFiles(source, model, dtype, (event) => void events.push(event)) };
}

test('a file with the right bytes is given', async () => {
  const { files } = await setUp();
  expect(new TextDecoder().decode(await files.read('config.json') as ArrayBuffer)).toBe('{}');
});

test('what is told adds up to what this way of running needs, once each', async () => {
  const { files, events } = await setUp();
  for (const name of ['tokenizer.json', 'tokenizer.json', 'config.json', 'onnx/model_q4.onnx', 'onnx/model_q4.onnx_data']) await files.read(name);
  const of = 2 + 7 + 7 + 12;
  expect(events).toEqual([0, 7, 9, 16, of].map((done) => ({ step: 'reading', done, of })));
});

describe('a file is refused', () => {
  const unusable = (why: string) => ({ code: 'model-unusable', details: { modelId: 'tiny', why } });

  test('with other bytes', async () => {
    const { files } = await setUp({ read: async () => bytesOf('[]') });
    await expect(files.read('config.json')).rejects.toMatchObject({ code: 'model-damaged', details: { modelId: 'tiny', path: 'config.json' } });
  });

  test('that cannot be read', async () => {
    const { files } = await setUp({ read: () => Promise.reject(new Error('gone')) });
    await expect(files.read('config.json')).rejects.toMatchObject(unusable('config.json could not be read'));
  });

  test.each(['config.txt', '__proto__', 'constructor'])('that is not known: %s', async (name) => {
    const { files } = await setUp();
    expect(files.has(name)).toBe(false);
    await expect(files.read(name)).rejects.toMatchObject(unusable(`${name} is not one of its files`));
  });
});

describe('large weights', () => {
  const bytes = 65 * 1024 * 1024;
  const large = async (size: number) => {
    const { model } = await setUp();
    model.files['onnx/model.onnx'] = { bytes, sha256: '0'.repeat(64) };
    const source: ModelFiles = { modelId: 'tiny', read: () => Promise.reject(new Error('not whole')), open: async () => new Blob([new Uint8Array(size)]) };
    return verifiedFiles(source, model, 'fp32', () => {}).read('onnx/model.onnx');
  };

  test('stay where they are, and are measured', async () => {
    expect(await large(bytes)).toBeInstanceOf(Blob);
  });

  test('of another length are refused', async () => {
    await expect(large(bytes - 1)).rejects.toMatchObject({ code: 'model-damaged' });
  });
});

test('a model of the vault says what an engine must know', () => {
  const entry = { id: 'tiny', revision: 'abc', name: 'Tiny', language: { engine: 'transformers', contextTokens: 2_048 } } as CatalogueEntry;
  expect(writerModelOf({ entry, files: {} })).toEqual({ id: 'tiny', revision: 'abc', name: 'Tiny', contextTokens: 2_048, files: {} });
  const { language: _language, ...other } = entry;
  expect(() => writerModelOf({ entry: other, files: {} })).toThrow(RangeError);
});
