/** The maintainer's script, against a small hub on this machine. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asTable, askAboutAll } from '../../scripts/pin-catalogue.mjs';
import type { CatalogueEntry } from '../contract/model.ts';
import { catalogue } from './catalogue.ts';
import { wantedPaths } from './wanted-paths.ts';

const COMMIT = 'c'.repeat(40);
/** Files that the hub tells at a time, so that a listing has several pages. */
const PAGE = 2;

let server: Server;
let hub = '';
/** Bytes by path, of every repository alike. */
let files: Record<string, number>;
let gated: boolean;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://hub');
    if (pathname === '/program.wasm') return response.end('program');
    const [, , revision] = /^\/api\/models\/[^/]+\/[^/]+\/(revision|tree)\/([^/]+)$/.exec(pathname) ?? [];
    if (revision === undefined || ![COMMIT, 'main'].includes(revision)) return response.writeHead(404).end();
    if (pathname.includes('/revision/')) return response.end(JSON.stringify({ sha: COMMIT, gated: gated && 'manual' }));
    const from = Number(searchParams.get('cursor') ?? 0);
    const all = [{ type: 'directory', path: 'onnx', size: 0 }, ...Object.entries(files).map(([path, size]) => ({ type: 'file', path, size: 130, lfs: { oid: 'd'.repeat(64), size } }))];
    if (from + PAGE < all.length) response.setHeader('Link', `<${pathname}?recursive=true&cursor=${from + PAGE}>; rel="next"`);
    return response.end(JSON.stringify(all.slice(from, from + PAGE)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const pattern = catalogue.find(({ id }) => id === 'qwen3-0.6b-web-llm-f32')!;
const ask = async (changes: Partial<CatalogueEntry> = {}, options = {}) => {
  const [finding] = await askAboutAll(hub, [{ ...pattern, ...changes }], wantedPaths, options);
  return finding!;
};

beforeEach(() => {
  gated = false;
  const rest = pattern.builds[0]!.downloadBytes - 4_000;
  files = { 'mlc-chat-config.json': 1_000, 'tensor-cache.json': 1_000, 'tokenizer.json': 2_000, 'params_shard_0.bin': rest / 2, 'params_shard_1.bin': rest / 2, 'README.md': 9 };
});

test('tells the commit to pin and the exact size, from a listing of several pages', async () => {
  const finding = await ask();
  expect(finding).toMatchObject({ commit: COMMIT, troubles: [] });
  expect(finding.builds[0]).toMatchObject({ bytes: pattern.builds[0]!.downloadBytes, missing: [] });
  expect(finding.builds[0]!.files.map(({ path }) => path).toSorted()).toEqual(Object.keys(files).filter((path) => path !== 'README.md').toSorted());
  expect(asTable([finding])).toMatch(new RegExp(`to pin +${COMMIT}`));
});

test('tells files that are gone, and patterns that nothing matches', async () => {
  files = { 'mlc-chat-config.json': 1_000, 'tokenizer.json': 2_000 };
  const finding = await ask();
  expect(finding.troubles).toEqual(['webgpu-q4 lacks tensor-cache.json, params_shard_*.bin']);
  expect(asTable([finding])).toContain(`${pattern.id}: webgpu-q4 lacks`);
});

test('tells a size that is far from what the catalogue says', async () => {
  files['params_shard_1.bin'] = 0;
  expect((await ask()).troubles).toEqual(['the size of webgpu-q4 is not what the catalogue says']);
});

test('tells when a model asks for consent that did not before', async () => {
  gated = true;
  expect((await ask()).troubles).toEqual(['asks for consent first']);
});

test('tells a pinned commit that is gone, and finds the newest when asked for it', async () => {
  const revision = 'a'.repeat(40);
  expect((await ask({ revision })).troubles[0]).toContain('answered 404');
  expect(await ask({ revision }, { newest: true })).toMatchObject({ revision, commit: COMMIT, troubles: [] });
});

test('tells the digest of a program when asked for it', async () => {
  const language = { ...pattern.language!, library: { url: `${hub}/program.wasm`, name: 'program.wasm' } };
  const sha256 = createHash('sha256').update('program').digest('hex');
  expect((await ask({ language }, { programs: true })).program).toEqual({ name: 'program.wasm', bytes: 7, sha256 });
});

test('goes on after a model whose hub cannot be reached', async () => {
  const findings = await askAboutAll('http://127.0.0.1:1', catalogue.slice(0, 2), wantedPaths);
  expect(findings.map(({ troubles }) => troubles)).toEqual([[expect.stringContaining('could not be reached')], [expect.stringContaining('could not be reached')]]);
});
