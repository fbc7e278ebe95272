import { expect, test } from 'vitest';
import type { DocumentItem, LibrarySnapshot } from '../../contract/library.ts';
import type { DocumentId } from '../../contract/range.ts';
import { statusWords, timeLeftWords, workWords } from './work-words.ts';

const snapshot = (over: Partial<LibrarySnapshot> = {}): LibrarySnapshot => ({
  documents: [], refused: [], role: 'writer', embedding: { status: 'ready', name: 'm', languages: [] }, drifted: [], ...over,
});
const document = (status: 'waiting' | 'ready'): DocumentItem => ({ id: 'a' as DocumentId, name: 'a.txt', bytes: 1, addedAt: 0, findable: 'not-yet', state: { status } });

test('nothing to do is "Ready"', () => expect(statusWords(snapshot({ documents: [document('ready')] }), false, false)).toBe('Ready'));
test('a library that is still being opened is not ready', () => expect(statusWords(undefined, false, false)).toBe('Opening your library'));
test('a document that waits is not ready', () => expect(statusWords(snapshot({ documents: [document('waiting')] }), false, false)).toBe('Reading a.txt'));
test('files that no snapshot shows yet are not ready', () => expect(statusWords(snapshot(), true, false)).toBe('Storing your documents'));
test('a question goes before everything else', () => expect(statusWords(snapshot({ work: { done: 0, of: 2, paused: false } }), true, true)).toBe('Answering your question'));

test('the document at work counts, and never one too many', () => {
  expect(workWords({ done: 2, of: 18, paused: false })).toBe('Reading 3 of 18');
  expect(workWords({ done: 18, of: 18, paused: false })).toBe('Reading 18 of 18');
  expect(workWords({ done: 2, of: 18, paused: true })).toBe('Paused at 3 of 18');
});

test('time left is said only when it is known and running', () => {
  expect(timeLeftWords({ done: 2, of: 18, paused: false, secondsLeft: 22 })).toBe('20 s left');
  expect(timeLeftWords({ done: 2, of: 18, paused: false })).toBe('');
  expect(timeLeftWords({ done: 2, of: 18, paused: true, secondsLeft: 22 })).toBe('');
});
