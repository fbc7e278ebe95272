/** Gathers the evidence for one question, and decides whether it is enough to answer at all. */
import type { Evidence, EvidenceSet } from '../contract/answer.ts';
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage, Scope } from '../contract/search.ts';
import { calibration } from './calibration.ts';
import { findCandidates, type Candidates } from './candidates.ts';
import { cosinesTo } from './cosines.ts';
import { words } from '../lexical-index/words.ts';
import { namedDocuments } from './named-documents.ts';
import type { RetrievalParts } from './parts.ts';
import { analyse } from './question.ts';
import { sentenceFeatures, type PassageView, type WeighedQuestion } from './sentence-features.ts';
import { sentenceScores, strengthFeatures, strengthOf, type MeasuredView } from './strength.ts';
import { titled, underTitle } from './titled.ts';

/** Passages whose sentences are looked at. */
const CONSIDERED = 12;
/** Passages handed to a generator. */
const HANDED_ON = 6;
/** Best passages whose neighbours are looked at too. */
const WITH_NEIGHBOURS = 2;

/** Finds evidence for a question in the documents of the scope. Items come best first; without any, it is not sufficient. */
export async function gather(signal: AbortSignal, parts: RetrievalParts, text: string, scope: Scope): Promise<EvidenceSet> {
  const { measured, question } = await measureNamed(signal, parts, text, scope);
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

interface Asked {
  question: WeighedQuestion;
  measured: Measured[];
}

/** Finds the passages that may answer a question, and measures their sentences. Those without a sentence are left out. */
export async function measure(signal: AbortSignal, parts: RetrievalParts, text: string, scope: Scope): Promise<Asked> {
  const { placed, query } = await find(signal, parts, text, scope);
  const question = weigh(parts, text);
  return { question, measured: await measureAll(signal, parts, { question, query, placed }) };
}

/**
 * As `measure`. When the question names a few documents, what else it asks is looked for in those, and in passages of others that speak
 * of the same name: these passages alone are measured, by what is asked.
 */
async function measureNamed(signal: AbortSignal, parts: RetrievalParts, text: string, scope: Scope): Promise<Asked> {
  const { placed, query } = await find(signal, parts, text, scope);
  const named = await namedDocuments(parts, text, scope, placed.map(({ passage }) => passage));
  if (!named) {
    const question = weigh(parts, text);
    return { question, measured: await measureAll(signal, parts, { question, query, placed }) };
  }
  const question = weigh(parts, named.rest);
  const inside = await find(signal, parts, named.rest, named.documents);
  const known = new Set(inside.placed.map(({ passage }) => keyOf(passage.range.documentId, passage.range.start)));
  const elsewhere = placed.filter(({ passage }) => !known.has(keyOf(passage.range.documentId, passage.range.start)) && mentions(passage, named.terms));
  return { question, measured: await measureAll(signal, parts, { question, query: inside.query, placed: [...inside.placed, ...elsewhere] }) };
}

function mentions({ text, place }: Passage, terms: readonly string[]): boolean {
  const there = new Set(words([...place.headings, text].join(' ')).map(({ term }) => term));
  return terms.every((term) => there.has(term));
}

async function find(signal: AbortSignal, parts: RetrievalParts, text: string, scope: Scope): Promise<{ placed: Placed[]; query: Float32Array | undefined }> {
  signal.throwIfAborted();
  const candidates = await findCandidates(signal, parts, { text, scope, limit: CONSIDERED, wordsOnly: false });
  const placed = await withNeighbours(parts, candidates);
  signal.throwIfAborted();
  return { placed, query: candidates.query };
}

interface Found {
  question: WeighedQuestion;
  query: Float32Array | undefined;
  placed: readonly Placed[];
}

async function measureAll(signal: AbortSignal, parts: RetrievalParts, { question, query, placed }: Found): Promise<Measured[]> {
  const views = await look(signal, parts, query, placed);
  return views.flatMap(({ passage, view }) => {
    const features = sentenceFeatures(question, view);
    return features.length > 0 ? [{ passage, view, features }] : [];
  });
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

/** @param number of a passage, or where it starts */
const keyOf = (documentId: DocumentId, number: number): string => `${number}/${documentId}`;

/** The best passages, and what stands next to the very best: an answer may begin in one passage and end in the next. */
async function withNeighbours(parts: RetrievalParts, { ranked }: Candidates): Promise<Placed[]> {
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
