/**
 * Models are downloaded, kept and deleted by the built page of models, in a browser for which a hub of our own is the real one. Everything
 * that can go wrong on the way to the vault goes wrong here.
 */
import type { Page } from '@playwright/test';
import { CDN, HUB, RAW } from './hub/hub-answers.ts';
import { servedModel, weights } from './hub/hub-model.ts';
import type { Hub } from './hub/hub.ts';
import { seeded } from './hub/seeded.ts';
import { build, catalogueEntry, entry, expectInstalled, expectNothingInstalled, MB, offer } from './vault-offer.ts';
import { VaultPage, type ModelOnPage } from './vault-page.ts';
import { expect, test } from './vault-test.ts';

test.describe.configure({ mode: 'parallel' });

const WEIGHTS = build.files[0]!;
/** At this rate a model of 3 MB takes long enough to be interfered with, also on a slow machine. In bytes per second. */
const SLOW = 400_000;
/** Where a host that stops sending does so. */
const HALF = 1.5 * MB;

/** Presses Download, with the weights coming slowly, and leaves off while they come. */
async function downloadSlowly(hub: Hub, vault: VaultPage): Promise<ModelOnPage> {
  hub.fail(/model_quantized/, { kind: 'slow', bytesPerSecond: SLOW });
  const model = vault.model(entry.name);
  await model.press('Download');
  await expect.poll(() => model.arrived(), { intervals: [50] }).toBeGreaterThan(300_000);
  return model;
}

