import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, test } from 'vitest';
import type { CatalogueEntry, ModelState, VaultSnapshot } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { cutAfter, fakeNet, fileAnswer, gitBlob, hex256, someBytes, stallAfter, unreachable, type Asked, type FakeNet } from './fake-net.test.support.ts';
import { fakeBrowser } from './fake-tabs.test.support.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.test.support.ts';
import { createVaultEngine } from './vault.ts';

const COMMIT = 'c0'.repeat(20);
const JSON_BYTES = new TextEncoder().encode('{"hidden_size":8}') as Uint8Array<ArrayBuffer>;
const text = (words: string) => new TextEncoder().encode(words) as Uint8Array<ArrayBuffer>;

const entry: CatalogueEntry = {
  id: 'small-one', kind: 'embedding', name: 'Small one', maker: 'Us', repository: 'us/small-one', revision: 'main', licence: 'MIT', gated: false,
  languages: ['en'], parameters: 1, goodFor: 'tests', commonFiles: ['config.json'],
  builds: [
    { id: 'wasm-q8', device: 'wasm', dtype: 'q8', files: ['onnx/model_quantized.onnx'], downloadBytes: 300, memoryBytes: 1, needs: [] },
    { id: 'webgpu-fp16', device: 'webgpu', dtype: 'fp16', files: ['onnx/model_fp16.onnx'], downloadBytes: 300, memoryBytes: 1, needs: [] },
  ],
  embedding: { dimensions: 8, prefixes: [8], pooling: 'mean', queryPrompt: '', documentPrompt: '', maximumTokens: 10 },
};
const writer: CatalogueEntry = {
  ...entry, id: 'writer', kind: 'language', name: 'Writer', repository: 'us/writer-MLC', commonFiles: ['tensor-cache.json'],
  builds: [{ id: 'webgpu-q4', device: 'webgpu', dtype: 'q4', files: ['params_shard_*.bin'], downloadBytes: 100, memoryBytes: 1, needs: [] }],
  language: { engine: 'web-llm', contextTokens: 100, library: { url: 'https://raw.test/lib.wasm', name: 'lib.wasm' } },
};
const { embedding: _unused, ...writerEntry } = writer;

type Files = Record<string, Uint8Array<ArrayBuffer>>;
const repositories: Record<string, Files> = {
  'us/small-one': { 'config.json': JSON_BYTES, 'onnx/model_quantized.onnx': someBytes(300), 'onnx/model_fp16.onnx': someBytes(300, 5), 'README.md': text('x') },
  'us/writer-MLC': { 'tensor-cache.json': text('{}'), 'params_shard_0.bin': someBytes(40), 'params_shard_1.bin': someBytes(50, 2) },
};

/** The hub, as a good one answers. Files above 100 bytes are large ones. */
function hub(request: Asked): Response {
  const { pathname, host } = new URL(request.address);
  if (host === 'raw.test') return fileAnswer(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 2, 3]), request);
  const [, repository = ''] = /^\/(?:api\/models\/)?([^/]+\/[^/]+)/.exec(pathname) ?? [];
  const files = repositories[repository];
  if (!files || host !== 'huggingface.co') return new Response('', { status: 404 });
  if (pathname.includes('/revision/')) return Response.json({ sha: COMMIT });
  if (pathname.includes('/tree/')) return Response.json(Object.entries(files).map(([path, bytes]) => listed(path, bytes)));
  const bytes = files[decodeURIComponent(pathname.split(`/resolve/${COMMIT}/`)[1] ?? '')];
  return bytes ? fileAnswer(bytes, request) : new Response('', { status: 404 });
}

function listed(path: string, bytes: Uint8Array): object {
  const large = bytes.length > 100 && { lfs: { oid: hex256(bytes), size: bytes.length, pointerSize: 130 } };
  return { type: 'file', path, size: bytes.length, oid: large ? 'f'.repeat(40) : gitBlob(bytes), ...large };
}

