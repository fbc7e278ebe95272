/** An index made on the graphics device, here one in software: it finds the same, and when the device goes away in the middle the processor goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Browser } from '@playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';
import { madeUpPapers } from './made-up-papers.ts';
import { tiny, writeTinyModel } from './tiny-model.ts';
import { QUERIES, VersionsPage, type Ranked } from './versions-page.ts';

// Programs for a graphics card in software are compiled by the processor, which may have other work.
test.describe.configure({ timeout: 180_000 });

const BUILT_IN = 'Built-in model';
/** A backend adds numbers up in another order; below this that is no other answer. */
const NEAR = 3;

let folder: string;
let browser: Browser;
let carrel: VersionsPage;

test.beforeEach(async ({ baseURL }) => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-versions-'));
  writeTinyModel(join(folder, 'tiny'));
  const executablePath = await findBrowser();
  browser = await chromium.launch({ args: [...browserArguments, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'], ...(executablePath && { executablePath }) });
  const context = await browser.newContext({ ...(baseURL && { baseURL }), serviceWorkers: 'block' });
  // Taken for a card, which one in software is not: the processor is faster than that, and would be asked first.
  await context.route('**/assets/library.worker-*.js', async (route) => {
    const response = await route.fetch();
    const body = `Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  carrel = new VersionsPage(await context.newPage());
});

/** Carrel with so many documents, and the panel open at the tiny model. */
async function begin(documents: number, passages: number) {
  await carrel.listen();
  await carrel.open();
  await carrel.add(...madeUpPapers(2, documents, passages));
  await carrel.isWhole(documents * passages);
  await carrel.page.goto('./models.html');
  await carrel.page.getByLabel('Add a model folder').setInputFiles(join(folder, 'tiny'));
  await carrel.page.getByRole('link', { name: `Use it for searching: ${tiny.name}` }).click();
  await expect(carrel.panel).toBeVisible({ timeout: 30_000 });
}

test.afterEach(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const without = (scores: Ranked[][]) => scores.map((ranked) => ranked.map(({ scores: each }) => Object.values(each as Record<string, number>).map((score) => Number(score.toFixed(NEAR)))));

test('the index that the graphics device makes finds what that of the processor finds', async () => {
  await begin(4, 20);
  await carrel.use(tiny.name);
  await carrel.answersWith(tiny.id, 32);
  const onGraphics = await carrel.ranked(QUERIES);
  await carrel.press(`Go back to ${BUILT_IN}`);
  await carrel.answersWith('carrel-static-en', 768);
  await carrel.press(/^Free [\d.]+ \w+$/);
  await carrel.press(/^Free .+ for good$/);
  await expect(carrel.kept).toHaveCount(0);
  await carrel.page.context().unrouteAll();
  await carrel.open();
  await carrel.use(tiny.name);
  await carrel.answersWith(tiny.id, 32);
  const onProcessor = await carrel.ranked(QUERIES);
  expect(without(onProcessor)).toEqual(without(onGraphics));
});

test('when the graphics device goes away in the middle, the processor goes on, and that is said', async () => {
  await begin(10, 60);
  await carrel.use(tiny.name);
  await carrel.hasMade(1);
  const session = await browser.newBrowserCDPSession();
  session.send('Browser.crashGpuProcess').catch(() => {});
  await carrel.answersWith(tiny.id, 32);
  await carrel.showPanel();
  await expect(carrel.inUse).toContainText('It runs on the processor.');
  await expect(carrel.inUse).toContainText('The graphics card cannot run this model.');
  expect((await carrel.stored()).pointers).toEqual({ active: expect.stringMatching(/^tiny/), previous: expect.stringMatching(/^carrel/) });
  const { passages } = Object.values((await carrel.stored()).spaces)[0]!;
  expect(Object.values((await carrel.stored()).spaces).map((each) => each.passages)).toEqual([passages, passages]);
});
