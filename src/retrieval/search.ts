/** Answers a query with passages: by word at once while a person types, by word and meaning when they stop. */
import type { Hit, Passage, SearchRequest, SearchResult } from '../contract/search.ts';
import type { Span } from '../contract/range.ts';
import { marks as marksOf } from '../lexical-index/marks.ts';
import { findCandidates } from './candidates.ts';
import { contentOf } from './function-words.ts';
import type { Fused } from './fuse.ts';
import { isFaint, lowestCosine } from './lowest-cosine.ts';
import type { RetrievalParts } from './parts.ts';
import { cosinesTo } from './cosines.ts';
import { snippet } from './snippet.ts';
import { spread, type Spreadable } from './spread.ts';

/** Passages read for each hit wanted, so that repetitions can be left out without leaving holes. */
const SPARE = 2;

/**
 * Finds the passages that concern a query, best first, each with the part worth showing.
 * @throws AbortError (DOMException) when the signal says so
 */
export async function search(signal: AbortSignal, parts: RetrievalParts, request: SearchRequest): Promise<SearchResult> {
  const started = performance.now();
  signal.throwIfAborted();
  const { ranked, byMeaning, query } = await findCandidates(signal, parts, request);
  const floor = parts.meaning?.relevanceFloor ?? 1;
  const lowest = query ? await lowestCosine(parts, request.text) : floor;
  const wanted = ranked.filter((hit) => !isFaint(hit, lowest)).slice(0, request.limit * SPARE);
  const found = await readPassages(parts, wanted);
  signal.throwIfAborted();
  const kept = spread(found, request.scope !== 'all' && request.scope.length === 1).slice(0, request.limit);
  const hits: Hit[] = [];
  for (const candidate of kept) hits.push(await toHit(signal, parts, candidate, { request, query, floor }));
  return { hits, byMeaning, milliseconds: performance.now() - started };
}

interface Found extends Fused, Spreadable {
  found: Passage;
}

async function readPassages(parts: RetrievalParts, wanted: readonly Fused[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const candidate of wanted) {
    const passage = await parts.passage(candidate.documentId, candidate.passage);
    if (passage) found.push({ ...candidate, found: passage, sameness: sameness(passage.text), score: candidate.fused });
  }
  return found;
}

interface Asked {
  request: SearchRequest;
  query: Float32Array | undefined;
  floor: number;
}

async function toHit(signal: AbortSignal, parts: RetrievalParts, candidate: Found, { request, query, floor }: Asked): Promise<Hit> {
  const { found: passage, fused, bm25, cosine } = candidate;
  const { text, range } = passage;
  const rarity = (terms: readonly string[]) => Array.from(parts.lexical.rarity(terms));
  // "of" is what a query is built with, not what it is about: it is marked only where nothing else is.
  const marked = (words: string) => marksOf(text, words, { prefix: request.wordsOnly, rarity });
  const telling = bm25 === undefined ? [] : marked(contentOf(request.text));
  const marks = bm25 === undefined || telling.length > 0 ? telling : marked(request.text);
  const sentences = parts.sentences(text, { start: 0, end: text.length });
  const bySense = marks.length === 0 && query;
  const scores = bySense ? await cosinesTo(signal, parts, query, sentences.map(({ start, end }) => text.slice(start, end))) : undefined;
  return {
    passage,
    snippet: shift(snippet(text, sentences, marks, scores), range.start),
    marks: marks.map((mark) => shift(mark, range.start)),
    foundBy: foundBy(bm25, cosine, floor),
    scores: { fused, ...(bm25 === undefined ? {} : { bm25 }), ...(cosine === undefined ? {} : { cosine }) },
  };
}

function foundBy(bm25: number | undefined, cosine: number | undefined, floor: number): Hit['foundBy'] {
  if (bm25 === undefined) return 'meaning';
  return cosine !== undefined && cosine >= floor ? 'both' : 'word';
}

/** Page numbers and dates differ in what is otherwise the same running title. */
const sameness = (text: string): string => text.toLowerCase().replace(/[\s\p{N}]+/gu, ' ');

const shift = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
