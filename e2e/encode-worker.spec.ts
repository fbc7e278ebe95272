/**
 * The encode worker of the product, in a built page, over a vault with the encoder that the project makes itself: on the processor, on a graphics
 * device in software, and on one that computes wrongly, ends its tab, or goes away.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import type { CatalogueEntry, ModelBuild } from '../src/contract/model.ts';
import type { Result, Search } from './encoder/finder.ts';
import { createReferenceEncoder } from './encoder/reference-encoder.ts';
import { HarnessSite } from './harness-site.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const model = here('encoder/model');
const reference = createReferenceEncoder(model);
const DIMENSIONS = 32;
const paths = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
/** Both devices run the same weights: the tiny model has one file. */
const build = (device: ModelBuild['device']): ModelBuild =>
  ({ id: device, device, dtype: 'fp32', files: ['onnx/model.onnx'], downloadBytes: 0, memoryBytes: 0, needs: [] });
const entry: CatalogueEntry = {
  id: 'tiny-encoder', kind: 'embedding', name: 'Tiny', maker: 'Carrel', repository: '', revision: '1', licence: 'Apache-2.0', gated: false, languages: ['en'],
  parameters: 1, goodFor: 'Tests.', commonFiles: paths.slice(0, 3), builds: [build('wasm'), build('webgpu')],
  embedding: { dimensions: DIMENSIONS, prefixes: [16, DIMENSIONS], pooling: 'mean', queryPrompt: '', documentPrompt: '', maximumTokens: 128 },
};
const texts = ['Which law governs this agreement?', 'der vertrag ist das recht', `the snow and the river in spring ${'and the river '.repeat(20)}`];
const onGpu = { device: 'webgpu', dtype: 'fp32' } as const;
const onCpu = { device: 'wasm', dtype: 'fp32' } as const;
/** What the maker of the model would have computed. */
const golden = ['law', 'river and snow'].map((text) => ({ text, vector: reference(text).map((value) => Number(value.toFixed(4))) }));

// Programs for a graphics card in software are compiled by the processor, which may have other work.
test.describe.configure({ timeout: 180_000 });
let site: HarnessSite;
let context: BrowserContext;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  site = await HarnessSite.open('encoder', (folder) => cpSync(model, join(folder, 'model'), { recursive: true }));
});

test.afterAll(() => site?.close());

let page: Page;
const complaints: string[] = [];

test.beforeEach(async () => {
  context = await site.browser.newContext();
  page = await openPage();
  await page.evaluate(([model, files]) => window.finder.install(model, files), [entry, paths] as const);
});

test.afterEach(async () => {
  await context.close();
  expect(complaints, 'the policy had nothing to complain about').toEqual([]);
});

async function openPage(): Promise<Page> {
  const opened = await context.newPage();
  opened.on('console', (message) => {
    if (/Content Security Policy|Refused/i.test(message.text())) complaints.push(message.text());
  });
  await opened.goto(site.url);
  return opened;
}

/** On a machine whose graphics device is taken for a real one. */
const find = (changes: Partial<Search> = {}, on = page): Promise<Result> =>
  on.evaluate((search) => window.finder.find(search), { modelId: entry.id, trade: 'encode', texts, graphics: { shaderF16: false, software: false }, ...changes } satisfies Search);

function expectRightVectors(result: Result): asserts result is Extract<Result, { found: unknown }> {
  if ('problem' in result) throw new Error(JSON.stringify(result.problem));
  texts.forEach((text, i) => {
    const vector = result.vectors.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS);
    reference(text).forEach((value, dimension) => expect(vector[dimension]).toBeCloseTo(value, 4));
  });
}

