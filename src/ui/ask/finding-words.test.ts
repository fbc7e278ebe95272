import { expect, test } from 'vitest';
import type { SentenceFinding } from '../../contract/answer.ts';
import { findingWords, flagOf, unsupportedWords } from './finding-words.ts';
import { madeUpAnswer, sentence } from './made-up-answer.test.support.ts';

const words = (finding: SentenceFinding, text = 'It is 42.') => findingWords({ text, supported: false, finding });

const all: SentenceFinding[] = [
  { code: 'no-citation' }, { code: 'number-not-found', what: '42' }, { code: 'date-not-found', what: '3 May' }, { code: 'name-not-found', what: 'Globex' }, { code: 'quotation-not-found', what: 'at once' },
  { code: 'number-elsewhere', what: '42' }, { code: 'name-elsewhere', what: 'Globex' }, { code: 'negation-differs', what: 'not' }, { code: 'too-little-found', share: 0.1 }, { code: 'too-little-found', share: 0.5 },
];

test.each(all.map((finding) => [finding.code, finding] as const))('%s: a few calm words that name what it is about', (_, finding) => {
  const said = words(finding);
  expect(said).toMatch(/^[a-z“].*[^.!]$/u);
  if ('what' in finding) expect(said).toContain(`“${finding.what}”`);
});

test('a “not” can be on either side', () => {
  const finding: SentenceFinding = { code: 'negation-differs', what: 'not' };
  expect(words(finding, 'Food is not permitted.')).toBe('says “not” where the passage does not');
  expect(words(finding, 'Food is permitted.')).toBe('leaves out the “not” of the passage');
});

test('a supported sentence has no flag, an unsupported one without a finding has the plain one', () => {
  expect(findingWords({ text: 'a', supported: true })).toBe('');
  expect(findingWords({ text: 'a', supported: false })).toBe('not found in your documents');
});

test('a heading that names a document has no flag; one that claims something has', () => {
  expect(flagOf(sentence('Lease.docx', { opens: 'heading', supported: false }), madeUpAnswer())).toBe('');
  expect(flagOf(sentence('The rent is 9', { opens: 'heading', supported: false }), madeUpAnswer())).not.toBe('');
});

test.each([
  [[true, true], ''],
  [[false], 'This sentence was not found in your documents.'],
  [[false, false], 'None of these 2 sentences was found in your documents.'],
  [[true, false], '1 of 2 sentences was not found in your documents. It is marked.'],
  [[true, false, false], '2 of 3 sentences were not found in your documents. They are marked.'],
])('%j is counted', (supported, expected) => {
  expect(unsupportedWords(madeUpAnswer({ sentences: supported.map((one) => sentence('a', { supported: one })) }))).toBe(expected);
});
