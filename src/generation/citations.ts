/**
 * Turns what a generator claims into what the program can vouch for. Nothing a generator says about its sources is believed: every
 * citation is looked up in the stored text, and one that is not there is dropped.
 */
import type { AnswerSentence, Citation, Draft, DraftSentence, Evidence } from '../contract/answer.ts';
import type { DocumentId, Span, TextRange } from '../contract/range.ts';
import type { Place } from '../contract/search.ts';
import { isSpanOf, locate } from './locate.ts';
import { findingOf, type Similarity } from './support.ts';
import { collapse } from './white-space.ts';

export interface Sources {
  /** The stored canonical text of a document. */
  readText(id: DocumentId): Promise<string>;
  /** Where a range is in the original. Without it, a citation has the place of its evidence. */
  placeOf?(range: TextRange): Place | Promise<Place>;
  /** Compares meanings. Without it, words alone decide. */
  similarity?: Similarity;
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
    const { text, opens, by } = sentence;
    if (by) answer.push({ text, by, ...(opens ? { opens } : {}), citations: [], supported: true });
    else if (await isHarmlessHeading(sentence, evidence)) answer.push({ text, opens: 'heading', citations: [], supported: true });
    else answer.push(await judge(sentence, await located(sentence.cites, byNumber, readText, sources), sources));
  }
  return answer;
}

/** A heading that cites nothing and claims nothing: the name of a document, or made of words that the evidence has. */
async function isHarmlessHeading({ text, opens, cites }: DraftSentence, evidence: readonly Evidence[]): Promise<boolean> {
  if (opens !== 'heading' || cites.length > 0) return false;
  const isName = evidence.some(({ documentName }) => collapse(documentName) === collapse(text));
  return isName || (await findingOf(text, evidence.map((item) => item.text))) === undefined;
}

async function located(
  cites: DraftSentence['cites'],
  byNumber: ReadonlyMap<number, Evidence>,
  readText: Sources['readText'],
  sources: Sources,
): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const cite of cites) {
    const item = byNumber.get(cite.evidence);
    if (!item || found.size === CITATIONS_PER_SENTENCE) continue;
    const one = await citationOf(cite, item, await readText(item.range.documentId), sources);
    if (one) found.set(`${one.citation.evidence}:${one.citation.range.start}-${one.citation.range.end}`, one);
  }
  return [...found.values()];
}

/** A sentence often cites its core only, and takes a name or a year from beside it: the whole passage may back it. */
async function judge({ text, opens }: DraftSentence, found: readonly Found[], { similarity }: Sources): Promise<AnswerSentence> {
  const citations = found.map(({ citation }) => citation);
  const passages = [...citations.map(({ quote }) => quote), ...new Set(found.map(({ passage }) => passage))];
  const finding = await findingOf(text.replaceAll(LEFT_OUT, ''), passages, similarity);
  return { text, ...(opens ? { opens } : {}), citations, supported: finding === undefined, ...(finding ? { finding } : {}) };
}

/** Shown where a quotation begins or ends inside its sentence; it says nothing. */
const LEFT_OUT = /^…\s?|\s?…$/gu;

interface Found {
  citation: Citation;
  /** The stored words of the passage around it. */
  passage: string;
}

async function citationOf(cite: Span, item: Evidence, text: string, sources: Sources): Promise<Found | undefined> {
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
  const citation = { evidence: item.number, range, documentName: item.documentName, place, quote: text.slice(span.start, span.end) };
  return { citation, passage: text.slice(Math.max(0, span.start - start), span.end + item.range.end - cite.end) };
}