test('on the processor the model of the vault computes what the second implementation computes, with threads where the page is isolated', async () => {
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  let runtimes = 0;
  page.on('request', (request) => (runtimes += Number(request.url().endsWith('.mjs'))));
  for (const [trade, threads] of [['encode', Math.max(1, Math.min(4, (await page.evaluate(() => navigator.hardwareConcurrency)) - 1))], ['encode-query', 1]] as const) {
    runtimes = 0;
    const result = await find({ trade, graphics: { shaderF16: false, software: true } });
    expectRightVectors(result);
    expect(result.found).toMatchObject({ way: onCpu, refused: [] });
    // The first, five words, the last.
    expect(result.tokens[1]).toBe(7);
    // Every thread loads the runtime once.
    expect(runtimes).toBe(threads);
    // A model of chance does not tell known pairs apart, so its cosines stay as they are.
    expect(result.scale).toEqual({ a: 1, b: 0 });
  }
});

test('on the graphics device it agrees with the processor, which is asked first because nobody knows its vectors', async () => {
  const result = await find();
  expectRightVectors(result);
  expect(result.found).toMatchObject({ way: onGpu, refused: [] });
  expect(result.found.known.length).toBeGreaterThan(5);
});

test('a device that computes other vectors than the known ones is refused, and the next one serves', async () => {
  // No device agrees with wrong answers.
  const wrong = golden.map(({ text, vector }) => ({ text, vector: vector.toReversed() }));
  expect(await find({ golden: wrong })).toMatchObject({ problem: { code: 'model-unusable', details: { why: /webgpu \(fp32\) computes other vectors.*wasm \(fp32\) computes other vectors/ } } });
  await page.evaluate(() => window.finder.spoil());
  const result = await find({ golden });
  expectRightVectors(result);
  expect(result.found).toMatchObject({ way: onCpu, refused: [{ ...onGpu, why: 'other-vectors' }] });
});

test('a load that ends its tab is not tried again at the next start, until a person wants it', async () => {
  const doomed = await openPage();
  // The runtime never arrives, so the load goes on for ever.
  await doomed.route('**/*.wasm', () => {});
  find({ golden }, doomed).catch(() => {});
  const loads = () => page.evaluate(() => window.finder.loads());
  await expect.poll(loads).toBe(1);
  const crashed = () => page.evaluate((id) => window.finder.crashed(id), entry.id);
  expect(await crashed(), 'a load that goes on in another tab is no crash').toEqual([]);

  const session = await context.newCDPSession(doomed);
  session.send('Page.crash').catch(() => {});
  await expect.poll(crashed).toEqual([onGpu]);
  const result = await find({ golden });
  expectRightVectors(result);
  expect(result.found).toMatchObject({ way: onCpu, refused: [{ ...onGpu, why: 'ended-the-tab' }] });

  await page.evaluate((id) => window.finder.forget(id), entry.id);
  expect(await crashed()).toEqual([]);
});

for (const [what, leave] of [['closed', (tab: Page) => tab.close()], ['reloaded', (tab: Page) => tab.reload()]] as const) {
  test(`a tab that is ${what} while a model is loaded did not crash`, async () => {
    const left = await openPage();
    await left.route('**/*.wasm', () => {});
    find({ golden }, left).catch(() => {});
    const loads = () => page.evaluate(() => window.finder.loads());
    await expect.poll(loads).toBe(1);
    await leave(left);
    await expect.poll(loads).toBe(0);
    expect(await page.evaluate((id) => window.finder.crashed(id), entry.id)).toEqual([]);
  });
}

test('when the graphics device goes away in the middle, the processor goes on with the same vectors', async () => {
  const finding = find({ golden, untilMoved: true });
  await expect.poll(() => page.evaluate(() => window.finder.rounds()), { timeout: 60_000 }).toBeGreaterThan(0);
  const session = await site.browser.newBrowserCDPSession();
  session.send('Browser.crashGpuProcess').catch(() => {});
  const result = await finding;
  expectRightVectors(result);
  expect(result.found).toMatchObject({ way: onCpu, refused: [{ ...onGpu, why: 'cannot-run' }] });
});

test('a file that is damaged in the vault is not loaded', async () => {
  await page.evaluate((id) => window.finder.damage(id, 'tokenizer.json'), entry.id);
  expect(await find()).toMatchObject({ problem: { code: 'model-damaged', details: { path: 'tokenizer.json' } } });
});
