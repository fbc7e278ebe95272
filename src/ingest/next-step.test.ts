import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { isDrifted, nextStep, stampOf, type Stored, type Wanted } from './next-step.ts';

const wanted: Wanted = { passages: 'passages/1/160/model', space: 'model@1/256' };
const record = (over: Partial<DocumentRecord> = {}): DocumentRecord => ({
  id: 'd' as DocumentId, name: 'a.txt', mediaType: '', bytes: 1, addedAt: 0, extractor: 'text/1', ...over,
});
const stored = (over: Partial<Stored> = {}): Stored => ({
  record: record(), wordsStamp: stampOf('text/1', wanted), passages: 3, vectors: 3, ...over,
});

test('a document that is as wanted needs nothing', () => {
  expect(nextStep(stored(), wanted)).toBe('nothing');
});

test('a document that was only stored is read', () => {
  const { extractor: _none, ...unread } = record();
  expect(nextStep(stored({ record: unread, wordsStamp: undefined, passages: 0, vectors: 0 }), wanted)).toBe('read');
});

test('another chunker, or another reader, is drift: it is offered, and nothing is done by itself', () => {
  const another = { ...wanted, passages: 'passages/2/160/model' };
  expect(nextStep(stored(), another)).toBe('nothing');
  expect(isDrifted(stored(), another, 'text/1')).toBe(true);
  expect(isDrifted(stored(), wanted, 'text/2')).toBe(true);
  expect(isDrifted(stored(), wanted, 'text/1')).toBe(false);
});

test('what has failed, was removed or is not read yet has not drifted', () => {
  const { extractor: _none, ...unread } = record();
  expect(isDrifted(stored({ record: unread, wordsStamp: undefined }), wanted, 'text/2')).toBe(false);
  expect(isDrifted(stored({ record: record({ removedAt: 1 }) }), wanted, 'text/2')).toBe(false);
  expect(isDrifted(stored({ record: record({ problem: { code: 'file-empty', details: { fileName: 'a' } } }) }), wanted, 'text/2')).toBe(false);
});

test('passages that were cut while no model could count are cut again as soon as one can, which is no drift', () => {
  const guessed = stored({ wordsStamp: 'text/1|passages/1/160/words' });
  expect(nextStep(guessed, wanted)).toBe('words');
  expect(isDrifted(guessed, wanted, 'text/1')).toBe(false);
  expect(isDrifted(stored(), { ...wanted, passages: 'passages/1/160/words' }, 'text/1')).toBe(false);
});

test('missing vectors are made, unless no model can run', () => {
  expect(nextStep(stored({ vectors: 2 }), wanted)).toBe('meaning');
  expect(nextStep(stored({ vectors: 2 }), { ...wanted, space: undefined })).toBe('nothing');
});

test('a model that cannot run makes nothing stale, but new documents are still cut', () => {
  const without: Wanted = { passages: 'passages/1/160/words', space: undefined };
  expect(nextStep(stored(), without)).toBe('nothing');
  expect(nextStep(stored({ wordsStamp: undefined }), without)).toBe('words');
});

test('what failed or was removed is left alone', () => {
  expect(nextStep(stored({ record: record({ problem: { code: 'file-empty', details: { fileName: 'a' } } }), vectors: 0 }), wanted)).toBe('nothing');
  expect(nextStep(stored({ record: record({ removedAt: 1 }), vectors: 0 }), wanted)).toBe('nothing');
});
