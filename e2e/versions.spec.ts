/**
 * The model for searching is changed on the built page, with thousands of passages and the encoder that the project makes itself: the old index answers
 * until the new one has taken its place, nothing is made twice, and every way back works.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test, type BrowserContext } from '@playwright/test';
import { text } from './carrel-page.ts';
import { seeded } from './hub/seeded.ts';
import { madeUpPapers } from './made-up-papers.ts';
import { watchMainThread } from './main-thread.ts';
import { Strays } from './sealed-test.ts';
import { tiny, writeTinyModel } from './tiny-model.ts';
import { QUERIES, ranking, VersionsPage, type Ranked, type StoredIndex } from './versions-page.ts';

// Each test goes on where the one before it stopped: making thousands of vectors once is enough.
test.describe.configure({ mode: 'serial', timeout: 240_000 });

const BUILT_IN = 'Built-in model';
const TINY = tiny.name;
const DIMENSIONS = tiny.embedding.dimensions;
/** Over two thousand passages. */
const papers = madeUpPapers(1, 21, 100);
const DEATHS = 10;
/** Long enough for the model to be loaded and some hundred vectors to be made; often too short for either. */
const LONGEST_LIFE_MS = 5_000;

let folder: string;
let context: BrowserContext;
let strays: Strays;
let carrel: VersionsPage;
/** What the first index and the second one answer, and the second as it was made without interruption. */
let byBuiltIn: Ranked[][];
let byTiny: Ranked[][];
let tinyMade: StoredIndex['spaces'][string];

async function openTab(): Promise<VersionsPage> {
  const tab = new VersionsPage(await context.newPage());
  await tab.listen();
  await tab.open();
  return tab;
}

const spaceOf = (stored: StoredIndex, pattern: RegExp) => Object.entries(stored.spaces).find(([space]) => pattern.test(space))?.[1];
const note = (what: string, value: unknown) => test.info().annotations.push({ type: what, description: String(value) });

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  folder = mkdtempSync(join(tmpdir(), 'carrel-versions-'));
  writeTinyModel(join(folder, 'tiny'));
  context = await browser.newContext({ ...(baseURL && { baseURL }) });
  strays = new Strays(context);
  if (baseURL) strays.allow(baseURL);
  carrel = await openTab();
  await carrel.add(...papers);
  await carrel.isWhole(2_000);
});

test.afterEach(async () => {
  expect(strays.list(), 'nothing may leave the page, and nothing may go wrong unseen').toEqual([]);
});

