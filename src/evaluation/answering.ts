/** One question through the whole engine: gather, quote, verify, as the library worker does it. */
import type { DocumentId } from '../contract/range.ts';
import { verify } from '../generation/citations.ts';
import { createQuotingGenerator } from '../generation/quoting.ts';
import { gather } from '../retrieval/gather.ts';
import type { Desk } from './desk.ts';

export interface Answered {
  sufficient: boolean;
  strength: number;
  /** What would be quoted, whether or not the evidence is sufficient. */
  quotes: string[];
  /** The document of each quotation. */
  documents: DocumentId[];
  /** The best sentence alone. */
  best: string;
}

const generator = createQuotingGenerator();

export async function answer(desk: Desk, question: string, scope: 'all' | DocumentId[]): Promise<Answered> {
  const never = new AbortController().signal;
  const { items, sufficient, strength } = await gather(never, desk.parts, question, scope);
  const { draft } = await generator.generate(never, { question, evidence: items, tokenBudget: 400 }, () => {});
  const readText = (id: DocumentId) => Promise.resolve(desk.documents.get(id)?.text ?? '');
  const sentences = await verify(draft, items, { readText });
  const citations = sentences.flatMap((sentence) => sentence.citations);
  const [first] = items;
  const top = first?.sentences.toSorted((a, b) => b.score - a.score)[0];
  const best = first && top ? first.text.slice(top.start - first.range.start, top.end - first.range.start) : '';
  return { sufficient, strength, quotes: citations.map(({ quote }) => quote), documents: citations.map(({ range }) => range.documentId), best };
}
