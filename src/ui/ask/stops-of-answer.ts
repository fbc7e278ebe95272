import type { Answer, Citation, Evidence } from '../../contract/answer.ts';
import type { DocumentId, Span } from '../../contract/range.ts';
import type { Stop } from '../reader/reader-state.ts';

const sameSpan = (a: Span, b: Span) => a.start === b.start && a.end === b.end;

/** The places an answer quotes in one document, in text order, each once; and which of them was opened. */
export function stopsOfAnswer(answer: Answer, opened: Citation): { stops: Stop[]; at: number } {
  const id: DocumentId = opened.range.documentId;
  const ranges: Span[] = [];
  for (const { range } of answer.sentences.flatMap((sentence) => sentence.citations)) {
    if (range.documentId === id && !ranges.some((known) => sameSpan(known, range))) ranges.push(range);
  }
  ranges.sort((a, b) => a.start - b.start || a.end - b.end);
  const at = ranges.findIndex((range) => sameSpan(range, opened.range));
  return { stops: ranges.map((range) => ({ quote: range, words: [] })), at: Math.max(0, at) };
}

/** The spans of an answer's citations that lie in one piece of evidence. */
export function citedIn(answer: Answer, evidence: Evidence): Span[] {
  return answer.sentences.flatMap((sentence) => sentence.citations)
    .filter(({ range }) => range.documentId === evidence.range.documentId && range.start < evidence.range.end && range.end > evidence.range.start)
    .map(({ range }) => range);
}
