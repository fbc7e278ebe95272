/** What an answer's confidence is made of. It stays in parts: a percentage would claim to know more than was measured. */
import type { AnswerSentence, Confidence, EvidenceSet } from '../contract/answer.ts';

/** @param evidence what the answer was made from, with its measured strength and the floor */
export function confidenceOf(sentences: readonly AnswerSentence[], { strength, floor }: Pick<EvidenceSet, 'strength' | 'floor'>): Confidence {
  // Headings that are names of documents claim nothing, so they count for nothing.
  const claims = sentences.filter(({ supported, citations }) => !supported || citations.length > 0);
  const supported = claims.filter((sentence) => sentence.supported);
  const citations = supported.flatMap((sentence) => sentence.citations);
  return {
    evidence: { strength, floor },
    sentences: { supported: supported.length, total: claims.length },
    agreement: {
      passages: new Set(citations.map(({ evidence }) => evidence)).size,
      documents: new Set(citations.map(({ range }) => range.documentId)).size,
    },
  };
}