test.afterAll(async () => {
  await context?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test('a model that was taken in from a folder is one click from being used for searching', async () => {
  const { page } = carrel;
  await page.goto('./models.html');
  await page.getByLabel('Add a model folder').setInputFiles(join(folder, 'tiny'));
  await page.getByRole('link', { name: `Use it for searching: ${TINY}` }).click();
  await expect(carrel.panel).toBeVisible();
  await expect(carrel.panel.getByRole('button', { name: `Use ${TINY}` })).toBeVisible({ timeout: 30_000 });
  await expect(carrel.panel.getByText(/All 2,\d\d\d passages of your library are gone through once/)).toBeVisible();
  const stored = await carrel.stored();
  expect(stored.pointers, 'nothing was chosen yet').toEqual({});
  expect(Object.keys(stored.spaces)).toHaveLength(1);
});

test('the old index answers until the new one takes its place, once, and answers from then on', async ({ browser }) => {
  const { page } = carrel;
  byBuiltIn = await carrel.ranked(QUERIES);
  await page.evaluate((queries) => window.ear.askOn(queries), QUERIES);
  note('main thread', await watchMainThread(browser, page, async () => {
    await carrel.use(TINY);
    await carrel.answersWith(tiny.id, DIMENSIONS);
    await expect(carrel.making).toHaveCount(0);
  }));
  byTiny = await carrel.ranked(QUERIES);
  const { answers, rounds, slowest } = await page.evaluate(() => window.ear.stopAsking());
  expect(rounds).toBeGreaterThan(5);
  for (const [i, seen] of answers.entries()) {
    // On a busy machine a search does not wait for a model, and answers by word: that is no answer of either index.
    const byMeaning = seen.filter((answer) => answer.byMeaning).map((answer) => ranking(answer));
    expect(byMeaning.filter((answer, place) => !isDeepStrictEqual(answer, byMeaning[place - 1])), QUERIES[i]).toEqual([byBuiltIn[i], byTiny[i]]);
  }
  const stored = await carrel.stored();
  expect(Object.keys(stored.pointers).toSorted()).toEqual(['active', 'previous']);
  const [active, previous] = [stored.pointers['active']!, stored.pointers['previous']!];
  expect([active, previous]).toEqual([expect.stringMatching(/^tiny-encoder@.+\/32$/), expect.stringMatching(/^carrel-static-en@.+\/\d+$/)]);
  expect(stored.spaces[active]!.passages).toBe(stored.spaces[previous]!.passages);
  expect(stored.versions[active]).toMatchObject({ passages: stored.spaces[active]!.passages, verified: { recall: expect.any(Number) } });
  tinyMade = stored.spaces[active]!;

  const told = await page.evaluate(() => window.ear.heard.flatMap(({ versions }) => versions?.building ?? []));
  note('passages a second', Math.max(...told.map((each) => (each.status === 'building' ? (each.passagesPerSecond ?? 0) : 0))));
  note('slowest answer, ms', slowest);
  note('answers by word alone, of all', `${answers.flat().filter(({ byMeaning }) => !byMeaning).length} of ${rounds * QUERIES.length}`);
});

test('going back gives the answers of before, and going forward again those of after, at once', async () => {
  for (const [name, model, answers] of [[BUILT_IN, 'carrel-static-en', byBuiltIn], [TINY, tiny.id, byTiny], [BUILT_IN, 'carrel-static-en', byBuiltIn]] as const) {
    await carrel.showPanel();
    const began = Date.now();
    await carrel.press(`Go back to ${name}`);
    await expect.poll(async () => (await carrel.versions())?.versions?.active.modelId).toBe(model);
    note('flip, ms', Date.now() - began);
    expect(await carrel.ranked(QUERIES)).toEqual(answers);
    expect((await carrel.versions())?.versions?.building).toBeUndefined();
  }
});

test('freeing the index that was kept deletes it', async () => {
  const before = await carrel.stored();
  await carrel.showPanel();
  await carrel.press(/^Free [\d.]+ \w+$/);
  await carrel.press(/^Free .+ for good$/);
  await expect(carrel.kept).toHaveCount(0);
  const after = await carrel.stored();
  expect(spaceOf(before, /^tiny/)).toEqual(tinyMade);
  expect(Object.keys(after.spaces)).toEqual([before.pointers['active']]);
  expect(Object.keys(after.versions)).toEqual([before.pointers['active']]);
  expect(after.pointers['previous']).toBeUndefined();
  note('bytes freed', spaceOf(before, /^tiny/)!.bytes);
});

test(`a tab that is killed ${DEATHS} times on the way makes the same vectors`, async () => {
  // Ten starts, each with a model to load.
  test.setTimeout(400_000);
  const chance = seeded(7);
  const aWhile = () => carrel.page.evaluate((ms) => new Promise((resolve) => { setTimeout(resolve, ms); }), chance() * LONGEST_LIFE_MS / 2);
  await carrel.use(TINY);
  const made: number[] = [];
  for (let death = 1; death <= DEATHS; death += 1) {
    await aWhile();
    await carrel.insist();
    await aWhile();
    if (death % 2) await carrel.crash();
    else await carrel.page.close();
    carrel = await openTab();
    made.push(spaceOf(await carrel.stored(), /^tiny/)?.passages ?? 0);
  }
  note('passages kept at each death', made.join(' '));
  expect(made, 'nothing that was made is lost').toEqual(made.toSorted((x, y) => x - y));
  await expect.poll(async () => {
    await carrel.insist();
    return (await carrel.versions())?.versions?.active.modelId;
  }, { timeout: 120_000 }).toBe(tiny.id);
  await carrel.answersWith(tiny.id, DIMENSIONS);
  expect(spaceOf(await carrel.stored(), /^tiny/)).toEqual(tinyMade);
  // Words answer alone until the model of this fresh tab has loaded.
  await carrel.comesToAnswer(QUERIES, byTiny);
});

test('a paused index stays paused over a reload, goes on where it was, and leaves nothing when it is cancelled', async () => {
  await carrel.use(TINY, 16);
  await carrel.pauseAt(300);
  await carrel.open();
  await carrel.isPaused();
  const paused = await carrel.stored();
  const { passages } = spaceOf(paused, /^tiny.*\/16$/)!;
  expect(Object.keys(paused.pointers).toSorted()).toEqual(['active', 'build-paused', 'building', 'previous']);
  expect(passages).toBeGreaterThanOrEqual(300);

  await carrel.press('Resume');
  await carrel.hasMade(passages + 1);
  const counts = await carrel.page.evaluate(() => window.ear.heard.flatMap(({ versions }) => (versions?.building?.status === 'building' ? [versions.building.done] : [])));
  expect(Math.min(...counts)).toBe(passages);
  await carrel.press('Cancel');
  await expect(carrel.making).toHaveCount(0);
  const left = await carrel.stored();
  expect(spaceOf(left, /^tiny.*\/16$/)).toBeUndefined();
  expect(left).toEqual({ ...paused, pointers: { active: paused.pointers['active'], previous: paused.pointers['previous'] }, versions: expect.any(Object), spaces: expect.any(Object) });
  expect(Object.keys(left.versions)).toHaveLength(2);
});

test('the built-in model is cut to 256 numbers and back, and a document that comes meanwhile is in both', async () => {
  const active = (await carrel.stored()).pointers['active']!;
  await carrel.use(BUILT_IN, 256);
  await carrel.pauseAt(1);
  await carrel.hidePanel();
  await carrel.add(text('late.txt', 'A bustard that nobody expected walks over the marsh and calls at night.'));
  await expect(carrel.document('late.txt')).toContainText('words', { timeout: 20_000 });
  await carrel.find('bustard');
  await expect(carrel.hits.first()).toContainText('late.txt');
  await carrel.showPanel();
  await carrel.press('Resume');
  await carrel.answersWith('carrel-static-en', 256);
  const stored = await carrel.stored();
  expect(stored.pointers).toEqual({ active: expect.stringMatching(/^carrel.*\/256$/), previous: active });
  expect(Object.values(stored.spaces).map(({ passages }) => passages)).toEqual([tinyMade.passages + 1, tinyMade.passages + 1]);
  const late = async () => (await carrel.ranked(['a bustard on the marsh']))[0]![0];
  const found = await late();
  expect(found?.scores, 'its vector is in the new index').toMatchObject({ cosine: expect.any(Number) });
  await carrel.use(BUILT_IN, 768);
  await carrel.answersWith('carrel-static-en', 768);
  expect(await late()).toMatchObject({ range: found?.range, scores: { cosine: expect.any(Number) } });
});

test('a second tab follows every change, and can ask for one', async () => {
  const other = await openTab();
  expect(await other.ranked(QUERIES)).toEqual(await carrel.ranked(QUERIES));
  await other.use(TINY);
  await other.answersWith(tiny.id, DIMENSIONS);
  await expect(other.chip).toContainText(TINY);
  await carrel.answersWith(tiny.id, DIMENSIONS);
  const wanted = await carrel.ranked(QUERIES);
  await other.comesToAnswer(QUERIES, wanted);
  await carrel.showPanel();
  await carrel.press(`Go back to ${BUILT_IN}`);
  await other.answersWith('carrel-static-en', 768);
  const back = await carrel.ranked(QUERIES);
  expect(back).not.toEqual(wanted);
  await other.comesToAnswer(QUERIES, back);
  await other.page.close();
});

test('documents that an older Carrel read stay findable while they are read again', async () => {
  const lateScores = await carrel.ranked(['bustard']);
  await carrel.page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve) => { request.onsuccess = () => resolve(request.result); });
    const db = await done(indexedDB.open('carrel'));
    const documents = db.transaction('documents', 'readwrite').objectStore('documents');
    const record = (await done(documents.getAll() as IDBRequest<{ name: string; extractor: string }[]>)).find((each) => each.name === name)!;
    await done(documents.put({ ...record, extractor: 'txt/0' }));
    db.close();
  }, 'late.txt');
  await carrel.open();
  await expect(carrel.library.getByText('1 document was read by an older version of Carrel.')).toBeVisible();
  expect(await carrel.ranked(['bustard'])).toEqual(lateScores);
  await carrel.page.evaluate(() => window.ear.askOn(['bustard']));
  await carrel.library.getByRole('button', { name: 'Read it again' }).click();
  await expect(carrel.library.getByText('read by an older version')).toHaveCount(0);
  await carrel.ready();
  const { answers } = await carrel.page.evaluate(() => window.ear.stopAsking());
  expect(answers[0]!.map(ranking)).toEqual(lateScores);
});