interface Tab {
  net: FakeNet;
  vault: ReturnType<typeof createVaultEngine>;
  snapshots: VaultSnapshot[];
  state(id?: string): ModelState | undefined;
  statuses(id?: string): string[];
  kill(): void;
}

async function openTab(store: MemoryStore, browser = fakeBrowser(), options: { free?: number; answer?: (asked: Asked) => Response } = {}): Promise<Tab> {
  const net = fakeNet(options.answer ?? hub);
  const { locks, channel, kill } = browser.openTab();
  const snapshots: VaultSnapshot[] = [];
  const vault = createVaultEngine({
    net, locks, channel,
    openStore: async () => store,
    storage: { estimate: async () => ({ usage: 0, quota: options.free ?? 1e9 }), persisted: async () => false, cachedBytes: async () => 0 },
    catalogue: [entry, writerEntry],
    judge: { fitOf: () => 'fits', recommendedBuild: () => 'wasm-q8', shownOn: (entries) => [...entries] },
    ownModels: 'https://office.test/models/',
  });
  await vault.open({ cores: 2 }, (snapshot) => void snapshots.push(snapshot));
  net.asked.length = 0;
  const find = (snapshot: VaultSnapshot | undefined, id: string) => snapshot?.models.find((model) => model.entry.id === id);
  return {
    net, vault, snapshots, kill,
    state: (id = 'small-one') => find(snapshots.at(-1), id),
    statuses: (id = 'small-one') => [...new Set(snapshots.map((snapshot) => find(snapshot, id)?.status ?? 'none'))],
  };
}

