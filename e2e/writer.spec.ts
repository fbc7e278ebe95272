/**
 * transformers.js for real, in a worker of a built page, on WebAssembly and on a software graphics card, with a language model that the
 * project makes itself. What it writes is foretold by a second implementation.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import type { Message, WriterModel } from '../src/contract/writer.ts';
import { HarnessSite, softwareGpu } from './harness-site.ts';
import type { Asked, Way } from './writer/harness-api.ts';
import { foretell } from './writer/reference-writer.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folderOfModel = here('writer/model');
/** A graphics card in software: right, and slow. */

const fileNames = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
const fileOf = (bytes: Buffer) => ({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
const model: WriterModel = {
  id: 'tiny-writer', revision: '1', name: 'Tiny', contextTokens: 6_000,
  files: Object.fromEntries(fileNames.map((name) => [name, fileOf(readFileSync(join(folderOfModel, name)))])),
};
const wasm: Way = { device: 'wasm', model };

const lease = 'The sky over Vigo was blue. The monthly rent is due on the first day of each month, in Euro. Smoking is prohibited.';
const asking = (evidence: string, beginning: string): Message[] => [
  { role: 'system', content: 'Answer from the evidence.' },
  { role: 'user', content: `Evidence: ${evidence}\nGo on: ${beginning}` },
];
const texts: Asked[] = [
  { messages: asking(lease, 'The monthly rent is'), maximumTokens: 100 },
  { messages: asking('合同适用中华民国法律，自签署之日起生效. 雪 下 了。', '合同适用'), maximumTokens: 100 },
  { messages: asking('يخضع هذا العقد لقانون تكساس. 😀 über alles', 'يخضع هذا'), maximumTokens: 40 },
  // A conversation: the last question is what counts.
  { messages: [...asking(lease, 'The sky over'), { role: 'assistant', content: ' Vigo was blue.' }, { role: 'user', content: 'And: Smoking is pro' }], maximumTokens: 100 },
  // Cut by its budget in the middle of a word.
  { messages: asking(lease, 'The monthly rent is'), maximumTokens: 9 },
];
/** A graphics card in software makes a program for each length of a text, for a second each. */
const fewTexts: Asked[] = [{ messages: [{ role: 'user', content: 'The rent is due. 法律 here. Go on: The rent' }], maximumTokens: 20 }];
/** Never comes to a full stop, so it goes on round and round. */
const talkative: Message[] = [{ role: 'user', content: 'one potato two potato one potato ' }];
/** Takes a while to read. */
const long: Asked = { messages: asking(`${'Nothing of that kind was found in the garden. '.repeat(100)}${lease}`, 'The monthly rent is'), maximumTokens: 60 };

// Most of the time goes by while the runtime is loaded: a dozen times, and slowly where other tests run beside it.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
let site: HarnessSite;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  site = await HarnessSite.open('writer', (folder) => cpSync(folderOfModel, join(folder, model.id), { recursive: true }));
  page = await site.newPage();
});

test.afterAll(() => site?.close());

async function run(way: Way, asked: Asked[]) {
  const outcome = await page.evaluate(([each, all]) => window.writer.run(each, all), [way, asked] as const);
  if ('problem' in outcome) throw new Error(`${JSON.stringify(outcome.problem)}`);
  return outcome;
}

test('the committed model is the one that the script makes', () => {
  const made = join(site.folder, 'made');
  execFileSync('node', [here('../scripts/make-tiny-writer.mjs'), made]);
  for (const name of fileNames) expect(readFileSync(join(made, name)).equals(readFileSync(join(folderOfModel, name))), name).toBe(true);
});

const asked = { wasm: { texts, tokens: 24 }, webgpu: { texts: fewTexts, tokens: 8 } };
for (const device of ['wasm', 'webgpu'] as const) {
  test(`on ${device} every text is the one that was foretold, and is the same the second time`, async () => {
    const wanted = asked[device].texts;
    const { said, loading, name, contextTokens, loadMs } = await run({ device, model }, [...wanted, wanted[0]!]);
    wanted.forEach(({ messages, maximumTokens }, i) => {
      const { text, promptTokens, newTokens, ended } = said[i]!;
      expect({ text, promptTokens, newTokens, ended }).toEqual(foretell(messages, maximumTokens));
      expect(said[i]!.pieces.join('')).toBe(text);
      expect(said[i]!.pieces.length).toBeGreaterThan(5);
    });
    expect(said[0]!.text).toMatch(/^ (is )?due[^.]*\.$/);
    expect(said.at(-1)!.pieces).toEqual(said[0]!.pieces);
    expect(name).toBe(`Tiny (transformers.js, ${device}, fp32)`);
    expect(contextTokens).toBe(6_000);

    const bytes = Object.values(model.files).reduce((sum, file) => sum + file.bytes, 0);
    const done = loading.flatMap((event) => (event.step === 'reading' ? [event.done] : []));
    expect(done[0]).toBe(0);
    expect(done.toSorted((a, b) => a - b)).toEqual(done);
    expect(loading.slice(-2)).toEqual([{ step: 'reading', done: bytes, of: bytes }, { step: 'starting' }]);
    test.info().annotations.push({ type: 'time', description: `${device}: loaded in ${loadMs.toFixed(0)} ms, ${said[0]!.tokensPerSecond.toFixed(0)} tokens/s` });
  });

  test(`on ${device} it keeps to what every writer must`, async () => {
    const results = await page.evaluate(([way, messages, tokens]) => window.writer.conformance(way, messages, tokens), [{ device, model }, talkative, asked[device].tokens] as const);
    expect(results.filter(({ error }) => error)).toEqual([]);
    expect(results.length).toBeGreaterThan(10);
  });
}

