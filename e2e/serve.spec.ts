/** The server of `npm start` gives out the build with the policy on it, and nothing else of the machine. */
import { request as ask } from 'node:http';
import { headers } from '../scripts/headers.mjs';
import { serve, type Served } from '../scripts/serve.mjs';
import { builtFile } from './built-files.ts';
import { expect, test } from './sealed-test.ts';

let host: Served;
test.beforeAll(async () => {
  host = await serve({ base: 'under/here' });
});
test.afterAll(() => host.close());

/** Asks for a path exactly as written: browsers and `fetch` would tidy it first. */
function status(path: string, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    ask({ port: host.port, host: '127.0.0.1', path, method }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
  });
}

test('every answer carries the policy, errors included', async ({ request }) => {
  for (const path of ['', builtFile(/seal-probe\.worker/), 'no-such-file']) {
    expect((await request.get(host.url + path)).headers()).toMatchObject(
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    );
  }
});

test('nothing outside the build can be asked for', async () => {
  const base = '/under/here';
  const ways = ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/..%5cpackage.json', '/assets/../../package.json', '/.vite/manifest.json', '/%00', '/%E0%A4%A'];
  for (const way of ways) expect(await status(base + way), way).toBe(404);
  expect(await status('/index.html'), 'outside the base path').toBe(404);
  expect(await status(`${base}/`, 'POST')).toBe(405);
  expect(await status(`${base}/`)).toBe(200);
});

test('code is compressed, named for ever by its hash, and of the right type', async ({ request }) => {
  const code = await request.get(host.url + builtFile(/^assets\/index-.*\.js$/), { headers: { 'Accept-Encoding': 'br' } });
  expect(code.headers()).toMatchObject({ 'content-encoding': 'br', 'cache-control': expect.stringContaining('immutable'), 'content-type': 'text/javascript; charset=utf-8' });
  const page = await request.get(host.url);
  expect(page.headers()['cache-control']).toBe('no-cache');
  expect((await request.get(host.url, { headers: { 'If-None-Match': page.headers()['etag'] ?? '' } })).status()).toBe(304);
});

test('when the port is taken the next one is used, unless it must be that one', async () => {
  const second = await serve({ port: host.port });
  expect(second.port).toBeGreaterThan(host.port);
  await second.close();
  await expect(serve({ port: host.port, strictPort: true })).rejects.toThrow('EADDRINUSE');
});
