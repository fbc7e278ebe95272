/** Answers for tests. */
import type { Answer, AnswerSentence, Citation, Evidence } from '../../contract/answer.ts';
import type { DocumentId } from '../../contract/range.ts';

export const documentId = 'a' as DocumentId;
export const text = 'The lease ends in May. Notice must be in writing.';

export const evidence: Evidence = {
  number: 1, score: 0.9, sentences: [], range: { documentId, start: 100, end: 149 }, documentName: 'Lease.docx', format: 'docx', place: { page: 3, headings: ['Term'] }, text,
};

export const cite = (start: number, end: number): Citation => ({
  evidence: 1, range: { documentId, start, end }, documentName: 'Lease.docx', place: evidence.place, quote: text.slice(start - 100, end - 100),
});

export const sentence = (words: string, over: Partial<AnswerSentence> = {}): AnswerSentence => ({ text: words, citations: [], supported: true, ...over });

export const model: NonNullable<Answer['lineage']['model']> = { id: 'm', name: 'A model', revision: 'abc', device: 'processor' };

const UNCHECKED = { unknownMarks: 0, unsupported: 0, repaired: false };

export const madeUpAnswer = (over: Partial<Answer> = {}): Answer => ({
  id: 'x', conversationId: 'c', question: 'When does it end?', searched: over.question ?? 'When does it end?', searchedBy: 'nobody', mode: 'passages', scope: 'all',
  askedAt: 0, outcome: 'answered', sentences: [], evidence: [evidence], strength: 0.5, floor: 0.18, generator: 'Quotations', lineage: { check: UNCHECKED },
  milliseconds: { gathering: 1, generating: 1 }, ...over,
});

/** An answer that a model wrote. */
export const writtenAnswer = (over: Partial<Answer> = {}): Answer => madeUpAnswer({ generator: 'A model', lineage: { model, check: UNCHECKED }, ...over });