const codeOf = (state: ModelState | undefined) => (state && 'problem' in state ? state.problem.code : undefined);
const until = async (condition: () => boolean) => {
  for (let i = 0; i < 400 && !condition(); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
};
const filesIn = (store: MemoryStore, folder = 'small-one') => [...(store.contents.get(folder)?.files.keys() ?? [])];

describe('a model that is downloaded', () => {
  test('is there with the commit that was found, every digest, and nothing else in its folder', async () => {
    const store = createMemoryStore();
    const { vault, state, statuses } = await openTab(store);
    await vault.download('small-one', 'wasm-q8');
    expect(state()).toMatchObject({
      status: 'installed',
      bytes: 317,
      installed: {
        source: 'hub', builds: ['wasm-q8'], entry: { revision: COMMIT },
        files: { 'config.json': { bytes: 17, sha256: hex256(JSON_BYTES) }, 'onnx/model_quantized.onnx': { bytes: 300, sha256: hex256(someBytes(300)) } },
      },
    });
    expect(filesIn(store)).toHaveLength(2);
    expect([...(store.contents.get('small-one')?.notes.keys() ?? [])]).toEqual(['manifest.json']);
    expect(statuses()[0]).toBe('absent');
  });

  test('is not there before all of its bytes were checked', async () => {
    const store = createMemoryStore();
    const { vault, net } = await openTab(store);
    net.faults = [undefined, undefined, undefined, stallAfter(100)];
    const over = vault.download('small-one', 'wasm-q8');
    await until(() => net.asked.length >= 4);
    expect(store.contents.get('small-one')?.notes.has('manifest.json')).toBe(false);
    await over;
    expect(store.contents.get('small-one')?.notes.has('manifest.json')).toBe(true);
  });

  test('gets all shards that the listing has, and the program that runs them', async () => {
    const { vault, state } = await openTab(createMemoryStore());
    await vault.download('writer', 'webgpu-q4');
    expect(Object.keys((state('writer') as { installed: { files: object } }).installed.files).toSorted()).toEqual([
      'lib.wasm', 'params_shard_0.bin', 'params_shard_1.bin', 'tensor-cache.json',
    ]);
  });

  test('gets another build without fetching again what both need', async () => {
    const { vault, net, state } = await openTab(createMemoryStore());
    await vault.download('small-one', 'wasm-q8');
    net.asked.length = 0;
    await vault.download('small-one', 'webgpu-fp16');
    expect(state()).toMatchObject({ status: 'installed', installed: { builds: ['wasm-q8', 'webgpu-fp16'] } });
    expect(net.asked.map(({ address }) => address.split('/').at(-1)).filter((name) => name?.endsWith('n') || name?.endsWith('x'))).toEqual(['model_fp16.onnx']);
  });

  test('goes on after the tab was closed, from the bytes that are there and with the same commit', async () => {
    const store = createMemoryStore();
    const first = await openTab(store);
    first.net.faults = [undefined, undefined, undefined, cutAfter(123), ...Array.from({ length: 20 }, () => unreachable)];
    await first.vault.download('small-one', 'wasm-q8');
    expect(first.state()).toMatchObject({ status: 'failed', done: 140, of: 317, problem: { code: 'download-offline' } });
    const second = await openTab(store);
    expect(second.state()).toMatchObject({ status: 'partial', build: 'wasm-q8', done: 140, of: 317 });
    await second.vault.download('small-one', 'wasm-q8');
    expect(second.state()).toMatchObject({ status: 'installed' });
    expect(second.net.asked.map(({ from }) => from)).toEqual([123]);
  });

  test('is refused when one byte is wrong, and only that file is fetched again', async () => {
    const store = createMemoryStore();
    const answer = (request: Asked) => {
      const right = hub(request);
      return !wrong || !request.address.endsWith('model_quantized.onnx') ? right : fileAnswer(someBytes(300, 99), request);
    };
    let wrong = true;
    const { vault, net, state } = await openTab(store, fakeBrowser(), { answer });
    await vault.download('small-one', 'wasm-q8');
    expect(codeOf(state())).toBe('download-wrong-digest');
    expect(store.contents.get('small-one')?.notes.has('manifest.json')).toBe(false);
    expect(filesIn(store)).toHaveLength(1);
    wrong = false;
    net.asked.length = 0;
    await vault.download('small-one', 'wasm-q8');
    expect(state()).toMatchObject({ status: 'installed' });
    expect(net.asked).toHaveLength(1);
  });

  test('is refused when a small file is not what git says', async () => {
    const answer = (request: Asked) => (request.address.endsWith('config.json') ? fileAnswer(text('{"hidden_size":9}'), request) : hub(request));
    const { vault, state } = await openTab(createMemoryStore(), fakeBrowser(), { answer });
    await vault.download('small-one', 'wasm-q8');
    expect(state()).toMatchObject({ problem: { code: 'download-wrong-digest', details: { path: 'config.json' } } });
  });

  test.each<[string, string, Response]>([
    ['a page', 'download-not-the-file', new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['another shape', 'download-not-the-file', Response.json({ error: 'x' })],
    ['a refusal', 'download-refused', new Response('', { status: 401 })],
    ['nothing', 'download-missing', new Response('', { status: 404 })],
  ])('fails as it should when the hub answers with %s: %s', async (_name, code, response) => {
    const { vault, state } = await openTab(createMemoryStore(), fakeBrowser(), { answer: () => response.clone() });
    await vault.download('small-one', 'wasm-q8');
    expect(codeOf(state())).toBe(code);
  });

  test('does not begin without room, and says what is missing when the room ends', async () => {
    const poor = await openTab(createMemoryStore(), fakeBrowser(), { free: 316 });
    await poor.vault.download('small-one', 'wasm-q8');
    expect(poor.state()).toMatchObject({ problem: { code: 'storage-full', details: { neededBytes: 317 } } });
    const store = createMemoryStore();
    store.room = 100;
    const { vault, state } = await openTab(store);
    await vault.download('small-one', 'wasm-q8');
    expect(state()).toMatchObject({ problem: { code: 'storage-full', details: { neededBytes: 300 } } });
    store.room = Infinity;
    await vault.download('small-one', 'wasm-q8');
    expect(state()).toMatchObject({ status: 'installed' });
  });

  test('is unknown by any other name', async () => {
    const { vault } = await openTab(createMemoryStore());
    await expect(vault.download('other', 'x')).rejects.toBeInstanceOf(Problem);
    await expect(vault.download('small-one', 'x')).rejects.toBeInstanceOf(Problem);
  });
});

describe('a person who changes their mind', () => {
  test('pauses: what is here stays', async () => {
    const { vault, net, state } = await openTab(createMemoryStore());
    net.faults = [undefined, undefined, undefined, stallAfter(50)];
    const over = vault.download('small-one', 'wasm-q8');
    await until(() => net.asked.length >= 4);
    await new Promise((resolve) => setTimeout(resolve, 1));
    await vault.pause('small-one');
    await over;
    expect(state()).toMatchObject({ status: 'partial', build: 'wasm-q8' });
  });

  test('cancels a second build: the model stays as it was', async () => {
    const store = createMemoryStore();
    const { vault, net, state } = await openTab(store);
    await vault.download('small-one', 'wasm-q8');
    net.faults = [undefined, cutAfter(50), ...Array.from({ length: 20 }, () => unreachable)];
    await vault.download('small-one', 'webgpu-fp16');
    expect(state()).toMatchObject({ status: 'failed' });
    await vault.cancel('small-one');
    expect(state()).toMatchObject({ status: 'installed', installed: { builds: ['wasm-q8'] } });
    expect(filesIn(store)).toHaveLength(2);
  });

  test('cancels or removes: nothing is left', async () => {
    const store = createMemoryStore();
    const { vault, net, state } = await openTab(store);
    net.faults = [undefined, undefined, undefined, cutAfter(50), ...Array.from({ length: 20 }, () => unreachable)];
    await vault.download('small-one', 'wasm-q8');
    await vault.cancel('small-one');
    expect(state()).toMatchObject({ status: 'absent' });
    net.faults = [];
    await vault.download('small-one', 'wasm-q8');
    await vault.remove('small-one');
    expect(state()).toMatchObject({ status: 'absent' });
    expect(store.contents.size).toBe(0);
  });
});

describe('two tabs', () => {
  test('fetch a model once, and both see it arrive', async () => {
    const [store, browser] = [createMemoryStore(), fakeBrowser()];
    const [one, two] = [await openTab(store, browser), await openTab(store, browser)];
    one.net.faults = [undefined, undefined, undefined, stallAfter(100)];
    const both = [one.vault.download('small-one', 'wasm-q8')];
    await until(() => one.net.asked.length >= 2);
    both.push(two.vault.download('small-one', 'wasm-q8'));
    await Promise.all(both);
    expect(two.net.asked).toEqual([]);
    await until(() => two.state()?.status === 'installed');
    // Which of the states on the way is seen depends on when it looks.
    expect(two.statuses().some((status) => status === 'downloading' || status === 'retrying'), two.statuses().join(' ')).toBe(true);
  });

  test('pause for each other', async () => {
    const [store, browser] = [createMemoryStore(), fakeBrowser()];
    const [one, two] = [await openTab(store, browser), await openTab(store, browser)];
    one.net.faults = [undefined, undefined, undefined, ...Array.from({ length: 50 }, () => stallAfter(1))];
    const over = one.vault.download('small-one', 'wasm-q8');
    await until(() => two.statuses().includes('downloading'));
    await two.vault.pause('small-one');
    await over;
    expect(one.state()?.status).toBe('partial');
    expect(two.state()?.status).toBe('partial');
  });

  test('go on for each other when one dies', async () => {
    const [store, browser] = [createMemoryStore(), fakeBrowser()];
    const [one, two] = [await openTab(store, browser), await openTab(store, browser)];
    const dead = new Promise<Response>(() => {});
    one.net.faults = [undefined, undefined, undefined, () => dead];
    void one.vault.download('small-one', 'wasm-q8');
    await until(() => one.net.asked.length >= 4 && two.statuses().includes('downloading'));
    const over = two.vault.download('small-one', 'wasm-q8');
    await new Promise((resolve) => setTimeout(resolve, 5));
    one.kill();
    for (const folder of store.contents.values()) folder.open.clear();
    await over;
    expect(two.state()?.status).toBe('installed');
  });
});

describe('files that a person brings', () => {
  const folder = (files: Files) => Object.entries(files).map(([path, bytes]) => ({ path, file: new File([bytes], path.split('/').at(-1) ?? '') }));
  const weights = someBytes(300, 8);

  test('are a model of the catalogue when folder and files say so', async () => {
    const store = createMemoryStore();
    const { vault, state, snapshots } = await openTab(store);
    await vault.takeIn(folder({ 'Small-One/config.json': JSON_BYTES, 'Small-One/onnx/model_quantized.onnx': weights, 'Small-One/cat.jpg': text('x') }));
    expect(state()).toMatchObject({ status: 'installed', installed: { source: 'folder', builds: ['wasm-q8'], files: { 'onnx/model_quantized.onnx': { sha256: hex256(weights) } } } });
    expect((state() as { installed: { entry: CatalogueEntry } }).installed.entry.revision).toMatch(/^[0-9a-f]{16}$/);
    expect(snapshots.at(-1)?.imported).toEqual({ name: 'Small-One', modelId: 'small-one' });
    expect(filesIn(store)).toHaveLength(2);
  });

  test('lack something: the person hears what, and nothing is there', async () => {
    const store = createMemoryStore();
    const { vault, state, snapshots } = await openTab(store);
    await vault.takeIn(folder({ 'small-one/config.json': JSON_BYTES }));
    expect(snapshots.at(-1)?.imported?.problem).toMatchObject({ code: 'model-incomplete', details: { missing: ['onnx/model_quantized.onnx'] } });
    await vault.takeIn(folder({ 'holiday/a.txt': text('x') }));
    expect(snapshots.at(-1)?.imported?.problem).toMatchObject({ code: 'model-not-known' });
    expect(state()?.status).toBe('absent');
    expect(store.contents.size).toBe(0);
  });

  test('with vectors of another length are another model, whatever the files are called', async () => {
    const { vault, snapshots } = await openTab(createMemoryStore());
    await vault.takeIn(folder({ 'small-one/config.json': text('{"hidden_size":384}'), 'small-one/onnx/model_quantized.onnx': weights }));
    expect(snapshots.at(-1)?.imported?.problem?.code).toBe('model-not-known');
  });

  const described: CatalogueEntry = { ...entry, id: 'Our.Model', name: 'Our model', repository: '', revision: '' };

  test('may be one ZIP archive that describes itself', async () => {
    const zip = new ZipWriter(new BlobWriter());
    await zip.add('pack/carrel-model.json', new TextReader(JSON.stringify({ ...described, digests: { 'onnx/model_quantized.onnx': hex256(text('weights')) } })));
    await zip.add('pack/config.json', new TextReader('{}'));
    await zip.add('pack/onnx/model_quantized.onnx', new TextReader('weights'));
    const file = new File([await zip.close()], 'pack.zip');
    const { vault, state, snapshots } = await openTab(createMemoryStore());
    await vault.takeIn([{ path: 'pack.zip', file }]);
    expect(snapshots.at(-1)?.imported).toEqual({ name: 'pack.zip', modelId: 'Our.Model' });
    expect(state('Our.Model')).toMatchObject({ status: 'installed', installed: { builds: ['wasm-q8'] } });
    await vault.remove('Our.Model');
    expect(state('Our.Model')).toBeUndefined();
  });

  test('that are not what their own description says are not taken in, and a model that is here stays', async () => {
    const store = createMemoryStore();
    const { vault, state, snapshots } = await openTab(store);
    const pack = (digest: string): Files => ({
      'pack/carrel-model.json': text(JSON.stringify({ ...described, digests: { 'onnx/model_quantized.onnx': digest } })),
      'pack/config.json': text('{}'),
      'pack/onnx/model_quantized.onnx': weights,
    });
    await vault.takeIn(folder(pack(hex256(weights))));
    await vault.takeIn(folder(pack('0'.repeat(64))));
    expect(snapshots.at(-1)?.imported?.problem).toMatchObject({ code: 'download-wrong-digest' });
    expect(state('Our.Model')?.status).toBe('installed');
  });

  test('a damaged archive is named', async () => {
    const { vault, snapshots } = await openTab(createMemoryStore());
    await vault.takeIn([{ path: 'x.zip', file: new File(['PK\u0003\u0004 and nothing more'], 'x.zip') }]);
    expect(snapshots.at(-1)?.imported).toMatchObject({ name: 'x.zip', problem: { code: 'file-damaged' } });
  });
});

describe('an own address that offers models', () => {
  const offered: CatalogueEntry = { ...entry, id: 'office', name: 'Office', repository: '', revision: '' };
  const office = (list: () => Response, digests?: object) => (request: Asked) => {
    const path = request.address.replace('https://office.test/models/', '');
    if (path === 'hosted.json') return list();
    if (path === 'office/carrel-model.json') return Response.json({ ...offered, ...digests });
    if (path === 'office/config.json') return fileAnswer(JSON_BYTES, request);
    if (path === 'office/onnx/model_quantized.onnx') return fileAnswer(someBytes(300, 4), request);
    return hub(request);
  };

  test('gives them without asking any other host', async () => {
    const { vault, net, state } = await openTab(createMemoryStore(), fakeBrowser(), { answer: office(() => Response.json([{ id: 'office' }])) });
    await vault.download('office', 'wasm-q8');
    expect(state('office')).toMatchObject({ status: 'installed', installed: { source: 'own-address' } });
    expect(net.asked.every(({ address }) => address.startsWith('https://office.test/models/office/'))).toBe(true);
  });

  test('is held to the digests that it gives', async () => {
    const digests = { digests: { 'onnx/model_quantized.onnx': '1'.repeat(64) } };
    const { vault, state } = await openTab(createMemoryStore(), fakeBrowser(), { answer: office(() => Response.json([{ id: 'office' }]), digests) });
    await vault.download('office', 'wasm-q8');
    expect(codeOf(state('office'))).toBe('download-wrong-digest');
  });

  test('offers none when the list is missing, or a page comes in its place', async () => {
    for (const list of [new Response('', { status: 404 }), new Response('<html>', { headers: { 'content-type': 'text/html' } })]) {
      const { state } = await openTab(createMemoryStore(), fakeBrowser(), { answer: office(() => list) });
      expect(state('office')).toBeUndefined();
      expect(state()?.status).toBe('absent');
    }
  });
});

test('a folder that nothing names is cleared away at the start', async () => {
  const store = createMemoryStore();
  await store.folder('left-over').writeNote('x', 1);
  await openTab(store);
  expect(store.contents.size).toBe(0);
});

test('a model that lost a file is not called installed, and is completed with that file alone', async () => {
  const store = createMemoryStore();
  const first = await openTab(store);
  await first.vault.download('small-one', 'wasm-q8');
  const lost = filesIn(store).find((name) => name.includes('config'));
  store.contents.get('small-one')?.files.delete(lost ?? '');
  const { vault, net, state } = await openTab(store);
  expect(state()).toMatchObject({ status: 'partial', done: 300, of: 317 });
  await vault.download('small-one', 'wasm-q8');
  expect(state()?.status).toBe('installed');
  expect(net.asked.filter(({ address }) => address.includes('/resolve/'))).toHaveLength(1);
});
