import { expect, test } from 'vitest';
import type { Answer } from '../contract/answer.ts';
import { findInAnswers } from './find-in-answers.ts';

const answer = (id: string, question: string, text = '', conversationId = 'c'): Answer => ({
  id, conversationId, question, searched: question, searchedBy: 'nobody', mode: 'passages', scope: 'all', askedAt: 0, outcome: 'answered',
  sentences: text === '' ? [] : [{ text, citations: [], supported: true }], evidence: [], strength: 1, floor: 0, generator: '',
  lineage: { check: { unknownMarks: 0, unsupported: 0, repaired: false } }, milliseconds: { gathering: 0, generating: 0 },
});
const marked = (answers: Answer[], query: string) =>
  findInAnswers(answers, query).map(({ answerId, excerpt, marks }) => [answerId, marks.map(({ start, end }) => excerpt.slice(start, end))]);

test('all words must be there, in the question or in the answer, whatever their endings', () => {
  const answers = [answer('1', 'Which law governs the lease?', 'Spanish law.'), answer('2', 'Who pays the rent?')];
  expect(marked(answers, 'leases spanish')).toEqual([['1', ['lease', 'Spanish']]]);
  expect(marked(answers, 'lease rent')).toEqual([]);
});

test('the last word may still be growing', () => {
  expect(marked([answer('1', 'Which law governs the lease?')], 'gover')).toEqual([['1', ['governs']]]);
});

test('the newest comes first, and no conversation fills the list', () => {
  const answers = ['1', '2', '3', '4', '5'].map((id) => answer(id, 'rent'));
  expect(findInAnswers([...answers, answer('6', 'rent', '', 'other')], 'rent').map(({ answerId }) => answerId)).toEqual(['6', '5', '4', '3']);
});

test('the excerpt is short, and its marks lie in it', () => {
  const [hit] = findInAnswers([answer('1', `${'before '.repeat(40)}umbrella ${'after '.repeat(40)}`)], 'umbrella');
  expect(hit!.excerpt.length).toBeLessThan(140);
  expect(hit!.excerpt.slice(hit!.marks[0]!.start, hit!.marks[0]!.end)).toBe('umbrella');
});

test('nothing is asked for, nothing is found', () => {
  expect(findInAnswers([answer('1', 'rent')], ' ')).toEqual([]);
});
