import { expect, test } from 'vitest';
import type { Answer, Evidence } from '../../contract/answer.ts';
import type { DocumentId } from '../../contract/range.ts';
import { answerAsText } from './answer-as-text.ts';
import { citedIn, stopsOfAnswer } from './stops-of-answer.ts';

const documentId = 'a' as DocumentId;
const text = 'The lease ends in May. Notice must be in writing.';
const evidence: Evidence = { number: 1, score: 1, sentences: [], range: { documentId, start: 100, end: 149 }, documentName: 'Lease.docx', format: 'docx', place: { page: 3, headings: ['Term'] }, text };
const cite = (start: number, end: number) => ({ evidence: 1, range: { documentId, start, end }, documentName: 'Lease.docx', place: evidence.place, quote: text.slice(start - 100, end - 100) });
const answer: Answer = {
  id: 'x', question: 'When does it end?', scope: 'all', askedAt: 0, outcome: 'answered',
  sentences: [
    { text: 'Notice must be in writing.', supported: true, citations: [cite(123, 149), cite(123, 149)] },
    { text: 'The lease ends in May.', supported: true, citations: [cite(100, 122)] },
    { text: 'It rains.', supported: false, citations: [] },
  ],
  evidence: [evidence, { ...evidence, number: 2, documentName: 'Other.txt', range: { documentId: 'b' as DocumentId, start: 0, end: 49 } }],
  strength: 1, floor: 0, generator: 'g', milliseconds: { gathering: 1, generating: 1 },
};

test('the copy has the question, each sentence with its numbers, and the sources that were quoted', () => {
  expect(answerAsText(answer)).toBe([
    'When does it end?', '',
    'Notice must be in writing. [1] The lease ends in May. [1] It rains. (not found in your documents)', '',
    'Sources', `[1] Lease.docx, page 3, Term: “${text}”`,
  ].join('\n'));
});

test('"not in your documents" is copied as such, with the nearest passages', () => {
  const copy = answerAsText({ ...answer, outcome: 'not-in-documents', sentences: [] });
  expect(copy).toContain('Not in your documents.');
  expect(copy).toContain('Nearest passages');
  expect(copy).toContain('[2] Other.txt');
});

test('the reader steps through the quotations of one document, each once, in text order', () => {
  expect(stopsOfAnswer(answer, cite(123, 149))).toEqual({ stops: [{ quote: { documentId, start: 100, end: 122 }, words: [] }, { quote: { documentId, start: 123, end: 149 }, words: [] }], at: 1 });
});

test('a passage marks the quotations that lie in it', () => {
  expect(citedIn(answer, evidence)).toHaveLength(3);
  expect(citedIn(answer, answer.evidence[1]!)).toEqual([]);
});
