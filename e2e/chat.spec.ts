/**
 * Written answers on the built page, from asking to keeping: with quotations, and with tiny language models that the real runtime runs. What
 * they write is known beforehand; when they stop, and why, is up to the tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';
import { text } from './carrel-page.ts';
import { makeChatModel, type ChatModel } from './chat-model.ts';
import { watchMainThread } from './main-thread.ts';
import { WRITING_MS, WritingPage } from './writing-page.ts';
import { Inspector } from './inspector.ts';
import { expect, Strays, test } from './sealed-test.ts';

// One library and one set of models for all: each test begins a conversation of its own.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const READER: ChatModel = { id: 'tiny-reader', name: 'Tiny reader', manner: 'reader', parameters: 1 };
const ENDLESS: ChatModel = { id: 'endless-reader', name: 'Endless reader', manner: 'endless', parameters: 3 };
const ON_GRAPHICS: ChatModel = { id: 'graphics-reader', name: 'Graphics reader', manner: 'endless', parameters: 3, devices: ['wasm', 'webgpu'] };
const QUOTING = 'Quotations';

// No two places have eight letters in common after which they differ: what the models write is then what stands here.
const LEASE = text('lease.txt', 'The monthly rent of the flat is 900 euros. It is paid on the first day of each month. The landlord is called Dora Lind.');
const GARDEN = text('garden.txt', 'The garden behind the house is watered every evening by the tenant. Nobody may light a bonfire after dark.');
const RENT = 'What is the monthly rent of the flat?';
/** The first question of a conversation is its title. */
const MUCH = 'How much is the monthly rent of the flat?';
const PAID = 'And when is it paid?';
const WATERED = 'When is the garden behind the house watered?';
const RENT_SENTENCE = 'The monthly rent of the flat is 900 euros.';
/** The first sentence and more. In characters. */
const HALF = 60;
/** Where the library stands beside the answers. CSS pixels. */
const WIDE = { width: 1_280, height: 720 };
/** What is on its way is stored every two seconds. */
const KEPT_MS = 10_000;

let folder: string;
let context: BrowserContext;
let strays: Strays;
let carrel: WritingPage;
let folders: Record<'reader' | 'endless' | 'graphics', string>;
const note = (what: string, value: unknown) => test.info().annotations.push({ type: what, description: String(value) });

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(90_000);
  folder = mkdtempSync(join(tmpdir(), 'carrel-chat-'));
  folders = { reader: makeChatModel(folder, READER), endless: makeChatModel(folder, ENDLESS), graphics: makeChatModel(folder, ON_GRAPHICS) };
  context = await browser.newContext({ ...(baseURL && { baseURL }), reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
  strays = new Strays(context);
  if (baseURL) strays.allow(baseURL);
  carrel = new WritingPage(await context.newPage());
  await carrel.open();
  await carrel.add(LEASE, GARDEN);
  await carrel.ready();
  await carrel.showAnswers();
});

test.afterEach(async () => {
  expect(strays.list(), 'nothing may leave the page, and nothing may go wrong unseen').toEqual([]);
});

