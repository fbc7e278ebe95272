import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { WriterLoading, WriterModel } from '../contract/writer.ts';
import { webLlmArtifacts } from './web-llm-artifacts.ts';

const contents: Record<string, string> = {
  'mlc-chat-config.json': '{"context_window_size":128}', 'tensor-cache.json': '{"records":[]}', 'tokenizer.json': '{}',
  'params_shard_0.bin': 'weights', 'tiny.wasm': 'program', 'README.md': 'words',
};
const sha256 = (text: string) => createHash('sha256').update(text).digest();
const model: WriterModel = {
  id: 'tiny', revision: '1', name: 'Tiny', contextTokens: 128,
  files: Object.fromEntries(Object.entries(contents).map(([name, text]) => [name, { bytes: text.length, sha256: sha256(text).toString('hex') }])),
};

function setUp(changes: Record<string, string> = {}) {
  const read: string[] = [];
  const loading: WriterLoading[] = [];
  const files = {
    modelId: 'tiny',
    async read(name: string) {
      read.push(name);
      const text = { ...contents, ...changes }[name];
      if (text === undefined) throw new Error('not there');
      return new TextEncoder().encode(text).buffer;
    },
  };
  const artifacts = webLlmArtifacts(files, model, 'tiny.wasm', 'https://carrel.example', (event) => void loading.push(event));
  const text = async (name: string) => (await artifacts.answer(artifacts.modelAddress + name)).text();
  return { artifacts, text, read, loading };
}

test('every file of the model is answered under our own address, where nothing is', async () => {
  const { artifacts, text } = setUp();
  expect(artifacts.modelAddress).toBe('https://carrel.example/model-files/resolve/main/');
  expect(artifacts.addresses()).toContain(artifacts.libraryAddress);
  for (const [name, content] of Object.entries(contents)) expect(await text(name)).toBe(content);
  expect(artifacts.problem).toBeUndefined();
});

test('any other address is refused, and said', async () => {
  const { artifacts, read } = setUp();
  await expect(artifacts.answer('https://elsewhere.example/params_shard_0.bin')).rejects.toThrow(TypeError);
  expect(artifacts.problem).toMatchObject({ code: 'model-unusable', details: { why: 'its program asked for https://elsewhere.example/params_shard_0.bin, which is refused' } });
  expect(read).toEqual([]);
});

test('a file that the model does not have is refused, also under a name that every object has', async () => {
  const { artifacts, text } = setUp();
  await expect(text('constructor')).rejects.toThrow(TypeError);
  await expect(text('../../manifest.json')).rejects.toThrow(TypeError);
  expect(artifacts.problem).toMatchObject({ details: { why: 'constructor is not one of its files' } });
});

test('a file with other bytes of the same length is refused', async () => {
  const { artifacts, text } = setUp({ 'params_shard_0.bin': 'wEights' });
  await expect(text('params_shard_0.bin')).rejects.toThrow(TypeError);
  expect(artifacts.problem).toMatchObject({ code: 'model-damaged', details: { path: 'params_shard_0.bin' } });
});

test('loading is told in bytes, counts each file once, leaves out what is not needed, and ends with starting', async () => {
  const { text, artifacts, loading } = setUp();
  await artifacts.json('mlc-chat-config.json');
  for (const name of ['mlc-chat-config.json', 'tiny.wasm', 'tokenizer.json', 'README.md', 'tensor-cache.json', 'params_shard_0.bin']) await text(name);
  const done = loading.flatMap((event) => (event.step === 'reading' ? [event.done] : []));
  const all = Object.entries(contents).reduce((sum, [name, { length }]) => sum + (name === 'README.md' ? 0 : length), 0);
  expect(done).toEqual([0, 27, 34, 36, 50, 57]);
  expect(all).toBe(57);
  expect(loading.slice(-2)).toEqual([{ step: 'reading', done: 57, of: 57 }, { step: 'starting' }]);
});

test('the library is given the digests that it can compare, in its own form', () => {
  const sri = (name: string) => `sha256-${sha256(contents[name]!).toString('base64')}`;
  expect(setUp().artifacts.integrity).toEqual({ config: sri('mlc-chat-config.json'), model_lib: sri('tiny.wasm'), tokenizer: { 'tokenizer.json': sri('tokenizer.json') } });
});

test('a configuration that is none is told', async () => {
  const broken = '{"context_window_size":128';
  const { bytes, sha256: digest } = { bytes: broken.length, sha256: sha256(broken).toString('hex') };
  const files = { modelId: 'tiny', read: async () => new TextEncoder().encode(broken).buffer };
  const artifacts = webLlmArtifacts(files, { ...model, files: { 'mlc-chat-config.json': { bytes, sha256: digest } } }, 'tiny.wasm', 'https://carrel.example', () => {});
  await expect(artifacts.json('mlc-chat-config.json')).rejects.toMatchObject({ code: 'model-unusable', details: { why: 'mlc-chat-config.json cannot be understood' } });
});
