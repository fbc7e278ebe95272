import { expect, test } from 'vitest';
import { paraphrases, sharedTerms } from './paraphrases.ts';

test('there are at least a hundred pairs, of every field', () => {
  expect(paraphrases.length).toBeGreaterThanOrEqual(100);
  expect(new Set(paraphrases.map(({ field }) => field))).toEqual(new Set(['everyday', 'office', 'legal', 'medical', 'technical']));
});

test('no question shares a content word with its passage', () => {
  expect(paraphrases.map((pair) => ({ question: pair.question, shared: sharedTerms(pair) })).filter(({ shared }) => shared.length > 0)).toEqual([]);
});

test('a shared word would be seen, in another form too', () => {
  expect(sharedTerms({ question: 'Who governs the state?', passage: 'The governing body.' })).toEqual(['govern']);
});

test('no question and no passage is there twice', () => {
  expect(new Set(paraphrases.map(({ question }) => question)).size).toBe(paraphrases.length);
  expect(new Set(paraphrases.map(({ passage }) => passage)).size).toBe(paraphrases.length);
});
