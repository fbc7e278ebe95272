import { describe, expect, test } from 'vitest';
import { moreParaphrases, paraphrases, sharedTerms } from './paraphrases.ts';

describe.each([
  { list: 'reported', pairs: paraphrases },
  { list: 'the second', pairs: moreParaphrases },
])('the pairs $list', ({ pairs }) => {
  test('are at least a hundred, of every field', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(100);
    expect(new Set(pairs.map(({ field }) => field))).toEqual(new Set(['everyday', 'office', 'legal', 'medical', 'technical']));
  });

  test('share no content word', () => {
    expect(pairs.map((pair) => ({ question: pair.question, shared: sharedTerms(pair) })).filter(({ shared }) => shared.length > 0)).toEqual([]);
  });
});

test('a shared word would be seen, in another form too', () => {
  expect(sharedTerms({ question: 'Who governs the state?', passage: 'The governing body.' })).toEqual(['govern']);
});

test('no question and no passage is there twice', () => {
  const all = [...paraphrases, ...moreParaphrases];
  expect(new Set(all.map(({ question }) => question)).size).toBe(all.length);
  expect(new Set(all.map(({ passage }) => passage)).size).toBe(all.length);
});
