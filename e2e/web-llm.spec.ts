/**
 * WebLLM for real: its `MLCEngine`, in the product's own worker and under the product's own supervisor, on a software graphics card, with a
 * model whose every file is made here. Its program keeps to the library's interface and says known words; no network was trained for it, so
 * nothing is shown here about what a real model computes.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import type { CatalogueEntry, ModelBuild } from '../src/contract/model.ts';
import type { Message } from '../src/contract/writer.ts';
import { HarnessSite, softwareGpu } from './harness-site.ts';
import { FILES, PROGRAM, WORDS, writeArtifacts } from './web-llm/artifacts.ts';
import type { Asked, Opening } from './web-llm/harness-api.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** A graphics card in software: right, and slow. */
const CONTEXT_TOKENS = 2_048;

const build: ModelBuild = { id: 'webgpu-q4', device: 'webgpu', dtype: 'q4', files: ['params_shard_*.bin'], downloadBytes: 1, memoryBytes: 1, needs: [] };
const modelOf = (id: string, parameters: number): CatalogueEntry => ({
  id, kind: 'language', name: id, maker: 'Carrel', repository: '', revision: '1', licence: 'Apache-2.0', gated: false, languages: ['en'], parameters,
  goodFor: 'Tests.', commonFiles: ['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json'], builds: [build],
  language: { engine: 'web-llm', contextTokens: CONTEXT_TOKENS, library: { url: `https://nowhere.invalid/${PROGRAM}`, name: PROGRAM } },
});
/** A model of the other engine, which the processor runs. */
const onnxFiles = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
const onnxModel: CatalogueEntry = {
  ...modelOf('tiny-onnx', 50), commonFiles: onnxFiles.slice(0, 4), builds: [{ ...build, id: 'wasm-fp32', device: 'wasm', dtype: 'fp32', files: ['onnx/model.onnx'] }],
  language: { engine: 'transformers', contextTokens: CONTEXT_TOKENS },
};
const question: Message[] = [{ role: 'system', content: 'Be short.' }, { role: 'user', content: 'word1 word2 ?' }];
const stepDown = ({ events }: Pick<Opening, 'events'>) => events.filter(({ type }) => type === 'stepped-down');

test.describe.configure({ mode: 'serial' });
let site: HarnessSite;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  site = await HarnessSite.open('web-llm', (folder) => {
    writeArtifacts(join(folder, 'sound'));
    writeArtifacts(join(folder, 'older'), 'version');
    writeArtifacts(join(folder, 'foreign'), 'weights');
    cpSync(here('writer/model'), join(folder, 'onnx'), { recursive: true });
  });
  page = await site.newPage();
  await install(modelOf('tiny', 100), 'sound');
});

test.afterAll(() => site?.close());

const install = (entry: CatalogueEntry, from: string, on = page, files = FILES) =>
  on.evaluate((all) => window.webLlm.install(...all), [entry, from, files] as [CatalogueEntry, string, string[]]);
const open = (wanted: string, on = page) => on.evaluate((id) => window.webLlm.open(id), wanted);
const say = (asked: Asked) => page.evaluate((all) => window.webLlm.say(all), asked);

/** In a browser of its own with a graphics device that may be ended. */
function withOwnBrowser(flags: string[], act: (on: Page, endGraphics: () => Promise<void>) => Promise<void>): Promise<void> {
  return site.withOwnBrowser(flags, async (on, own) => {
    await install(modelOf('tiny', 100), 'sound', on);
    const session = await own.newBrowserCDPSession();
    await act(on, async () => {
      // The process ends before it can answer.
      session.send('Browser.crashGpuProcess').catch(() => {});
    });
  });
}

test('a model is loaded from the vault, and that is told in bytes until all of it is there', async () => {
  test.setTimeout(120_000);
  const { facts, events, milliseconds } = await open('tiny');
  expect(facts).toEqual({ modelId: 'tiny', name: 'tiny', revision: '1', engine: 'web-llm', device: 'graphics device', contextTokens: CONTEXT_TOKENS });
  const done = events.flatMap((event) => (event.type === 'loading' ? [event.done] : []));
  const of = new Set(events.flatMap((event) => (event.type === 'loading' ? [event.of] : [])));
  expect(done[0]).toBe(0);
  expect(done.toSorted((a, b) => a - b)).toEqual(done);
  // One event before the first of the seven files, one after each, and one when the model is started.
  expect(done).toHaveLength(FILES.length + 2);
  expect([...of]).toEqual([done.at(-1)]);
  expect(stepDown({ events })).toEqual([]);
  test.info().annotations.push({ type: 'time', description: `loaded in ${milliseconds.toFixed(0)} ms` });
});

