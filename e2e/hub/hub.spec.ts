/** The fake hub is a measuring instrument: here it is checked by itself, against what the real one says. */
import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { expect, test } from '@playwright/test';
import { CDN, HUB } from './hub-answers.ts';
import { Hub } from './hub.ts';
import { seededBytes } from './seeded.ts';

interface Got {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** The connection ended before the body did. */
  cut: boolean;
}

let hub: Hub;
const weights = seededBytes(1, 100_000);
const config = '{"model_type":"bert"}';
const COMMIT = 'c0ffee'.padEnd(40, '0');

test.beforeEach(async () => {
  hub = await Hub.start();
  hub.add({ name: 'owner/model', commit: COMMIT, files: { 'config.json': config, 'onnx/model.onnx': weights, 'a.txt': 'a', 'b.txt': 'b' } });
});
test.afterEach(() => hub.close());

const get = (address: string, headers: Record<string, string> = {}, method = 'GET', untilBytes = Number.POSITIVE_INFINITY): Promise<Got> =>
  new Promise((resolve, reject) => {
    const { hostname, pathname, search } = new URL(address);
    const options = { host: '127.0.0.1', port: hub.port, path: pathname + search, method, headers: { Host: hostname, ...headers }, rejectUnauthorized: false, agent: false as const };
    request(options, (response) => {
      const parts: Buffer[] = [];
      const done = (cut: boolean) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts), cut });
      response.on('data', (part: Buffer) => {
        parts.push(part);
        if (Buffer.concat(parts).length < untilBytes) return;
        done(true);
        response.destroy();
      });
      response.on('end', () => done(!response.complete));
      response.on('error', () => done(true));
    }).on('error', reject).end();
  });
const model = (path: string) => `https://${HUB}/owner/model/resolve/main/${path}`;
const cdn = () => `https://${CDN}/repos/${createHash('sha256').update(weights).digest('hex')}`;

test('it lists a repository page by page, with the digests that git and its large-file store would tell', async () => {
  type Entry = { type: string; path: string; size: number; oid: string; lfs?: { oid: string; size: number; pointerSize: number } };
  const entries: Entry[] = [];
  let next: string | undefined = `https://${HUB}/api/models/owner/model/tree/${COMMIT}?recursive=true`;
  let pages = 0;
  while (next) {
    const { body, headers } = await get(next);
    entries.push(...JSON.parse(body.toString()) as Entry[]);
    next = /<([^>]+)>; rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
    pages += 1;
  }
  expect(pages).toBe(2);
  expect(entries.map(({ path }) => path)).toEqual(['onnx', 'config.json', 'onnx/model.onnx', 'a.txt', 'b.txt']);
  // `printf a | git hash-object --stdin`
  expect(entries.find(({ path }) => path === 'a.txt')?.oid).toBe('2e65efe2a145dda7ee51d1741299f848e5bf752e');
  expect(entries.find(({ path }) => path === 'onnx/model.onnx')?.lfs).toEqual({ oid: createHash('sha256').update(weights).digest('hex'), size: 100_000, pointerSize: 131 });
  expect(JSON.parse((await get(`https://${HUB}/api/models/owner/model/revision/main`)).body.toString())).toMatchObject({ sha: COMMIT });
});

test('it sends small files itself and large ones from another host, by range, readable for other origins', async () => {
  const way = await get(model('config.json'));
  expect(way).toMatchObject({ status: 307, headers: { 'x-repo-commit': COMMIT } });
  const small = await get(`https://${HUB}${String(way.headers['location'])}`, { Origin: 'http://127.0.0.1:1' });
  expect(small).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': 'http://127.0.0.1:1' } });
  expect(small.body.toString()).toBe(config);
  const large = await get(model('onnx/model.onnx'));
  expect(large).toMatchObject({ status: 302, headers: { 'x-linked-size': '100000', location: expect.stringContaining(cdn()) } });
  const part = await get(cdn(), { Range: 'bytes=99990-' });
  expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 99990-99999/100000', 'access-control-allow-origin': '*' } });
  expect(part.body.equals(weights.subarray(99_990))).toBe(true);
  expect((await get(cdn(), { Range: 'bytes=5-9' })).body.equals(weights.subarray(5, 10))).toBe(true);
  expect(await get(cdn(), { Range: 'bytes=100000-' })).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */100000' } });
  expect((await get(cdn(), {}, 'HEAD'))).toMatchObject({ status: 200, headers: { 'content-length': '100000' } });
  expect(hub.bytesOf('onnx/model.onnx')).toBe(15);
  expect(hub.hostsAsked()).toEqual([CDN, HUB]);
});

