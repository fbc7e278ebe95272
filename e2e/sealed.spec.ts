/** Nothing leaves the page: tried through every channel we know, on hosts that send headers and on hosts that do not. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { headers } from '../scripts/headers.mjs';
import { serve } from '../scripts/serve.mjs';
import { builtFile, copyOfBuild, filesOnDisk, listedFiles } from './built-files.ts';
import { everythingIsKept } from './everything-kept.ts';
import { leaks, tryEveryChannel, type Findings } from './leaks/battery.ts';
import { expect, test } from './sealed-test.ts';

const BARE_PAGE = fileURLToPath(new URL('leaks/bare-page', import.meta.url));
const NO_HEADERS = {};

/**
 * Channels that stay silent in this browser even with no policy at all, so that their silence elsewhere proves nothing.
 * One that starts to speak must be taken out of this list: it is a sensor from then on.
 */
const UNPROVEN = ['page: preconnect', 'page: manifest', 'page: attribution source'];

/** A file of the build that a worker can be started from. */
const builtWorker = () => `./${builtFile(/seal-probe\.worker/)}`;

const isSealed = (page: Page) => page.waitForFunction(() => crossOriginIsolated && !('RTCPeerConnection' in window));
const anyPage = async () => {};

async function battery(browser: Browser, url: string, workerScript: string, ready: (page: Page) => Promise<unknown>): Promise<Findings> {
  const context = await browser.newContext();
  const open = async () => {
    const page = await context.newPage();
    await page.goto(url);
    await ready(page);
    return page;
  };
  // The first visit may have to reload itself; the pages of the battery come after it.
  await (await open()).close();
  return tryEveryChannel({ context, open, workerScript });
}

test.describe('the leak battery', () => {
  test.setTimeout(240_000);

  test('without any policy nearly every channel leaks, so the sensors work', async ({ browser }) => {
    const host = await serve({ root: BARE_PAGE, headers: NO_HEADERS });
    const findings = await battery(browser, host.url, './worker.js', anyPage);
    await host.close();
    console.log(`      without a policy ${leaks(findings).length} of ${findings.size} channels leak`);
    expect([...findings.keys()].filter((channel) => !findings.get(channel))).toEqual(UNPROVEN);
  });

  test('the headers alone stop every channel', async ({ browser }) => {
    const host = await serve({ root: BARE_PAGE });
    const findings = await battery(browser, host.url, './worker.js', anyPage);
    await host.close();
    expect(leaks(findings)).toEqual([]);
  });

  test('nothing leaves Carrel as `npm start` serves it', async ({ browser, baseURL }) => {
    const findings = await battery(browser, baseURL ?? '', builtWorker(), isSealed);
    expect(leaks(findings)).toEqual([]);
  });

  test('nothing leaves Carrel on a host without headers, under a path of its own', async ({ browser }) => {
    const host = await serve({ base: '/some/path', headers: NO_HEADERS });
    const findings = await battery(browser, host.url, builtWorker(), isSealed);
    await host.close();
    expect(leaks(findings)).toEqual([]);
  });

  test('where the browser knows no Connection-Allowlist, the page’s own guard stops the rest', async ({ browser }) => {
    const { 'Connection-Allowlist': _, ...others } = headers;
    const host = await serve({ headers: others });
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const open = async () => {
      const page = await context.newPage();
      await page.goto(host.url);
      await isSealed(page);
      return page;
    };
    const findings = await tryEveryChannel({ context, open, workerScript: builtWorker() });
    await host.close();
    // Chromium opens a connection ahead of these two and then sends nothing through it: the policy forbids the request.
    const bare = ['page: frame (connection)', 'page: form in a new window (connection)'];
    expect(leaks(findings).filter((leak) => !bare.includes(leak))).toEqual([]);
  });
});

test('a host without headers is sealed by the service worker after one reload, and works with the host gone', async ({ context, strays }) => {
  const host = await serve({ base: '/some/path', headers: NO_HEADERS });
  strays.allow(host.url);
  const page = await context.newPage();
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.goto(host.url);
  await isSealed(page);
  expect(loads).toBe(2);
  await everythingIsKept(page);

  await host.close();
  await page.reload();
  await isSealed(page);
  await expect(page.locator('#root')).not.toBeEmpty();
  const astray = await context.newPage();
  await astray.goto(`${host.url}no-such-place`);
  await isSealed(astray);
  expect(astray.url()).toBe(host.url);
});

test('a host that sends the headers needs no reload, and Carrel works offline all the same', async ({ page, context }) => {
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.goto('./');
  await isSealed(page);
  await everythingIsKept(page);
  expect(loads).toBe(1);
  await context.setOffline(true);
  await page.reload();
  await isSealed(page);
  await expect(page.locator('#root')).not.toBeEmpty();
});

test('a host that answers something else for a part of Carrel’s code cannot slip it in: the page stays unsealed', async ({ context, strays }, info) => {
  const build = copyOfBuild(info.outputPath('host'));
  build.replace(builtFile(/seal-probe\.worker/), build.read('index.html'));
  const host = await serve({ root: info.outputPath('host'), headers: NO_HEADERS });
  strays.allow(host.url);
  const page = await context.newPage();
  const started = context.waitForEvent('serviceworker');
  await page.goto(host.url);
  await started;
  // A service worker that could not be installed takes its registration with it.
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await host.close();
  strays.forgiveErrors();
});

test('a file whose bytes are not the ones of the build is refused, not kept', async ({ context, strays }, info) => {
  const build = copyOfBuild(info.outputPath('host'));
  const [path] = [...listedFiles()].find(([, file]) => file.keep === 'soon') ?? [''];
  build.replace(path, build.read('index.html'));
  const host = await serve({ root: info.outputPath('host'), headers: NO_HEADERS });
  strays.allow(host.url);
  const page = await context.newPage();
  await page.goto(host.url);
  await isSealed(page);
  const answer = await page.evaluate((address) => fetch(address).then(() => 'answered', () => 'refused'), path.split('/').map(encodeURIComponent).join('/'));
  expect(answer).toBe('refused');
  await host.close();
  strays.forgiveErrors();
});

test('a new version waits until it is agreed to, and then takes the place of the old one', async ({ context, strays }, info) => {
  const build = copyOfBuild(info.outputPath('host'));
  const host = await serve({ root: info.outputPath('host'), headers: NO_HEADERS });
  strays.allow(host.url);
  const page = await context.newPage();
  await page.goto(host.url);
  await isSealed(page);
  await everythingIsKept(page);
  build.release('index.html', build.read('index.html').replace('<body>', '<body data-version="2">'));

  await page.reload();
  await expect.poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting))).toBe(true);
  await page.reload();
  await isSealed(page);
  await expect(page.locator('body')).not.toHaveAttribute('data-version');

  await page.getByRole('button', { name: 'Use the new version' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-version', '2', { timeout: 30_000 });
  await isSealed(page);
  await expect(page.getByRole('button', { name: 'Use the new version' })).toHaveCount(0);
  await host.close();
});

test('every file of the build is on the list of the service worker', () => {
  const unlisted = filesOnDisk().filter((path) => !listedFiles().has(path));
  expect(unlisted.filter((path) => !path.startsWith('.vite/'))).toEqual(['service-worker.js']);
});