test('it writes what its program says, counts by its own tokenizer, and ends by itself', async () => {
  const whole = await say({ messages: question, maximumTokens: 1_000 });
  expect(whole).toMatchObject({ text: WORDS.join(' '), newTokens: WORDS.length, ended: 'finished' });
  if (!('pieces' in whole)) throw new Error(JSON.stringify(whole));
  expect(whole.pieces.join('')).toBe(whole.text);
  expect(whole.pieces.length).toBeGreaterThan(WORDS.length / 2);
  const cut = await say({ messages: question, maximumTokens: 5 });
  expect(cut).toMatchObject({ text: WORDS.slice(0, 5).join(' '), newTokens: 5, ended: 'length', promptTokens: whole.promptTokens });
  expect(await page.evaluate(() => window.webLlm.countTokens(['word1 word2 word3', 'word4', '']))).toEqual([3, 1, 0]);
  test.info().annotations.push({ type: 'time', description: `${whole.tokensPerSecond.toFixed(0)} tokens/s through the library, computing nothing` });
});

test('it keeps to what every writer must', async () => {
  test.setTimeout(120_000);
  const results = await page.evaluate((messages) => window.webLlm.conformance('tiny', messages, 24), question);
  expect(results.filter(({ error }) => error)).toEqual([]);
  expect(results.length).toBeGreaterThan(10);
});

test('an abort of a text is answered within 300 ms of the page, nothing comes after it, and the next text is whole', async () => {
  const { error, answeredMs, piecesAfter } = await page.evaluate((messages) => window.webLlm.abort({ messages, maximumTokens: 1_000 }, 3), question);
  expect(error).toBe('AbortError');
  expect(answeredMs).toBeLessThan(300);
  expect(piecesAfter).toBe(0);
  expect(await say({ messages: question, maximumTokens: 5 })).toMatchObject({ text: WORDS.slice(0, 5).join(' ') });
  expect(await page.evaluate(() => window.webLlm.workers())).toBe(1);
});

test('a prompt that is too long is the caller’s mistake, and costs the model nothing', async () => {
  const error = await page.evaluate((messages) => window.webLlm.say({ messages, maximumTokens: 3_000 }).then(() => 'none', ({ name }: Error) => name), question);
  expect(error).toBe('RangeError');
  expect((await open('tiny')).facts).toBeDefined();
  expect(await page.evaluate(() => window.webLlm.workers())).toBe(1);
});

test('a worker that was ended while nobody asked is started again by itself', async () => {
  await page.evaluate(() => window.webLlm.kill());
  expect(stepDown(await open('tiny'))).toEqual([]);
  expect(await say({ messages: question, maximumTokens: 5 })).toMatchObject({ newTokens: 5 });
});

test('one that was ended in the middle of a text is told, and its model waits until a person asks for it again', async () => {
  await page.evaluate((messages) => window.webLlm.beginSaying({ messages, maximumTokens: 1_000 }), question);
  await page.evaluate(() => window.webLlm.kill());
  expect(await page.evaluate(() => window.webLlm.said())).toEqual({ code: 'engine-crashed', details: { engine: 'generate' } });
  expect(stepDown(await open('tiny'))).toMatchObject([{ to: 'Quotations', problem: { code: 'engine-crashed' } }]);
  await page.evaluate(() => window.webLlm.tryAgain('tiny'));
  expect((await open('tiny')).facts?.modelId).toBe('tiny');
});

test('a load that is stopped is answered at once, is no failure, and the model can be loaded again', async () => {
  await page.evaluate(() => window.webLlm.kill());
  const { error, answeredMs } = await page.evaluate(() => window.webLlm.openAndAbort('tiny', 4));
  expect(error).toBe('AbortError');
  expect(answeredMs).toBeLessThan(300);
  const again = await open('tiny');
  expect(again.facts?.modelId).toBe('tiny');
  expect(stepDown(again)).toEqual([]);
});