test('it does not have what it does not have', async () => {
  expect((await get(model('c.txt'))).status).toBe(404);
  expect((await get(`https://${HUB}/owner/model/resolve/${'0'.repeat(40)}/a.txt`)).status).toBe(404);
  expect((await get(`https://${HUB}/owner/other/resolve/main/a.txt`)).status).toBe(401);
  expect((await get('https://elsewhere.test/a.txt')).status).toBe(404);
});

test('it fails as told, where told, and as often', async () => {
  hub.fail(/model\.onnx/, { kind: 'cut', atByte: 40_000 }, 1);
  hub.fail(/model\.onnx/, { kind: 'cut', atByte: 70_001 }, 1);
  const first = await get(cdn());
  expect(first.cut).toBe(true);
  expect(first.body.equals(weights.subarray(0, 40_000))).toBe(true);
  const second = await get(cdn(), { Range: 'bytes=40000-' });
  expect(second.cut).toBe(true);
  expect(second.body.equals(weights.subarray(40_000, 70_001))).toBe(true);
  expect(await get(cdn(), { Range: 'bytes=70001-' })).toMatchObject({ status: 206, cut: false });
  expect(hub.askedFor('onnx/model.onnx').map(({ start, sent }) => [start, sent])).toEqual([[0, 40_000], [40_000, 30_001], [70_001, 29_999]]);

  const spoilt = async (fault: Parameters<Hub['fail']>[1], headers = {}) => {
    hub.fail(/repos/, fault, 1);
    return get(cdn(), headers);
  };
  const wrong = await spoilt({ kind: 'wrong-bytes' });
  expect(wrong.body.length).toBe(100_000);
  expect(wrong.body.equals(weights)).toBe(false);
  expect(await spoilt({ kind: 'short' })).toMatchObject({ status: 200, headers: { 'content-length': '50000' }, cut: false });
  const whole = await spoilt({ kind: 'ignores-range' }, { Range: 'bytes=500-' });
  expect(whole).toMatchObject({ status: 200, headers: { 'content-length': '100000' } });
  expect(whole.headers['content-range']).toBeUndefined();
  expect((await spoilt({ kind: 'web-page' })).headers['content-type']).toContain('text/html');
  expect(await spoilt({ kind: 'status', status: 429, retryAfterSeconds: 2 })).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
  expect(await spoilt({ kind: 'redirect', host: 'elsewhere.test' })).toMatchObject({ status: 302, headers: { location: expect.stringMatching(/^https:\/\/elsewhere\.test\//) } });
  expect((await get(cdn())).body.equals(weights)).toBe(true);
});

test('it slows down and stalls', async () => {
  hub.fail(/repos/, { kind: 'slow', bytesPerSecond: 200_000 }, 1);
  const begun = performance.now();
  expect((await get(cdn())).body.equals(weights)).toBe(true);
  expect(performance.now() - begun).toBeGreaterThan(400);
  hub.fail(/repos/, { kind: 'stall', atByte: 20_000 }, 1);
  // The caller gives up; the hub would wait for ever.
  expect((await get(cdn(), {}, 'GET', 20_000)).body.equals(weights.subarray(0, 20_000))).toBe(true);
  expect(hub.askedFor('onnx/model.onnx').at(-1)?.sent).toBe(20_000);
});

test('a gated repository tells what it holds and keeps it', async () => {
  hub.add({ name: 'maker/gated', files: { 'config.json': '{}' }, gated: true });
  expect((await get(`https://${HUB}/api/models/maker/gated/tree/main?recursive=true`)).status).toBe(200);
  expect(await get(`https://${HUB}/maker/gated/resolve/main/config.json`)).toMatchObject({ status: 401, headers: { 'x-error-code': 'GatedRepo' } });
});
