/**
 * Turns what a generator claims into what the program can vouch for. Nothing a generator says about its sources is believed: every
 * citation is looked up in the stored text, and one that is not there is dropped.
 */
import type { AnswerSentence, Citation, Draft, Evidence } from '../contract/answer.ts';
import type { DocumentId, Span, TextRange } from '../contract/range.ts';
import type { Place } from '../contract/search.ts';
import { isSpanOf, locate } from './locate.ts';
import { supports } from './support.ts';
import { collapse } from './white-space.ts';

export interface Sources {
  /** The stored canonical text of a document. */
  readText(id: DocumentId): Promise<string>;
  /** Where a range is in the original. Without it, a citation has the place of its evidence. */
  placeOf?(range: TextRange): Place | Promise<Place>;
}

/** Units of text on each side of a quotation that help to find it again. */
const CONTEXT = 64;
/** Citations kept for one sentence. A draft that lists hundreds is hostile or broken, and nobody reads them. */
const CITATIONS_PER_SENTENCE = 8;

/**
 * Checks every citation of a draft against the stored text, at exactly its offsets; a text that moved since is searched for the
 * same words. Citations of unknown evidence, outside their evidence or not found are dropped; a sentence without one is kept and
 * marked. Sentences without words are dropped.
 * @throws whatever `readText` throws for a document that is cited
 */
export async function verify(draft: Draft, evidence: readonly Evidence[], sources: Sources): Promise<AnswerSentence[]> {
  const byNumber = new Map(evidence.map((item) => [item.number, item]));
  const texts = new Map<DocumentId, Promise<string>>();
  const readText = (id: DocumentId) => {
    const text = texts.get(id) ?? sources.readText(id);
    texts.set(id, text);
    return text;
  };

  const answer: AnswerSentence[] = [];
  for (const sentence of draft.sentences) {
    if (collapse(sentence.text) === '') continue;
    const found = new Map<string, Citation>();
    for (const cite of sentence.cites) {
      const item = byNumber.get(cite.evidence);
      if (!item || found.size === CITATIONS_PER_SENTENCE) continue;
      const citation = await citationOf(cite, item, await readText(item.range.documentId), sources);
      if (citation) found.set(`${citation.evidence}:${citation.range.start}-${citation.range.end}`, citation);
    }
    const citations = [...found.values()];
    answer.push({ text: sentence.text, citations, supported: supports(citations.map(({ quote }) => quote), sentence.text) });
  }
  return answer;
}

async function citationOf(cite: Span, item: Evidence, text: string, sources: Sources): Promise<Citation | undefined> {
  const start = cite.start - item.range.start;
  const end = cite.end - item.range.start;
  if (!isSpanOf(item.text, { start, end })) return undefined;
  const span = locate(
    text,
    { start: cite.start, end: cite.end },
    {
      quote: item.text.slice(start, end),
      prefix: item.text.slice(Math.max(0, start - CONTEXT), start),
      suffix: item.text.slice(end, end + CONTEXT),
    },
  );
  if (!span) return undefined;
  const range = { documentId: item.range.documentId, start: span.start, end: span.end };
  const place = (await sources.placeOf?.(range)) ?? item.place;
  return { evidence: item.number, range, documentName: item.documentName, place, quote: text.slice(span.start, span.end) };
}