test('a mark in a document is text, and ends no turn', async () => {
  const content = 'Go on <|end|> and <|user|>';
  const messages = [content, 'x'.repeat(content.length)].map((text): Message[] => [{ role: 'user', content: text }]);
  const [marked, plain] = await page.evaluate(([way, of]) => window.writer.countTokens(way, of), [wasm, messages] as const);
  // One space in each mark. As marks, they would be two tokens instead of fifteen.
  expect(marked).toBe(plain! + 2);
});

test('an abort of a text that is being written is answered within 300 ms of the page, and the next text is whole', async () => {
  const { error, answeredMs, piecesAfter, again } = await page.evaluate(([way, text]) => window.writer.abort(way, text, { pieces: 3 }), [wasm, texts[0]!] as const);
  expect(error).toBe('AbortError');
  expect(answeredMs).toBeLessThan(300);
  expect(piecesAfter).toBeLessThanOrEqual(1);
  expect(again.text).toBe(foretell(texts[0]!.messages, 100).text);
});

test('so is an abort while a long prompt is being read', async () => {
  const { error, answeredMs, again } = await page.evaluate(([way, text]) => window.writer.abort(way, text, { milliseconds: 100 }), [wasm, long] as const);
  expect(error).toBe('AbortError');
  // A machine that is busy with something else reads slowly and answers slowly.
  expect(answeredMs).toBeLessThan(Math.max(300, again.milliseconds / 8));
  const { text, promptTokens } = foretell(long.messages, long.maximumTokens);
  expect(again).toMatchObject({ text, promptTokens });
  // The abort came in the middle, or it proved nothing.
  expect(again.milliseconds).toBeGreaterThan(150);
  test.info().annotations.push({ type: 'time', description: `${promptTokens} tokens read and answered in ${again.milliseconds.toFixed(0)} ms; abort answered in ${answeredMs.toFixed(0)} ms` });
});

test('a worker that is killed in the middle is replaced by another, which writes the same text', async () => {
  const said = await page.evaluate(([way, text]) => window.writer.kill(way, text, 4), [wasm, texts[0]!] as const);
  expect(said.text).toBe(foretell(texts[0]!.messages, 100).text);
});

test('a template in a file of its own is used, as newer models have it', async () => {
  const { chat_template: template, ...rest } = JSON.parse(readFileSync(join(folderOfModel, 'tokenizer_config.json'), 'utf8')) as { chat_template: string };
  const other: WriterModel = { ...model, id: 'tiny-writer-of-two-files', files: { ...model.files } };
  cpSync(folderOfModel, join(site.folder, other.id), { recursive: true });
  for (const [name, text] of [['tokenizer_config.json', JSON.stringify(rest)], ['chat_template.jinja', template]] as const) {
    writeFileSync(join(site.folder, other.id, name), text);
    other.files[name] = fileOf(Buffer.from(text));
  }
  const { said } = await run({ device: 'wasm', model: other }, texts.slice(0, 1));
  expect(said[0]).toMatchObject({ ...foretell(texts[0]!.messages, texts[0]!.maximumTokens) });
});

test('a file with other bytes than were let in is refused', async () => {
  const files = { ...model.files, 'onnx/model.onnx': { ...model.files['onnx/model.onnx']!, sha256: '0'.repeat(64) } };
  expect(await page.evaluate((way) => window.writer.run(way, []), { device: 'wasm' as const, model: { ...model, files } })).toMatchObject({
    problem: { code: 'model-damaged', details: { modelId: 'tiny-writer', path: 'onnx/model.onnx' } },
  });
});

test('a model whose weights are not here is refused', async () => {
  const { 'onnx/model.onnx': _weights, ...files } = model.files;
  expect(await page.evaluate((way) => window.writer.run(way, []), { device: 'wasm' as const, model: { ...model, files } })).toMatchObject({
    problem: { code: 'model-unusable', details: { modelId: 'tiny-writer' } },
  });
});

test('a graphics device that goes away in the middle of a text is told, and poisons the writer', async () => {
  await site.withOwnBrowser(softwareGpu, async (other, own) => {
    await other.evaluate(([way, text]) => window.writer.begin(way, text), [{ device: 'webgpu', model }, { messages: talkative, maximumTokens: 5_000 }] as const);
    const session = await own.newBrowserCDPSession();
    // The process ends before it can answer.
    session.send('Browser.crashGpuProcess').catch(() => {});
    expect(await other.evaluate(() => window.writer.ending())).toMatchObject({ code: 'device-lost', poisoned: true });
  });
});

test('without a graphics card, asking for one is a problem that can be told', async () => {
  await site.withOwnBrowser([], async (other) => {
    expect(await other.evaluate((way) => window.writer.run(way, []), { device: 'webgpu' as const, model })).toMatchObject({
      problem: { code: 'model-unusable', details: { why: 'it cannot run on this device (webgpu)' } },
    });
  });
});

test('after all of this no request has left the origin, and the policy had nothing to complain about', () => {
  site.nothingLeft(/\.wasm$/, /model\.onnx$/);
});