test('a model whose weights were changed on the disk is told to be damaged, and the old index goes on answering', async () => {
  await carrel.showPanel();
  await carrel.press(/^Free [\d.]+ \w+$/);
  await carrel.press(/^Free .+ for good$/);
  await expect(carrel.kept).toHaveCount(0);
  const before = await carrel.ranked(QUERIES);
  await carrel.page.evaluate(async (id) => {
    const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle('vault');
    const files = await (await vault.getDirectoryHandle(id)).getDirectoryHandle('files');
    for await (const [name, handle] of files.entries()) {
      if (!name.includes('model.onnx')) continue;
      const file = await (handle as FileSystemFileHandle).getFile();
      const bytes = new Uint8Array(await file.arrayBuffer());
      bytes.fill(7, 1_000, 2_000);
      const writable = await (handle as FileSystemFileHandle).createWritable();
      await writable.write(bytes);
      await writable.close();
    }
  }, tiny.id);
  await carrel.open();
  await carrel.use(TINY);
  await expect(carrel.making).toContainText('“onnx/model.onnx”, a file of this model, is damaged or gone.', { timeout: 30_000 });
  await expect(carrel.making).toContainText(`Searching goes on with ${BUILT_IN}.`);
  expect(await carrel.ranked(QUERIES)).toEqual(before);
  await carrel.press(`Keep ${BUILT_IN}`);
  await expect(carrel.making).toHaveCount(0);
  expect((await carrel.stored()).pointers).toEqual({ active: expect.stringMatching(/^carrel/) });
});
