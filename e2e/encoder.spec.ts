/**
 * transformers.js for real, in a worker of a built page, on WebAssembly and on a software graphics card, with an encoder that the
 * project makes itself. Its vectors are compared with a second implementation of the same network.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import type { EmbeddingProfile } from '../src/contract/embedding.ts';
import type { Outcome, Trial } from './encoder/harness-api.ts';
import { createReferenceEncoder } from './encoder/reference-encoder.ts';
import { HarnessSite } from './harness-site.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const model = here('encoder/model');
const reference = createReferenceEncoder(model);
/** A graphics card in software: right, and slow. */

const texts = [
  'Which law governs this agreement?',
  'the contract shall end thirty days after written notice',
  'der vertrag ist das recht',
  '合同 法律 中文',
  'سلام عقد',
  'a',
  `the snow and the river in spring ${'and the river '.repeat(20)}`,
  // As long as the model can read: 128 tokens with the first and the last.
  'river '.repeat(126),
];
/** The same as the last text to a model that cuts it and keeps the last token. */
const tooLong = 'river '.repeat(500);
const profile: EmbeddingProfile = {
  id: 'tiny-encoder', revision: '1', dimensions: 32, prefixes: [16], pooling: 'mean', queryPrompt: '', documentPrompt: '', languages: [],
  maximumTokens: 128, licence: 'Apache-2.0', relevanceFloor: 0, relevanceFloorCalibration: '',
  files: Object.fromEntries(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'].map((name) =>
    [name, createHash('sha256').update(readFileSync(join(model, name))).digest('hex')])),
  golden: ['law', 'river and snow'].map((text) => ({ text, vector: reference(text).slice(0, 8).map((value) => Number(value.toFixed(4))) })),
};

// Programs for a graphics card in software are compiled by the processor, which may have other work.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
let site: HarnessSite;
let page: Page;
const computed = new Map<string, number[][]>();

test.beforeAll(async () => {
  test.setTimeout(120_000);
  site = await HarnessSite.open('encoder', (folder) => cpSync(model, join(folder, 'model'), { recursive: true }));
  page = await site.newPage();
});

test.afterAll(() => site?.close());

const run = (changes: Partial<Trial> & Pick<Trial, 'device'>, on = page): Promise<Outcome> =>
  on.evaluate((trial) => window.encoder.run(trial), { profile, texts, ...changes });

async function resultOn(device: Trial['device']) {
  const outcome = await run({ device, texts: [...texts, tooLong] });
  if ('problem' in outcome) throw new Error(`${JSON.stringify(outcome.problem)} ${outcome.cause}`);
  const { load, embed } = outcome.milliseconds;
  test.info().annotations.push({ type: 'time', description: `${device}: loaded in ${load.toFixed(0)} ms, embedded in ${embed.toFixed(0)} ms` });
  const vectors = Array.from({ length: texts.length + 1 }, (_, i) => outcome.vectors.slice(i * profile.dimensions, (i + 1) * profile.dimensions));
  return { ...outcome, vectors };
}

const cosine = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (Math.hypot(...a) * Math.hypot(...b));

test('the committed model is the one that the script makes', () => {
  const made = join(site.folder, 'made');
  execFileSync('node', [here('../scripts/make-tiny-encoder.mjs'), made]);
  for (const name of Object.keys(profile.files)) expect(readFileSync(join(made, name)).equals(readFileSync(join(model, name)))).toBe(true);
});

for (const device of ['wasm', 'webgpu'] as const) {
  test(`on ${device} every vector is the one that the second implementation computes`, async () => {
    const { vectors, cut, tokens } = await resultOn(device);
    texts.forEach((text, i) => {
      expect(Math.hypot(...vectors[i]!)).toBeCloseTo(1, 4);
      const expected = reference(text);
      vectors[i]!.forEach((value, dimension) => expect(value).toBeCloseTo(expected[dimension]!, 4));
    });
    // Texts must differ, or a network that ignores its input would pass.
    for (let i = 1; i < texts.length; i++) expect(cosine(vectors[0]!, vectors[i]!)).toBeLessThan(0.98);

    // A text longer than the model can read is cut, and keeps its last token.
    expect(tokens.slice(-2)).toEqual([128, 502]);
    expect(cosine(vectors.at(-1)!, vectors.at(-2)!)).toBeGreaterThan(0.99999);

    // Vectors cut to their leading dimensions have length one again.
    expect(cut).toHaveLength(16);
    expect(Math.hypot(...cut)).toBeCloseTo(1, 5);
    expect(cosine(cut, reference(texts[0]!).slice(0, 16))).toBeGreaterThan(0.9999);
    computed.set(device, vectors);
  });
}

test('both devices agree', () => {
  const webgpu = computed.get('webgpu')!;
  computed.get('wasm')!.forEach((vector, i) => expect(cosine(vector, webgpu[i]!)).toBeGreaterThanOrEqual(0.999));
});

test('the software graphics card is found, and known for what it is', async () => {
  expect(await page.evaluate(() => window.encoder.graphics())).toEqual({ shaderF16: false, software: true });
});

test('without known answers the processor is believed, and its own are then what the graphics card must agree with', async () => {
  const nobodys = { ...profile, golden: [] };
  const first = await run({ device: 'wasm', profile: nobodys, texts: texts.slice(0, 1) });
  if ('problem' in first) throw new Error(JSON.stringify(first.problem));
  expect(first.known.length).toBeGreaterThan(5);
  // The reference reads letters without accents only.
  expect(cosine(first.known[0]!.vector, reference(first.known[0]!.text))).toBeGreaterThan(0.9999);
  expect(await run({ device: 'webgpu', profile: nobodys, texts: texts.slice(0, 1), golden: first.known })).not.toHaveProperty('problem');
  const wrong = first.known.slice(0, 2).map(({ text, vector }) => ({ text, vector: vector.toReversed() }));
  expect(await run({ device: 'webgpu', profile: nobodys, golden: wrong })).toMatchObject({ problem: { details: { why: /other vectors/ } } });
});

test('without known answers a graphics card must find known passages by their questions, which this model of chance cannot', async () => {
  expect(await run({ device: 'webgpu', profile: { ...profile, golden: [] } })).toMatchObject({ problem: { details: { why: /other vectors/ } } });
});

test('a backend that computes other vectors than the known ones is refused', async () => {
  const golden = [{ text: 'law', vector: [...profile.golden[0]!.vector].toReversed() }];
  expect(await run({ device: 'wasm', profile: { ...profile, golden } })).toMatchObject({ problem: { code: 'model-unusable', details: { why: /other vectors/ } } });
});

test('a file with other bytes than the profile names is refused', async () => {
  const files = { ...profile.files, 'onnx/model.onnx': '0'.repeat(64) };
  expect(await run({ device: 'wasm', profile: { ...profile, files } })).toMatchObject({
    problem: { code: 'model-damaged', details: { path: 'onnx/model.onnx' } },
  });
});

test('without a graphics card none is found, and asking for one is a problem that can be told', async () => {
  await site.withOwnBrowser([], async (other) => {
    expect(await other.evaluate(() => window.encoder.graphics())).toBeUndefined();
    expect(await run({ device: 'webgpu' }, other)).toMatchObject({
      problem: { code: 'model-unusable', details: { why: 'it cannot run on this device (webgpu)' } },
    });
  });
});

test('after all of this no request has left the origin, and the policy had nothing to complain about', () => {
  site.nothingLeft(/\.wasm$/, /model\.onnx$/);
});
