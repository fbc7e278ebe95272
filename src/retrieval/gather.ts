/** Gathers the evidence for one question, and decides whether it is enough to answer at all. */
import type { Evidence, EvidenceSet } from '../contract/answer.ts';
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage, Scope } from '../contract/search.ts';
import { calibration } from './calibration.ts';
import { findCandidates, type Candidates } from './candidates.ts';
import { cosinesTo } from './cosines.ts';
import { isLabel } from './label.ts';
import type { RetrievalParts } from './parts.ts';
import { analyse } from './question.ts';
import { sentenceFeatures, type PassageView, type WeighedQuestion } from './sentence-features.ts';
import { sentenceScores, strengthFeatures, strengthOf, type MeasuredView } from './strength.ts';

/** Passages whose sentences are looked at. */
const CONSIDERED = 12;
/** Passages handed to a generator. */
const HANDED_ON = 6;
/** Best passages whose neighbours are looked at too. */
const WITH_NEIGHBOURS = 2;

/** Finds evidence for a question in the documents of the scope. Items come best first; without any, it is not sufficient. */
export async function gather(signal: AbortSignal, parts: RetrievalParts, text: string, scope: Scope): Promise<EvidenceSet> {
  const { measured, question } = await measure(signal, parts, text, scope);
  const values = strengthFeatures(measured, question.terms.length);
  const strength = values ? strengthOf(values) : 0;
  const scores = sentenceScores(measured);
  const items = measured
    .map(({ passage, view }, i) => toEvidence(passage, view.sentences, scores[i] ?? []))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, HANDED_ON)
    .map((item, i): Evidence => ({ ...item, number: i + 1 }));
  return { question: text, items, sufficient: items.length > 0 && strength >= calibration.floor, strength, floor: calibration.floor };
}

function toEvidence(passage: Passage, sentences: readonly Span[], scores: readonly number[]): Omit<Evidence, 'number'> {
  const { start: offset } = passage.range;
  return {
    ...passage,
    score: Math.max(...scores),
    sentences: sentences.map(({ start, end }, i) => ({ start: start + offset, end: end + offset, score: scores[i] ?? 0 })),
  };
}

/** A passage with every sentence measured: what `gather` decides on, and what calibration learns from. */
export interface Measured extends MeasuredView {
  passage: Passage;
}

/** Finds the passages that may answer a question, and measures their sentences. Those without a sentence are left out. */
export async function measure(
  signal: AbortSignal,
  parts: RetrievalParts,
  text: string,
  scope: Scope,
): Promise<{ question: WeighedQuestion; measured: Measured[] }> {
  signal.throwIfAborted();
  const question = weigh(parts, text);
  const candidates = await findCandidates(signal, parts, { text, scope, limit: CONSIDERED, wordsOnly: false });
  const placed = await withNeighbours(parts, candidates);
  signal.throwIfAborted();
  const views = await look(signal, parts, candidates.query, placed);
  const measured = views.flatMap(({ passage, view }) => {
    const features = sentenceFeatures(question, view);
    return features.length > 0 ? [{ passage, view, features }] : [];
  });
  return { question, measured };
}

/** A question's terms weighed by how rare they are in the library. */
function weigh(parts: RetrievalParts, text: string): WeighedQuestion {
  const question = analyse(text);
  const rarities = Array.from(parts.lexical.rarity(question.terms));
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0);
  return { ...question, weights: rarities.map((rarity) => (total > 0 ? rarity / total : 1 / rarities.length)) };
}

interface Placed {
  passage: Passage;
  rank: number;
  fused: number;
  cosine: number;
}

/** The best passages, and what stands next to the very best: an answer may begin in one passage and end in the next. */
async function withNeighbours(parts: RetrievalParts, { ranked }: Candidates): Promise<Placed[]> {
  const keyOf = (documentId: DocumentId, passage: number) => `${passage}/${documentId}`;
  const wanted = new Map(ranked.slice(0, CONSIDERED).map((hit, rank) => [keyOf(hit.documentId, hit.passage), { ...hit, rank }]));
  for (const [rank, hit] of ranked.slice(0, WITH_NEIGHBOURS).entries()) {
    for (const passage of [hit.passage - 1, hit.passage + 1]) {
      const key = keyOf(hit.documentId, passage);
      if (passage >= 0 && !wanted.has(key)) wanted.set(key, { documentId: hit.documentId, passage, rank: rank + CONSIDERED, fused: hit.fused / 2 });
    }
  }
  const placed: Placed[] = [];
  for (const { documentId, passage: number, rank, fused, cosine } of wanted.values()) {
    const passage = await parts.passage(documentId, number);
    if (passage) placed.push({ passage, rank, fused, cosine: cosine ?? 0 });
  }
  return placed;
}

/** Cuts the passages into sentences and compares each with the question, in one call to the model. Titles stand above what follows them. */
async function look(
  signal: AbortSignal,
  parts: RetrievalParts,
  query: Float32Array | undefined,
  placed: readonly Placed[],
): Promise<{ passage: Passage; view: PassageView }[]> {
  const cut = placed.map(({ passage }) => titled(passage, parts.sentences(passage.text, { start: 0, end: passage.text.length })));
  const texts = placed.flatMap(({ passage: { text } }, i) => (cut[i]?.sentences ?? []).map(({ start, end }, s) => underTitle(cut[i]?.titles[s], text.slice(start, end))));
  const cosines = (query && (await cosinesTo(signal, parts, query, texts))) ?? [];
  signal.throwIfAborted();
  let at = 0;
  return placed.map(({ passage, rank, fused, cosine }, i) => {
    const { sentences, titles } = cut[i] ?? { sentences: [], titles: [] };
    const sentenceCosines = cosines.slice(at, (at += sentences.length));
    return { passage, view: { text: passage.text, sentences, titles, rank, fused, cosine, sentenceCosines } };
  });
}

/** A sentence means more under the title nearest to it: "Insurance", then "The Buyer shall provide it". */
const underTitle = (titles: string | undefined, sentence: string): string => [titles?.split('\n').findLast((line) => line !== ''), sentence].filter(Boolean).join(' ');

/** Parts titles from sentences: what looks like one, and what the document itself says is one. Each sentence has the headings of its passage above it, and the last title before it. */
function titled({ text, place }: Passage, all: readonly Span[]): { sentences: Span[]; titles: string[] } {
  const sentences: Span[] = [];
  const titles: string[] = [];
  let last = '';
  for (const span of all) {
    const sentence = text.slice(span.start, span.end);
    if (isLabel(sentence) || place.headings.includes(sentence)) last = sentence;
    else {
      sentences.push(span);
      titles.push([...place.headings, last].join('\n'));
    }
  }
  return { sentences, titles };
}
