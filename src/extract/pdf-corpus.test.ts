/** Reads every PDF of the shared collection with the code that ships, and holds the result against what others found in it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { ExtractEvent } from '../contract/extraction.ts';
import { Problem } from '../contract/problem.ts';
import { checkExtraction } from './check-extraction.ts';
import { extractPdf } from './pdf-extract.ts';

// Node's files stand in for the ones the build puts next to the scripts.
vi.mock('./pdf-assets.ts', () => {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const at = (folder: string) => `${join(root, folder)}/`;
  return {
    PDF_ASSETS: { cMapUrl: at('cmaps'), standardFontDataUrl: at('standard_fonts'), wasmUrl: at('wasm'), iccUrl: at('iccs'), useWorkerFetch: false },
  };
});
// Every browser that runs Carrel has it; Node has it from version 22.
Promise.withResolvers ??= function withResolvers<T>() {
  let [resolve, reject] = [(_value: T | PromiseLike<T>) => {}, (_reason?: unknown) => {}];
  const promise = new Promise<T>((onDone, onFailed) => {
    [resolve, reject] = [onDone, onFailed];
  });
  return { promise, resolve, reject };
};

const shared = join(dirname(fileURLToPath(import.meta.url)), '../../../shared');
const pdfs = (folder: string) =>
  readdirSync(join(shared, folder))
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => join(shared, folder, name));

async function read(path: string, password?: string) {
  try {
    return await extractPdf(new Blob([readFileSync(path)]), basename(path), password, () => {});
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

const missing = (folder: string) => !existsSync(join(shared, folder));

test.skipIf(missing('documents'))('every PDF ends in a state that a person can be told', { timeout: 300_000 }, async () => {
  const states = new Map<string, number>();
  const faults: string[] = [];
  for (const path of ['documents/pdfjs', 'documents/tika', 'documents/py-pdf'].flatMap(pdfs)) {
    const result = await read(path);
    const state = typeof result === 'string' ? result : 'text';
    states.set(state, (states.get(state) ?? 0) + 1);
    if (typeof result !== 'string') faults.push(...checkExtraction(result).map((fault) => `${basename(path)}: ${fault}`));
  }
  console.info('PDFs by how reading them ended:', Object.fromEntries(states));
  expect(faults).toEqual([]);
  expect([...states.keys()].toSorted()).toEqual(['file-damaged', 'file-locked', 'file-without-text', 'text']);
  expect(states.get('text')).toBeGreaterThanOrEqual(165);
});

const words = (text: string) => text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Harmonic mean of precision and recall of the words of `found`, each counted as often as it occurs. */
function wordF1(found: string, wanted: string): number {
  const left = new Map<string, number>();
  for (const word of words(wanted)) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of words(found)) {
    const remaining = left.get(word) ?? 0;
    if (remaining > 0) both += 1;
    left.set(word, remaining - 1);
  }
  return (2 * both) / (words(found).length + words(wanted).length);
}

test.skipIf(missing('data/eval/cuad'))('contracts give the words that their publishers extracted', { timeout: 300_000 }, async () => {
  const scores: number[] = [];
  const begun = performance.now();
  for (const path of pdfs('data/eval/cuad')) {
    const result = await read(path);
    if (typeof result === 'string') throw new Error(`${basename(path)}: ${result}`);
    expect(checkExtraction(result)).toEqual([]);
    scores.push(wordF1(result.text, readFileSync(path.replace(/pdf$/, 'txt'), 'utf8')));
  }
  console.info(`Contracts: ${scores.length}, word F1 ${scores.map((score) => score.toFixed(4)).join(' ')}, ${Math.round(performance.now() - begun)} ms`);
  expect(scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)]).toBeGreaterThanOrEqual(0.99);
  expect(Math.min(...scores)).toBeGreaterThanOrEqual(0.98);
});

/** Expected by Tika's tests, but not of the text of the pages: checked against what poppler's `pdftotext` gives. */
const NOT_TEXT = new Map([
  ['testPDFPackage.pdf', /./], // scripts and attachments inside the file
  ['testMicrosoftIRMServices.pdf', /EncryptedDocumentException/], // the name of an exception
  ['testPDF.pdf', /testPDF\.pdf/], // the name of the file itself
  ['testPDF_JBIG2.pdf', /Norconex/], // inside a picture
  ['testPDFVarious.pdf', /ABCDEE\+Calibri|·/], // the name of a font, and bullets whose glyphs have no character
  ['testPDF_XFA_govdocs1_258578.pdf', /^(?:PARK|NATIONAL)$/], // in the form's program only
]);
const PASSWORDS = new Map([
  ['testPDF_no_extract_no_accessibility_owner_user.pdf', 'user'],
  ['testPDF_no_extract_yes_accessibility_owner_user.pdf', 'user'],
]);

test.skipIf(missing('documents/tika'))('files contain what people expected of other readers', { timeout: 300_000 }, async () => {
  const expected = JSON.parse(readFileSync(join(shared, 'documents/tika/expected.json'), 'utf8')) as Record<string, { contains: string[]; notContains: string[] }>;
  let [found, wanted] = [0, 0];
  const absent: string[] = [];
  for (const path of pdfs('documents/tika')) {
    const result = await read(path, PASSWORDS.get(basename(path)));
    const text = typeof result === 'string' ? '' : result.text.replace(/\s+/gu, ' ');
    for (const part of new Set(expected[basename(path)]?.contains)) {
      if (NOT_TEXT.get(basename(path))?.test(part)) continue;
      wanted += 1;
      if (text.includes(part.replace(/\s+/gu, ' ').trim())) found += 1;
      else absent.push(`${basename(path)}: ${part}`);
    }
  }
  console.info(`Expected strings found: ${found} of ${wanted}`, absent);
  expect(found).toBeGreaterThanOrEqual(0.95 * wanted);
});

test.skipIf(missing('data/eval/cuad'))('a contract has its headings, its places and a progress that ends at the last page', { timeout: 60_000 }, async () => {
  const events: ExtractEvent[] = [];
  const file = new Blob([readFileSync(join(shared, 'data/eval/cuad/contract-01.pdf'))]);
  const { text, blocks, pages } = await extractPdf(file, 'contract.pdf', undefined, (event) => void events.push(event));
  expect(events.at(-1)).toEqual({ unit: 'page', done: 14, of: 14 });
  expect(events.map(({ done }) => done)).toEqual([...new Set(events.map(({ done }) => done))].toSorted((a, b) => a - b));
  expect(blocks.filter(({ kind }) => kind === 'heading').map(({ start, end }) => text.slice(start, end))).toContain('ARTICLE 4 TERMINATION');
  for (const { start, end, starts, ends, boxes, width, height } of pages) {
    const covered = [...starts].map((from, run) => text.slice(from, ends[run])).join('');
    expect(covered.replace(/\s/gu, '')).toBe(text.slice(start, end).replace(/\s/gu, ''));
    for (let run = 0; run < starts.length; run += 1) {
      const [x = -1, y = -1, wide = -1, high = -1] = boxes.subarray(4 * run);
      expect(x >= 0 && y >= 0 && x + wide <= width + 1 && y + high <= height + 1, `${text.slice(starts[run], ends[run])} lies on its page`).toBe(true);
    }
  }
});
