import { expect, test } from 'vitest';
import { Problem, type PlainProblem } from '../contract/problem.ts';
import { explain, explainPlain } from './explain.ts';

const one = (problem: PlainProblem) => explainPlain(problem);
const fileName = 'Lease.pdf';

const all: PlainProblem[] = [
  { code: 'file-empty', details: { fileName } },
  { code: 'file-too-large', details: { fileName, bytes: 2e9, limitBytes: 3e8 } },
  { code: 'file-not-supported', details: { fileName, found: 'a PNG image' } },
  { code: 'file-not-supported', details: { fileName, found: '' } },
  { code: 'file-locked', details: { fileName, wrongPassword: false } },
  { code: 'file-locked', details: { fileName, wrongPassword: true } },
  { code: 'file-damaged', details: { fileName, format: 'PDF' } },
  { code: 'file-over-limit', details: { fileName, limit: '500 MB of unpacked text' } },
  { code: 'file-without-text', details: { fileName, pages: 3 } },
  { code: 'file-too-slow', details: { fileName, seconds: 30 } },
  { code: 'file-encrypted', details: { fileName } },
  { code: 'document-missing', details: { fileName } },
  { code: 'storage-full', details: { neededBytes: 5e6 } },
  { code: 'storage-unavailable', details: { why: 'SecurityError' } },
  { code: 'storage-newer', details: {} },
  { code: 'not-sealed', details: {} },
  { code: 'engine-crashed', details: { engine: 'extract' } },
  { code: 'model-unusable', details: { modelId: 'm', why: 'w' } },
  { code: 'model-damaged', details: { modelId: 'm', path: 'config.json' } },
  { code: 'unexpected', details: { message: 'x is not a function' } },
];

test.each(all.map((problem) => [problem.code, problem] as const))('%s: full sentences, to the point, calm', (_, problem) => {
  const { brief, sentence } = one(problem);
  expect(sentence).toMatch(/^[“A-Z].*\.$/su);
  expect(`${brief}${sentence}`).not.toMatch(/!|undefined|\[object|\bat .*:\d+/u);
  expect(brief).not.toMatch(/\.$/u);
});

test.each(all.filter((problem) => problem.code.startsWith('file-')).map((problem) => [problem.code, problem] as const))('%s names the file', (_, problem) => {
  expect(one(problem).sentence).toContain(fileName);
});

test('says what a file looks like, and how large is too large', () => {
  expect(one(all[2]!).brief).toBe('not supported: looks like a PNG image');
  expect(one(all[1]!).brief).toBe('too large: 2 GB, the limit is 300 MB');
  expect(one({ code: 'file-without-text', details: { fileName, pages: 0 } }).brief).toBe('no text found in it');
  expect(one(all[8]!).brief).toBe('no text found on any of its 3 pages');
});

test('a wrong password is told from a missing one', () => {
  expect(one(all[4]!).brief).toBe('locked: needs its password');
  expect(one(all[5]!).brief).not.toBe(one(all[4]!).brief);
});

test('a Problem that was thrown is explained by its code', () => {
  expect(explain(new Problem('file-empty', { fileName: 'a.txt' })).sentence).toContain('“a.txt” is empty');
});

test('anything else keeps its message for a report, never its stack', () => {
  const error = new TypeError('x is not a function');
  const { sentence, detail } = explain(error);
  expect(sentence).toContain('your documents are safe');
  expect(sentence).not.toContain('x is not a function');
  expect(detail).toBe('x is not a function');
  expect(explain({}).detail).toBeUndefined();
});