test.afterAll(async () => {
  await context?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const half = (question: string) => carrel.beginSlowly(question, HALF);

/** The title of the conversation that is open. */
const nameOfOpen = async () => (await carrel.chat.current.innerText()).trim();

/** A conversation of its own, with that writer. */
async function fresh(writer: string) {
  await carrel.showAnswers();
  await carrel.chat.newConversation();
  await carrel.writeWith(writer);
}

test('with quotations, a follow-up is understood, shown, and put right in place', async () => {
  await carrel.answerTo(RENT);
  const follow = await carrel.answerTo('And the landlord?');
  await expect(follow.getByText(/^Searched for: .*landlord.*, understood from the conversation, by rules\./)).toBeVisible();
  await carrel.chat.searchInstead(follow, 'Who is the landlord of the flat?');
  await expect(carrel.answers.nth(1)).toContainText('Searched for: Who is the landlord of the flat?, as you worded it.');
  await expect(carrel.answers.nth(1)).toContainText('The landlord is called Dora Lind.');
  await expect(carrel.answers).toHaveCount(2);
});

test('a model taken in from a folder writes: its passages are on the screen before its first word, and its words come one by one', async () => {
  await carrel.takeIn([folders.endless, folders.reader], READER.name);
  await carrel.ready();
  await carrel.chat.newConversation();
  await carrel.page.evaluate(watchAsking);
  const answer = await carrel.answerTo(RENT);
  const seen = await carrel.page.evaluate(() => window.asking);
  expect(seen.passages, 'passages came first').toBeLessThan(seen.texts[0]!.at);
  expect(seen.texts.length, 'the words came in pieces').toBeGreaterThan(4);
  // Nothing that was on the screen is taken back. Numbers may become other signs.
  const words = seen.texts.map((one) => one.text.replaceAll(/\s*\[\d\]|(?<=\.)\d/g, '').trim());
  for (const [i, now] of words.entries()) expect(now.startsWith(words[i - 1] ?? ''), now).toBe(true);
  await expect(answer).toContainText(RENT_SENTENCE);
  await expect(answer).toContainText('All 3 sentences were found in your documents');
  await answer.getByRole('link', { name: /^1, lease\.txt/ }).first().click();
  await expect(carrel.marks.filter({ hasText: '900 euros' }).first()).toBeVisible();
  await carrel.closeReader();
  note('passages to first word, ms', (seen.texts[0]!.at - seen.passages).toFixed(0));
  note('first to last word, ms', (seen.texts.at(-1)!.at - seen.texts[0]!.at).toFixed(0));
});

test('how it was answered is told: as asked, as searched, the model, the prompt, the tokens', async () => {
  const follow = await carrel.answerTo(PAID);
  await expect(follow.getByRole('heading', { name: PAID })).toBeVisible();
  await expect(follow).toContainText('Searched for: And when is the monthly rent of the flat paid?, understood from the conversation, by the model.');
  await follow.getByText('How this was answered').click();
  const rows = follow.getByRole('definition');
  await expect(rows.filter({ hasText: 'And when is the monthly rent of the flat paid?' })).toBeVisible();
  await expect(rows.filter({ hasText: /^Tiny reader, revision [0-9a-f]{8,}, on the processor\.$/ })).toBeVisible();
  await expect(rows.filter({ hasText: /^grounded\/\d+$/ })).toBeVisible();
  await expect(rows.filter({ hasText: /^\d+ read, \d+ written, \d+(\.\d)? a second\.$/ })).toBeVisible();
});

test('the rewritten question is put right by hand, and the answer stays in its place', async () => {
  const first = carrel.answers.nth(0);
  await carrel.answerTo(RENT);
  const second = carrel.answers.nth(1);
  await carrel.chat.searchInstead(second, WATERED);
  await expect(carrel.answers.nth(1)).toContainText('The garden behind the house is watered', { timeout: WRITING_MS });
  await carrel.isAnswered(3);
  await expect(carrel.answers.nth(1)).toContainText(`Searched for: ${WATERED}, as you worded it.`);
  await expect(first).toContainText(RENT_SENTENCE);
  expect((await carrel.stored()).slice(-3).map(({ question }) => question)).toEqual([RENT, PAID, RENT]);
});

test('an answer is made again by another writer, in its place, over a reload too', async () => {
  const before = (await carrel.stored()).slice(-3);
  await carrel.chat.answerAgain(carrel.answers.nth(1), { by: QUOTING });
  await expect.poll(async () => (await carrel.stored()).at(-2)?.lineage.model).toBeUndefined();
  await carrel.isAnswered(3);
  const after = (await carrel.stored()).slice(-3);
  expect(after.map(({ id, askedAt }) => [id, askedAt])).toEqual(before.map(({ id, askedAt }) => [id, askedAt]));
  await carrel.open();
  await carrel.showAnswers();
  await expect(carrel.answers).toHaveCount(3);
  await expect(carrel.answers.getByRole('heading', { level: 2 })).toHaveText([RENT, PAID, RENT]);
});

test('a stopped half answer stays, marked, also after a reload; asked again, it gives way to the whole one', async () => {
  await fresh(ENDLESS.name);
  await half(RENT);
  const pressed = Date.now();
  await carrel.stop();
  await carrel.isAnswered(1);
  note('stopped after, ms', Date.now() - pressed);
  const first = carrel.answers.first();
  await expect(first).toContainText('Stopped before it was finished.');
  await expect(first).toContainText(RENT_SENTENCE);
  await carrel.open();
  await carrel.showAnswers();
  await expect(first).toContainText('Stopped before it was finished.');
  await expect(first.getByRole('link', { name: /^1, lease\.txt/ }).first()).toBeVisible();
  await carrel.writeWith(READER.name);
  await first.getByRole('button', { name: 'Ask again', exact: true }).click();
  await expect(first).toContainText('All 3 sentences were found', { timeout: WRITING_MS });
  await expect(first).not.toContainText('Stopped');
});

test('stopped before its first word, a new question is in the field again, and an answer that was to be made again comes back', async () => {
  await carrel.writeWith(ENDLESS.name);
  const first = carrel.answers.first();
  await carrel.chat.answerAgain(first);
  await carrel.hasWritten(60);
  await carrel.stop();
  await carrel.isAnswered(1);
  await expect(first).toContainText('All 3 sentences were found');
  const kept = (await carrel.stored()).length;
  await carrel.hold(3_000);
  await carrel.begin(WATERED);
  await carrel.stop();
  await expect(carrel.chat.field).toHaveValue(WATERED);
  await carrel.isAnswered(1);
  expect(await carrel.stored()).toHaveLength(kept);
  await carrel.open();
  await carrel.showAnswers();
  await expect(carrel.answers).toHaveCount(1);
  await expect(first).toContainText('All 3 sentences were found');
});

test('a page that is closed while an answer is written has the question and the half answer when it is opened again', async () => {
  await fresh(ENDLESS.name);
  await half(WATERED);
  await expect.poll(async () => (await carrel.stored()).at(-1)?.sentences.length, { timeout: KEPT_MS }).toBeGreaterThan(1);
  expect(await carrel.chat.asking.count(), 'it was still being written').toBe(1);
  await carrel.open();
  await carrel.showAnswers();
  await expect(carrel.answers).toHaveCount(1);
  await expect(carrel.answers.first().getByRole('heading', { name: WATERED })).toBeVisible();
  await expect(carrel.answers.first()).toContainText('The garden behind the house is watered every evening by the tenant.');
  await expect(carrel.answers.first()).toContainText('Stopped before it was finished.');
});

test('when the worker that writes dies in the middle of a text, it is said, a smaller model answers, and nothing is lost', async () => {
  await fresh(ENDLESS.name);
  await half(RENT);
  await carrel.endWriter();
  await expect(carrel.chat.asking).toContainText(`${READER.name} answers instead.`, { timeout: WRITING_MS });
  await expect(carrel.chat.asking.getByRole('list', { name: 'Passages found' }), 'the evidence is still there').toBeVisible();
  await carrel.isAnswered(1);
  strays.forgiveErrors();
  const answer = carrel.answers.first();
  await expect(answer).toContainText('All 3 sentences were found');
  const stored = (await carrel.stored()).at(-1)!;
  expect(stored).toMatchObject({ question: RENT, outcome: 'answered', lineage: { model: { id: READER.id }, steppedDown: { from: ENDLESS.name } } });
  expect(stored.sentences.map((sentence) => sentence.text)).toEqual(LEASE.bytes.toString().split(/(?<=\.) /));
  // Nothing is stored twice.
  expect((await carrel.stored()).filter(({ id }) => id === stored.id)).toHaveLength(1);
});

test('while words stream, typing stays free, and a screen reader is told now and then and not with every word', async () => {
  await carrel.open();
  await fresh(ENDLESS.name);
  await carrel.page.evaluate(watchStream);
  await half(RENT);
  const began = Date.now();
  const typing = () => carrel.chat.field.pressSequentially('Meanwhile the next question is typed, letter by letter, and none of them may wait.', { delay: 30 });
  note('main-thread tasks', await watchMainThread(carrel.page.context().browser()!, carrel.page, typing));
  await expect(carrel.chat.field).toHaveValue(/none of them may wait\.$/);
  const seconds = (Date.now() - began) / 1_000;
  expect(await carrel.chat.asking.count(), 'it was still being written').toBe(1);
  const { said, slowKeys, texts } = await carrel.page.evaluate(() => window.stream);
  expect(texts, 'the text has changed all the time').toBeGreaterThan(20);
  expect(said.length, said.join(' | ')).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  note('typed for, s', seconds.toFixed(1));
  note('announcements', said.length);
  note('changes of the text', texts);
  note('keys that took over 50 ms', slowKeys.map((ms) => ms.toFixed(0)).join(' ') || 'none');
  await carrel.stop();
  await carrel.isAnswered(1);
  expect(await carrel.chat.field.inputValue(), 'what was typed is not lost').toContain('Meanwhile');
});

for (const width of [1_440, 390]) {
  test(`streaming, stopped and finished answers are accessible, ${width} px wide`, async () => {
    await carrel.page.setViewportSize({ width, height: 860 });
    await carrel.hideLibrary();
    await fresh(ENDLESS.name);
    const inspector = new Inspector(carrel.page);
    await half(RENT);
    await carrel.hold(20_000);
    await inspector.look('streaming');
    expect(await carrel.streamed.count(), 'it was still being written').toBe(1);
    await carrel.stop();
    await carrel.isAnswered(1);
    await inspector.look('stopped');
    await carrel.page.setViewportSize(WIDE);
    await carrel.open();
    await carrel.page.setViewportSize({ width, height: 860 });
    await carrel.showAnswers();
    await carrel.writeWith(READER.name);
    const answer = await carrel.answerTo(WATERED);
    await answer.getByText('How this was answered').click();
    await inspector.look('finished, unfolded');
    expect(inspector.found).toEqual([]);
    await carrel.page.setViewportSize(WIDE);
  });
}

test('answers of two writers stand in one conversation, and a thumb is kept', async () => {
  await fresh(READER.name);
  await carrel.answerTo(MUCH);
  await carrel.writeWith(QUOTING);
  const quoted = await carrel.answerTo(WATERED);
  await expect(quoted).toContainText('The garden behind the house is watered every evening by the tenant.');
  const [written, plain] = (await carrel.stored()).slice(-2);
  expect([written!.lineage.model?.id, plain!.lineage.model?.id]).toEqual([READER.id, undefined]);
  await quoted.getByRole('button', { name: 'Good answer' }).click();
  await expect.poll(async () => (await carrel.stored()).at(-1)?.rating).toBe('up');
  await carrel.open();
  await carrel.showAnswers();
  await expect(carrel.answers.nth(1).getByRole('button', { name: 'Good answer' })).toHaveAttribute('aria-pressed', 'true');
});

test('an answer is copied with its sources, and a conversation saved as Markdown with footnotes', async () => {
  const { page } = carrel;
  await carrel.answers.first().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('Copied the answer with its sources.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`${RENT_SENTENCE} [1]`);
  expect(copied).toMatch(/Sources\n\[1\] lease\.txt: “The monthly rent/);
  const download = page.waitForEvent('download');
  await carrel.chat.doWith(await nameOfOpen(), 'Save as Markdown');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/\.md$/);
  const markdown = readFileSync(await saved.path(), 'utf8');
  expect(markdown).toContain(`## ${MUCH}`);
  expect(markdown).toContain(`## ${WATERED}`);
  expect(markdown).toContain(`${RENT_SENTENCE}[^1]`);
  expect(markdown).toMatch(/^\[\^1\]: lease\.txt: “The monthly rent of the flat is 900 euros\.”$/m);
  const named = [...new Set([...markdown.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, number]) => number))];
  const explained = [...markdown.matchAll(/^\[\^(\d+)\]:/gm)].map(([, number]) => number);
  expect(explained.toSorted()).toEqual(named.toSorted());
  await page.keyboard.press('Escape');
});

