import { expect, test } from 'vitest';
import type { DocumentItem } from '../../contract/library.ts';
import type { DocumentId } from '../../contract/range.ts';
import { documentLine, kindBadge } from './document-line.ts';

const item = (over: Partial<DocumentItem>): DocumentItem => ({
  id: 'a' as DocumentId, name: 'Lease.pdf', bytes: 1200, addedAt: 0, findable: 'by-word-and-meaning', state: { status: 'ready' }, ...over,
});
const working = (work: Extract<DocumentItem['state'], { status: 'working' }>['work']) => documentLine(item({ state: { status: 'working', work } }));

test('the page being read counts, not the pages that are done', () => {
  expect(working({ step: 'reading', unit: 'page', done: 11, of: 64 })).toEqual({ text: 'Reading page 12 of 64', tone: 'plain', progress: 11 / 64 });
  expect(working({ step: 'reading', unit: 'page', done: 64, of: 64 }).text).toBe('Reading page 64 of 64');
});

test('files without pages are measured in bytes', () => {
  expect(working({ step: 'reading', unit: 'byte', done: 1_200_000, of: 5_000_000 }).text).toBe('Reading 1.2 MB of 5 MB');
});

test('while meaning is indexed, it says what is findable already', () => {
  expect(working({ step: 'indexing-meaning', done: 40, of: 210 }).text).toBe('Findable by word; by meaning 40 of 210 passages');
});

test('nothing to measure yet is no progress rather than a wrong one', () => {
  expect(working({ step: 'reading', unit: 'page', done: 0, of: 0 }).progress).toBe(0);
  expect(working({ step: 'storing' }).progress).toBeUndefined();
});

test('a ready document says its size in pages, else in words, else in bytes', () => {
  expect(documentLine(item({ pages: 21, report: { words: 9, pagesWithoutText: [] } })).text).toBe('21 pages');
  expect(documentLine(item({ report: { words: 1204, pagesWithoutText: [] } })).text).toBe('1,204 words');
  expect(documentLine(item({})).text).toBe('1.2 kB');
});

test('pages without text are a warning that names them', () => {
  expect(documentLine(item({ pages: 12, report: { words: 9, pagesWithoutText: [3, 7, 8, 9] } }))).toEqual({ text: '12 pages · no text found on pages 3, 7–9', tone: 'warn' });
});

test('a document that is ready without meaning says so', () => {
  expect(documentLine(item({ pages: 2, findable: 'by-word' })).text).toBe('2 pages · findable by word');
});

test('a failure is said in the words of the one table', () => {
  const line = documentLine(item({ state: { status: 'failed', problem: { code: 'file-damaged', details: { fileName: 'x', format: 'PDF' } } } }));
  expect(line).toEqual({ text: 'damaged: cannot be read', tone: 'bad' });
});

test('the badge is the format, and until it is known the extension', () => {
  expect(kindBadge({ name: 'x.bin', format: 'markdown' })).toBe('MD');
  expect(kindBadge({ name: 'report.final.docx' })).toBe('DOCX');
  expect(kindBadge({ name: 'README' })).toBe('');
  expect(kindBadge({ name: 'a.toolong' })).toBe('');
});
