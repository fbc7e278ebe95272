import { expect, test } from 'vitest';
import type { AnswerSentence } from '../contract/answer.ts';
import type { DocumentId } from '../contract/range.ts';
import { confidenceOf } from './confidence.ts';

const sentence = (supported: boolean, ...cites: [evidence: number, document: string][]): AnswerSentence => ({
  text: 'Rent is due in May.',
  supported,
  citations: cites.map(([evidence, document]) => ({
    evidence, range: { documentId: document as DocumentId, start: 0, end: 4 }, documentName: document, place: { headings: [] }, quote: 'Rent',
  })),
});

test('sentences, passages and documents are counted, each once', () => {
  const sentences = [sentence(true, [1, 'a'], [2, 'a']), sentence(true, [2, 'a'], [3, 'b']), sentence(false)];
  expect(confidenceOf(sentences, { strength: 0.7, floor: 0.4 })).toEqual({
    evidence: { strength: 0.7, floor: 0.4 },
    sentences: { supported: 2, total: 3 },
    agreement: { passages: 3, documents: 2 },
  });
});

test('what an unsupported sentence cites does not agree with anything', () => {
  expect(confidenceOf([sentence(false, [1, 'a'])], { strength: 1, floor: 0 }).agreement).toEqual({ passages: 0, documents: 0 });
});

test('an answer without sentences has nothing to count', () => {
  expect(confidenceOf([], { strength: 0.1, floor: 0.4 }).sentences).toEqual({ supported: 0, total: 0 });
});