test('a conversation is renamed, found by its words, deleted and brought back', async () => {
  const { chat } = carrel;
  await chat.rename(await nameOfOpen(), 'Flat and garden');
  await expect(chat.line('Flat and garden')).toBeVisible();
  const count = await chat.list.getByRole('listitem').count();
  await chat.searchConversations('evening');
  await chat.hits.getByRole('button', { name: /Flat and garden/ }).click();
  await expect(chat.panel).toBeHidden();
  await expect(carrel.answers.nth(1)).toBeInViewport();
  await chat.doWith('Flat and garden', 'Delete');
  await expect(chat.line('Flat and garden')).toHaveCount(0);
  await carrel.page.getByRole('button', { name: 'Undo' }).click();
  await carrel.open();
  await carrel.showAnswers();
  await chat.showConversations();
  await expect(chat.line('Flat and garden')).toBeVisible();
  await expect(chat.list.getByRole('listitem')).toHaveCount(count);
});

test('an edited question begins a conversation of its own with everything before it, and the old one stays', async () => {
  await carrel.chat.openConversation('Flat and garden');
  await carrel.chat.askInOtherWords(carrel.answers.nth(1), 'Who is the landlord of the flat?');
  await expect(carrel.answers.nth(1)).toContainText('The landlord is called Dora Lind.', { timeout: WRITING_MS });
  await carrel.isAnswered(2);
  await expect(carrel.answers.getByRole('heading', { level: 2 })).toHaveText([MUCH, 'Who is the landlord of the flat?']);
  await carrel.page.getByRole('button', { name: 'Go back' }).click();
  await expect(carrel.answers.nth(1).getByRole('heading', { level: 2 })).toHaveText(WATERED);
});

