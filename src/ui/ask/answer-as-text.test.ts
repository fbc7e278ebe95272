import { expect, test } from 'vitest';
import type { Answer } from '../../contract/answer.ts';
import type { DocumentId } from '../../contract/range.ts';
import { answerAsText } from './answer-as-text.ts';
import { cite, documentId, evidence, madeUpAnswer, sentence, text, writtenAnswer } from './made-up-answer.test.support.ts';
import { citedIn, stopsOfAnswer } from './stops-of-answer.ts';

const answer: Answer = madeUpAnswer({
  sentences: [
    sentence('Notice must be in writing.', { citations: [cite(123, 149), cite(123, 149)] }),
    sentence('The lease ends in May.', { citations: [cite(100, 122)] }),
    sentence('It rains.', { supported: false }),
  ],
  evidence: [evidence, { ...evidence, number: 2, documentName: 'Other.txt', range: { documentId: 'b' as DocumentId, start: 0, end: 49 } }],
});

test('the copy has the question, each sentence with its numbers, and the sources that were quoted', () => {
  expect(answerAsText(answer)).toBe([
    'When does it end?', '',
    'Notice must be in writing. [1]', '', 'The lease ends in May. [1]', '', 'It rains. (not found in your documents)', '',
    'Sources', `[1] Lease.docx, page 3, Term: “${text}”`,
  ].join('\n'));
});

test('"not in your documents" is copied as such, with the nearest passages', () => {
  const copy = answerAsText({ ...answer, outcome: 'not-in-documents', sentences: [] });
  expect(copy).toContain('Not in your documents.');
  expect(copy).toContain('Nearest passages');
  expect(copy).toContain('[2] Other.txt');
});

test('what a model wrote is copied as words, in its paragraphs and lists, with why a sentence is not believed', () => {
  const written = writtenAnswer({
    question: 'And when?', searched: 'When does the lease end?', outcome: 'unfinished',
    sentences: [
      sentence('Lease.docx', { opens: 'heading', supported: false }),
      sentence('It ends **in May**.', { citations: [cite(100, 122)] }),
      sentence('See [here](https://example.invalid/x).'),
      sentence('42 days.', { opens: 'item', supported: false, finding: { code: 'number-not-found', what: '42' } }),
      sentence('Writing.', { opens: 'item' }),
    ],
  });
  expect(answerAsText(written)).toBe([
    'And when?', 'Searched for: When does the lease end?', '',
    'Lease.docx', '', 'It ends in May. [1] See here.', '', '- 42 days. (“42” is not in the cited passages)\n- Writing.',
    'Stopped before it was finished.', '',
    'Sources', `[1] Lease.docx, page 3, Term: “${text}”`,
  ].join('\n'));
});

test('the reader steps through the quotations of one document, each once, in text order', () => {
  expect(stopsOfAnswer(answer, cite(123, 149))).toEqual({ stops: [{ quote: { documentId, start: 100, end: 122 }, words: [] }, { quote: { documentId, start: 123, end: 149 }, words: [] }], at: 1 });
});

test('a passage marks the quotations that lie in it', () => {
  expect(citedIn(answer, evidence)).toHaveLength(3);
  expect(citedIn(answer, answer.evidence[1]!)).toEqual([]);
});