const misfits: Record<string, { from: string; why: string; files?: string[] }> = {
  'program-of-another-version': { from: 'older', why: 'its program does not belong to this version of WebLLM' },
  'program-of-another-model': { from: 'foreign', why: 'its weights do not belong to its program' },
  'without-a-shard': { from: 'sound', why: 'params_shard_2.bin is not one of its files', files: FILES.filter((name) => name !== 'params_shard_2.bin') },
};
for (const [id, { from, why, files }] of Object.entries(misfits)) {
  test(`${id}: the reason is told, and the next smaller model writes`, async () => {
    await install(modelOf(id, 200), from, page, files);
    const opened = await open(id);
    expect(stepDown(opened)).toEqual([{ type: 'stepped-down', to: 'tiny', problem: { code: 'model-unusable', details: { modelId: id, why } } }]);
    expect(opened.facts?.modelId).toBe('tiny');
    expect(await say({ messages: question, maximumTokens: 3 })).toMatchObject({ newTokens: 3 });
  });
}

for (const path of ['params_shard_1.bin', PROGRAM, 'tokenizer.json']) {
  test(`a ${path} with other bytes than were let in is refused`, async () => {
    const id = `damaged-${path.replaceAll(/\W/g, '-')}`.toLowerCase().replaceAll('_', '-');
    await install(modelOf(id, 200), 'sound');
    await page.evaluate((all) => window.webLlm.damage(...all), [id, path] as [string, string]);
    expect(stepDown(await open(id))).toMatchObject([{ to: 'tiny', problem: { code: 'model-damaged', details: { path } } }]);
  });
}

test('a graphics device that goes away while a model is being loaded is told, and quoting is left', async () => {
  test.setTimeout(120_000);
  await withOwnBrowser(softwareGpu, async (on, endGraphics) => {
    // The weights are being read: the library has its device.
    await on.evaluate(() => window.webLlm.beginOpening('tiny', 6));
    await endGraphics();
    const opened = await on.evaluate(() => window.webLlm.opened());
    expect(opened.facts).toBeUndefined();
    expect(stepDown(opened)).toEqual([{ type: 'stepped-down', to: 'Quotations', problem: { code: 'device-lost', details: { modelName: 'tiny' } } }]);
    // The browser starts its graphics again.
    await on.evaluate(() => window.webLlm.tryAgain('tiny'));
    expect((await open('tiny', on)).facts?.modelId).toBe('tiny');
  });
});

test('so it is in the middle of a text', async () => {
  test.setTimeout(120_000);
  await withOwnBrowser(softwareGpu, async (on, endGraphics) => {
    await open('tiny', on);
    await on.evaluate((messages) => window.webLlm.beginSaying({ messages, maximumTokens: 1_000 }), question);
    await endGraphics();
    expect(await on.evaluate(() => window.webLlm.said())).toEqual({ code: 'device-lost', details: { modelName: 'tiny' } });
    expect(stepDown(await open('tiny', on))).toMatchObject([{ to: 'Quotations', problem: { code: 'device-lost' } }]);
  });
});

test('without a graphics device its models are not even tried', async () => {
  await withOwnBrowser([], async (on) => {
    expect(stepDown(await open('tiny', on))).toMatchObject([{ to: 'Quotations', problem: { details: { why: 'there is no graphics device that it can use' } } }]);
    expect(await on.evaluate(() => window.webLlm.workers())).toBe(0);
  });
});

test('then a smaller model writes that the processor runs, through the same worker', async () => {
  await withOwnBrowser([], async (on) => {
    await install(onnxModel, 'onnx', on, onnxFiles);
    const opened = await open('tiny', on);
    expect(stepDown(opened)).toMatchObject([{ to: 'tiny-onnx' }]);
    expect(opened.facts).toMatchObject({ modelId: 'tiny-onnx', engine: 'transformers', device: 'processor' });
    const said = await on.evaluate(() => window.webLlm.say({ messages: [{ role: 'user', content: 'The monthly rent is due. Go on: The rent' }], maximumTokens: 8 }));
    expect(said).toMatchObject({ newTokens: expect.any(Number), promptTokens: expect.any(Number) });
    if ('pieces' in said) expect(said.pieces.join('')).toBe(said.text);
  });
});

test('after all of this the library has asked for nothing, kept nothing, and the policy had nothing to complain about', async () => {
  // The library itself is fetched by a worker.
  site.nothingLeft(/web-llm-engine/);
  // Where it was told that its files are, nobody was asked: they came from the vault.
  expect(site.requested.filter((url) => url.includes('/model-files/'))).toEqual([]);
  expect(await page.evaluate(() => window.webLlm.leftovers())).toEqual({ caches: [], databases: [] });
});