test('when the graphics device is lost in the middle of a text, it is said, and a smaller model answers', async ({ baseURL }) => {
  // A graphics device in software compiles its programs for a minute where another browser runs beside it.
  test.setTimeout(400_000);
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ args: [...browserArguments, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'], ...(executablePath && { executablePath }) });
  try {
    const own = await browser.newContext({ ...(baseURL && { baseURL }) });
    const others = new Strays(own);
    if (baseURL) others.allow(baseURL);
    const page = new WritingPage(await own.newPage());
    await page.open();
    await page.add(LEASE, GARDEN);
    await page.ready();
    await page.takeIn([folders.reader, folders.graphics], ON_GRAPHICS.name);
    // A graphics device in software is what is tried last: the processor's way has to end first.
    await page.beginSlowly(RENT, 1);
    await page.endWriter();
    await expect(page.streamed).toHaveCount(0, { timeout: WRITING_MS });
    await page.hasWritten(1);
    await expect(page.chat.asking, 'it is the same model, on the graphics device').not.toContainText('answers instead');
    // The process ends before it can answer.
    (await browser.newBrowserCDPSession()).send('Browser.crashGpuProcess').catch(() => {});
    await expect(page.chat.asking).toContainText(`${READER.name} answers instead.`, { timeout: WRITING_MS });
    await page.isAnswered(1);
    await expect(page.answers.first()).toContainText('All 3 sentences were found');
    expect((await page.stored()).at(-1)).toMatchObject({ lineage: { model: { id: READER.id }, steppedDown: { from: ON_GRAPHICS.name } } });
    expect(others.list().filter((what) => what.startsWith('asked'))).toEqual([]);
  } finally {
    await browser.close();
  }
});

declare global {
  interface Window {
    asking: { passages: number; texts: { at: number; text: string }[] };
    stream: { said: string[]; slowKeys: number[]; texts: number };
  }
}

/** Runs in the page. Notes when the passages and when each piece of the text are on the screen. Milliseconds. */
function watchAsking() {
  const asking: Window['asking'] = { passages: Infinity, texts: [] };
  Object.assign(window, { asking });
  new MutationObserver(() => {
    const at = performance.now();
    if (document.querySelector('[aria-label="Passages found"]')) asking.passages = Math.min(asking.passages, at);
    const written = document.querySelector('[data-streaming]')?.textContent ?? '';
    if (written !== '' && written !== asking.texts.at(-1)?.text) asking.texts.push({ at, text: written });
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page. Notes what is announced, how long keys take, and how often the text changes. Milliseconds. */
function watchStream() {
  const stream: Window['stream'] = { said: [], slowKeys: [], texts: 0 };
  Object.assign(window, { stream });
  const all = { subtree: true, childList: true, characterData: true };
  for (const live of document.querySelectorAll('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], output')) {
    new MutationObserver(() => stream.said.push(live.textContent ?? '')).observe(live, all);
  }
  new MutationObserver(() => {
    if (document.querySelector('[data-streaming]')) stream.texts += 1;
  }).observe(document.querySelector('main')!, all);
  new PerformanceObserver((list) => stream.slowKeys.push(...list.getEntries().filter(({ name }) => name === 'keydown').map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 50 } as PerformanceObserverInit);
}
