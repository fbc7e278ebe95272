import { expect, test } from 'vitest';
import type { DocumentId } from '../../contract/range.ts';
import type { Hit } from '../../contract/search.ts';
import { snippetOf } from './snippet.ts';

const TEXT = `${'Before it there is a lot. '.repeat(10)}The lease ends in May.${' After it there is more.'.repeat(10)}`;
const START = 1000;
const at = (words: string) => ({ start: START + TEXT.indexOf(words), end: START + TEXT.indexOf(words) + words.length });

const hit = (marks: Hit['marks'], snippet = at('The lease ends in May.')): Hit => ({
  passage: { range: { documentId: 'a' as DocumentId, start: START, end: START + TEXT.length }, documentName: 'a', format: 'text', place: { headings: [] }, text: TEXT },
  snippet, marks, foundBy: 'word', scores: { fused: 1 },
});

test('quotes the telling part and marks the words in it', () => {
  const snippet = snippetOf(hit([at('lease'), at('Before')]));
  expect(snippet.text).toBe('The lease ends in May.');
  expect(snippet.marks).toEqual([at('lease')]);
  expect([snippet.cutBefore, snippet.cutAfter]).toEqual([true, true]);
});

test('found by meaning alone, the telling part is marked with some room around it, cut between words', () => {
  const snippet = snippetOf(hit([]));
  expect(snippet.marks).toEqual([at('The lease ends in May.')]);
  expect(snippet.text.length).toBeGreaterThan(100);
  expect(snippet.text).toContain('The lease ends in May.');
  expect(TEXT.charAt(snippet.within.start - START - 1)).toMatch(/\s/u);
  expect(TEXT.charAt(snippet.within.end - START)).toMatch(/\s/u);
});

test('offsets and text agree', () => {
  for (const marks of [[], [at('lease')]]) {
    const { text, within } = snippetOf(hit(marks));
    expect(text).toBe(TEXT.slice(within.start - START, within.end - START));
  }
});

test('a whole passage is not cut', () => {
  const snippet = snippetOf(hit([at('lease')], { start: START, end: START + TEXT.length }));
  expect([snippet.cutBefore, snippet.cutAfter]).toEqual([false, false]);
  expect(snippet.text).toBe(TEXT);
});