/** Presses Download, and leaves off when half of the weights are there and no more come. */
async function downloadHalf(hub: Hub, vault: VaultPage): Promise<ModelOnPage> {
  hub.fail(/model_quantized/, { kind: 'stall', atByte: HALF }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await expect.poll(() => model.arrived(), { intervals: [50] }).toBeGreaterThanOrEqual(HALF);
  return model;
}

/** Where the weights were asked for from, each time. */
const startsOf = (hub: Hub) => hub.askedFor(WEIGHTS).map(({ start }) => start);

test('a model is downloaded, checked, installed, and there after a reload', async ({ hub, vault }) => {
  const files = offer(hub);
  const model = vault.model(entry.name);
  await model.press('Download');
  await expectInstalled(vault, model, files);
  const { record } = await vault.installed(entry.id);
  expect(record).toMatchObject({ source: 'hub', builds: ['wasm-q8'], entry: { revision: entry.revision } });

  // Each file came once, the listing in several pages, the large file from the other host.
  for (const [path, bytes] of Object.entries(files)) expect(hub.bytesOf(path)).toBe(bytes.length);
  expect(hub.requests.filter(({ path }) => path.includes('/tree/')).length).toBe(2);
  expect(hub.hostsAsked()).toEqual([CDN, HUB]);
  expect(hub.requests.every(({ method }) => method === 'GET')).toBe(true);

  const asked = hub.requests.length;
  await vault.open();
  await expect(model.installed).toBeVisible();
  expect(hub.requests.length).toBe(asked);
});

test('cut at twenty random bytes, a download goes on each time from where it was', async ({ hub, vault }) => {
  test.slow();
  const files = offer(hub, 9 * MB);
  const size = files[WEIGHTS]!.length;
  const next = seeded(20);
  const cuts = Array.from({ length: 20 }, () => Math.floor(next() * size)).toSorted((a, b) => a - b);
  for (const atByte of cuts) hub.fail(/model_quantized/, { kind: 'cut', atByte }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await model.said('cannot be reached. Check the connection; what has arrived is kept, and the download goes on from there.');
  await expect(model.installed).toBeVisible({ timeout: 60_000 });
  await expectInstalled(vault, model, files);

  const starts = startsOf(hub);
  expect(starts.length).toBeGreaterThanOrEqual(21);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  // Only what had to begin there did: the cut came before anything had arrived.
  expect(starts.filter((start) => start === 0).length).toBe(1);
  test.info().annotations.push({ type: 'bytes', description: `${hub.bytesOf(WEIGHTS)} sent of ${size}, in ${starts.length} answers` });
  // What the browser had not handed on when the connection broke is fetched again, and nothing else.
  expect(hub.bytesOf(WEIGHTS)).toBeLessThan(size * 1.05);
});

test('reloaded in the middle, the download goes on from there', async ({ hub, vault }) => {
  const files = offer(hub);
  await downloadSlowly(hub, vault);
  await vault.page.reload();
  hub.calm();
  const model = vault.model(entry.name);
  await expect(model.paused).toBeVisible();
  await goesOnFromTheDisk(hub, vault, model, files);
});

async function goesOnFromTheDisk(hub: Hub, vault: VaultPage, model: ModelOnPage, files: Record<string, Buffer>) {
  await expectNothingInstalled(vault);
  const [kept = 0] = await vault.unfinished();
  expect(kept).toBeGreaterThan(200_000);
  const before = hub.askedFor(WEIGHTS).length;
  await model.press('Resume');
  await expectInstalled(vault, model, files);
  expect(startsOf(hub).slice(before)).toEqual([kept]);
  for (const path of entry.commonFiles) expect(hub.bytesOf(path)).toBe(files[path]!.length);
}

test('with its tab killed in the middle, the download goes on from there', async ({ hub, startBrowser }) => {
  const files = offer(hub);
  const context = await startBrowser();
  const doomed = new VaultPage(await context.newPage());
  await doomed.open();
  await downloadSlowly(hub, doomed);
  await crash(doomed.page);
  hub.calm();
  const vault = new VaultPage(await context.newPage());
  await vault.open();
  const model = vault.model(entry.name);
  await expect(model.paused).toBeVisible();
  await goesOnFromTheDisk(hub, vault, model, files);
});

async function crash(page: Page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The answer never comes: who would send it is gone.
  session.send('Page.crash').catch(() => {});
  await crashed;
}

test('with the browser ended in the middle, the download goes on from there', async ({ hub, startBrowser }) => {
  const files = offer(hub);
  const before = await startBrowser();
  const ended = new VaultPage(await before.newPage());
  await ended.open();
  await downloadSlowly(hub, ended);
  await before.close();
  hub.calm();
  const vault = new VaultPage(await (await startBrowser()).newPage());
  await vault.open();
  const model = vault.model(entry.name);
  await expect(model.paused).toBeVisible();
  await goesOnFromTheDisk(hub, vault, model, files);
});

test('wrong bytes of the right length are refused, and never in the vault', async ({ hub, vault }) => {
  const files = offer(hub);
  const model = vault.model(entry.name);
  for (const path of ['config.json', WEIGHTS]) {
    hub.fail(new RegExp(`^${path}$`), { kind: 'wrong-bytes' }, 1);
    await model.press(path === WEIGHTS ? 'Try again' : 'Download');
    await expect(model.item).toContainText(`“${path}” arrived whole, but is not the file that its maker published. It was deleted.`);
    await expectNothingInstalled(vault);
  }
  const sent = hub.bytesOf('tokenizer.json');
  expect((await vault.unfinished()).filter((bytes) => bytes > 0)).toEqual([]);
  await model.press('Try again');
  await expectInstalled(vault, model, files);
  // What was right before is not fetched again.
  expect(hub.bytesOf('tokenizer.json')).toBe(sent);
});

test('a body that is too short and calls itself whole is not believed', async ({ hub, vault }) => {
  const files = offer(hub);
  hub.fail(/model_quantized/, { kind: 'short' }, 1);
  // The wait after it lasts a second only, in which a busy machine may not look; this one lasts longer.
  hub.fail(/model_quantized/, { kind: 'status', status: 503, retryAfterSeconds: 4 }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await model.said('Waiting to try again');
  await expectNothingInstalled(vault);
  await expectInstalled(vault, model, files);
  expect(startsOf(hub)[0]).toBe(0);
  // The half that came is the right half, and is kept.
  expect(startsOf(hub)[1]).toBe(files[WEIGHTS]!.length >> 1);
});

test('a host that sends the whole file when a part was asked for does not spoil it', async ({ hub, vault }) => {
  const files = offer(hub);
  hub.fail(/model_quantized/, { kind: 'cut', atByte: 1 * MB }, 1);
  hub.fail(/model_quantized/, { kind: 'ignores-range' }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await expectInstalled(vault, model, files);
});

for (const [what, match] of [['a file', /resolve\/.*config\.json/], ['the list of files', /\/tree\//]] as const) {
  test(`a web page in place of ${what} is refused and said`, async ({ hub, vault }) => {
    const files = offer(hub);
    hub.fail(match, { kind: 'web-page' });
    const model = vault.model(entry.name);
    await model.press('Download');
    await expect(model.item).toContainText(/Instead of “[^”]+”, a web page arrived\. A login page or a filter may stand in between\./);
    await expectNothingInstalled(vault);
    hub.calm();
    await model.press('Try again');
    await expectInstalled(vault, model, files);
  });
}

test('a connection that falls silent is given up, and the download goes on from there', async ({ hub, vault }) => {
  test.slow();
  const files = offer(hub);
  hub.fail(/model_quantized/, { kind: 'stall', atByte: 2 * MB }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await model.said(`${HUB} stopped sending. What has arrived is kept.`, 60_000);
  await expectInstalled(vault, model, files);
  expect(startsOf(hub)).toEqual([0, 2 * MB]);
});

test('a file is followed to another of the hub’s hosts, and to no other', async ({ hub, vault }) => {
  const files = offer(hub);
  hub.fail(/resolve\/.*model_quantized/, { kind: 'redirect', host: 'elsewhere.test' });
  const model = vault.model(entry.name);
  await model.press('Download');
  await model.said(`${HUB} cannot be reached.`);
  await expectNothingInstalled(vault);
  expect(hub.hostsAsked()).toEqual([HUB]);
  hub.fail(/resolve\/.*model_quantized/, { kind: 'redirect', host: 'regional.us.cdn.hf.co' });
  hub.calm();
  await expectInstalled(vault, model, files);
  expect(hub.hostsAsked()).toEqual([CDN, HUB]);

  // The sensor works: a page without a policy gets there.
  const free = await vault.page.context().browser()!.newPage({ ignoreHTTPSErrors: true });
  await free.goto('https://elsewhere.test/');
  await free.close();
  expect(hub.hostsAsked()).toContain('elsewhere.test');
  hub.requests.length = 0;
});

test('a full disk is said with the room that is needed, and what arrived is kept', async ({ hub, startBrowser }) => {
  const files = offer(hub);
  const context = await startBrowser();
  const vault = new VaultPage(await context.newPage());
  await vault.open();
  const session = await context.newCDPSession(vault.page);
  const origin = new URL(vault.page.url()).origin;
  const model = await downloadSlowly(hub, vault);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await expect(model.item).toContainText(/This browser has no room left: [\d.]+ [kM]B more are needed\./);
  await expectNothingInstalled(vault);
  const [kept = 0] = await vault.unfinished();
  expect(kept).toBeGreaterThan(200_000);
  expect(kept).toBeLessThan(files[WEIGHTS]!.length);

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  hub.calm();
  await model.press('Try again');
  await expectInstalled(vault, model, files);
  expect(startsOf(hub)).toEqual([0, kept]);
});

test('a maker who wants terms accepted first is named, with the address', async ({ hub, vault }) => {
  const making = servedModel(entry, build, 1 * MB);
  hub.add({ ...making, gated: true });
  const model = vault.model(entry.name);
  await model.press('Download');
  await expect(model.item).toContainText(`The maker of ${entry.name} asks people to accept its terms at https://${HUB}/${entry.repository} before downloading.`);
  await expectNothingInstalled(vault);
});

test('a file that is no longer there is named, and nothing is installed', async ({ hub, vault }) => {
  offer(hub);
  hub.fail(/resolve\/.*model_quantized/, { kind: 'status', status: 404 });
  const model = vault.model(entry.name);
  await model.press('Download');
  await expect(model.item).toContainText(`${HUB} no longer has “${WEIGHTS}”. Nothing was installed.`);
  await expectNothingInstalled(vault);
});

test('a busy host is waited for as long as it asks, and the download goes on by itself', async ({ hub, vault }) => {
  const files = offer(hub);
  hub.fail(/repos/, { kind: 'status', status: 503, retryAfterSeconds: 2 }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await model.said(`${HUB} answered with trouble of its own (503).`);
  await expectInstalled(vault, model, files);
  const [refused, given] = hub.requests.filter(({ host }) => host === CDN).map(({ at }) => at);
  expect(given! - refused!).toBeGreaterThan(2_000);
});

test('a host that hides how long it wants to be left alone is left alone for most of a minute', async ({ hub, vault }) => {
  const files = offer(hub);
  hub.fail(/\/tree\//, { kind: 'status', status: 429, retryAfterSeconds: 2 }, 1);
  const model = vault.model(entry.name);
  await model.press('Download');
  await model.said(`${HUB} answered with trouble of its own (429). What has arrived is kept.`);
  await expect(model.item).toContainText(/Next try in (4\d|5[01]) s/);
  await model.press('Cancel');
  await model.press('Download');
  await expectInstalled(vault, model, files);
});

test('without a network the download waits, and goes on when there is one', async ({ hub, vault }) => {
  const files = offer(hub);
  const model = await downloadHalf(hub, vault);
  await vault.page.context().setOffline(true);
  hub.recover();
  await expect(vault.page.getByText('No connection.')).toBeVisible();
  await expect(model.waiting).toBeVisible();
  await expect(model.item).toContainText('cannot be reached. Check the connection; what has arrived is kept');
  await vault.page.context().setOffline(false);
  await expectInstalled(vault, model, files);
  expect(startsOf(hub)).toEqual([0, HALF]);
});

test('two tabs show one download, and its bytes come once', async ({ hub, vault, context }) => {
  const files = offer(hub);
  const other = new VaultPage(await context.newPage());
  await other.open();
  const model = await downloadSlowly(hub, vault);
  const there = other.model(entry.name);
  await expect.poll(() => there.arrived()).toBeGreaterThan(300_000);
  // What is pressed in the other tab is about the same download.
  await there.press('Pause');
  await expect(model.paused).toBeVisible();
  await expect(there.paused).toBeVisible();
  const [kept = 0] = await vault.unfinished();
  hub.calm();
  await there.press('Resume');
  await expectInstalled(vault, model, files);
  await expect(there.installed).toBeVisible();
  expect(startsOf(hub)).toEqual([0, kept]);
});

test('with the tab closed that downloads, the other tab goes on from there', async ({ hub, vault, context }) => {
  const files = offer(hub);
  const other = new VaultPage(await context.newPage());
  await other.open();
  await downloadHalf(hub, vault);
  await vault.page.close();
  const model = other.model(entry.name);
  await expect(model.paused.or(model.installed)).toBeVisible();
  if (await model.paused.isVisible()) await model.press('Resume');
  await expectInstalled(other, model, files);
  expect(startsOf(hub)).toEqual([0, HALF]);
});

test('a download is paused, resumed, cancelled, and a model deleted after asking', async ({ hub, vault }) => {
  const files = offer(hub);
  const model = await downloadHalf(hub, vault);
  await model.press('Pause');
  await expect(model.paused).toBeVisible();
  expect((await vault.unfinished())[0]).toBe(HALF);
  hub.fail(/model_quantized/, { kind: 'stall', atByte: HALF + 500_000 }, 1);
  await model.press('Resume');
  await expect.poll(() => model.arrived()).toBeGreaterThan(HALF + 490_000);
  expect(startsOf(hub)).toEqual([0, HALF]);

  await model.press('Cancel');
  await expect(model.button('Download')).toBeVisible();
  await expect.poll(() => vault.files()).toEqual({});

  await model.press('Download');
  await expectInstalled(vault, model, files);
  await model.press('Delete');
  await vault.answer('Keep it');
  await expect(model.installed).toBeVisible();
  await model.press('Delete');
  await expect(vault.question).toContainText(`Delete ${entry.name}?`);
  await vault.answer('Delete');
  await expect(model.button('Download')).toBeVisible();
  await expect.poll(() => vault.files()).toEqual({});
});

test('a model of which the browser lost a file is no longer there, and only that file is fetched again', async ({ hub, vault }) => {
  const files = offer(hub, 1 * MB);
  const model = vault.model(entry.name);
  await model.press('Download');
  await expectInstalled(vault, model, files);
  await vault.lose(entry.id, 'tokenizer.json');
  await vault.open();
  await expect(model.button('Resume').or(model.button('Download'))).toBeVisible();
  await model.button('Resume').or(model.button('Download')).click();
  await expectInstalled(vault, model, files);
  for (const [path, bytes] of Object.entries(files)) expect(hub.bytesOf(path)).toBe(bytes.length * (path === 'tokenizer.json' ? 2 : 1));
});

test('a language model comes with the program that runs it, from the two hosts that have them', async ({ hub, vault }) => {
  const language = catalogueEntry('phi-4-mini-web-llm-f16');
  const [only] = language.builds;
  const program = Buffer.concat([Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), weights(200_000, 3)]);
  const shards = Object.fromEntries([0, 1, 2].map((index) => [`params_shard_${index}.bin`, weights(400_000, index)]));
  const served = servedModel(language, { ...only!, files: [] }, 0);
  const files = { ...served.files, ...shards } as Record<string, Buffer>;
  const { commit } = hub.add({ ...served, files: { ...files, 'README.md': Buffer.from('No file of the model.') } });
  const { url, name } = language.language!.library!;
  hub.addElsewhere(url.replace('https://', ''), program);
  const model = vault.model(language.name);
  await model.press('Download');
  // This machine has no graphics device.
  await vault.answer('Download anyway');
  await expectInstalled(vault, model, { ...files, [name]: program }, language.id);
  // Whatever the catalogue calls its revision, the record names the commit that came.
  expect((await vault.installed(language.id)).record.entry.revision).toBe(commit);
  expect(hub.hostsAsked()).toEqual([CDN, HUB, RAW].toSorted());
  expect(hub.requests.some(({ path }) => path.includes('README'))).toBe(false);
});

test('the page with documents cannot reach the hub, in the same browser and after the page of models', async ({ hub, vault, page }) => {
  offer(hub, 1000);
  const reach = () =>
    page.evaluate((hosts) =>
      Promise.all(hosts.map((host) => fetch(`https://${host}/`).then(() => 'reached', () => 'refused'))), [HUB, CDN, RAW]);
  // The sensor works: the page of models gets there.
  expect(await reach()).toEqual(['reached', 'reached', 'reached']);
  await vault.model(entry.name).press('Download');
  await expect(vault.model(entry.name).installed).toBeVisible();
  const asked = hub.requests.length;
  await page.goto('./');
  await page.getByRole('region', { name: 'Library' }).waitFor();
  expect(await reach()).toEqual(['refused', 'refused', 'refused']);
  const inWorker = page.evaluate((script) => new Promise<string>((resolve) => {
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    worker.addEventListener('message', ({ data }) => resolve(String(data)));
  }), `fetch('https://${HUB}/').then(() => 'reached', () => 'refused').then(postMessage)`);
  expect(await inWorker).toBe('refused');
  expect(hub.requests.length).toBe(asked);
});
