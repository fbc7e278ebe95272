/** The passages that may concern a query, found by word and by meaning: what searching and answering have in common. */
import type { DocumentId } from '../contract/range.ts';
import type { Scope } from '../contract/search.ts';
import { comparable } from './cosines.ts';
import { contentOf } from './function-words.ts';
import { leaningFor } from './leaning.ts';
import { words } from '../lexical-index/words.ts';
import { fuse, type Fused } from './fuse.ts';
import type { RetrievalParts } from './parts.ts';

/** Hits taken from each half before fusion. 400 changed no set by more than 0.002 nDCG@10, 50 lost up to 0.02. */
const DEPTH = 200;

export interface Candidates {
  ranked: Fused[];
  /** Whether meaning took part. */
  byMeaning: boolean;
  query: Float32Array | undefined;
}

export interface CandidateRequest {
  text: string;
  scope: Scope;
  limit: number;
  wordsOnly: boolean;
}

/** Candidates best first: at least `limit` of them when there are as many. */
export async function findCandidates(signal: AbortSignal, parts: RetrievalParts, request: CandidateRequest): Promise<Candidates> {
  const options = { limit: Math.max(DEPTH, request.limit), ...scopeOption(request.scope) };
  // While a person types, the last word may be the beginning of another, so nothing is taken out.
  const content = request.wordsOnly ? request.text : contentOf(request.text);
  const byWord = parts.lexical.search(content, { ...options, prefix: request.wordsOnly });
  const fusion = { wordWorth: wordWorth(parts, content), depth: options.limit };
  const query = request.wordsOnly || !parts.meaning ? undefined : await parts.embedQuery(signal, request.text);
  signal.throwIfAborted();
  if (!query?.some((value) => value !== 0) || !parts.meaning) return { ranked: fuse(byWord, [], { ...fusion, wordShare: 1, curve: 1 }), byMeaning: false, query: undefined };
  const { meaning } = parts;
  const byMeaning = parts.vectors.nearest(query, options).map((hit) => ({ ...hit, cosine: comparable(hit.cosine, meaning) }));
  const leaning = leaningFor(request.text, meaning.languages);
  return { ranked: keepPlace(fuse(byWord, byMeaning, { ...fusion, ...leaning })), byMeaning: byMeaning.length > 0, query };
}

/**
 * Place, from 0, that is kept for the passage nearest in meaning of those that are not before it already. Words that many passages share
 * can push it far down when it says the same in other words. This costs 0.001 nDCG@10 where words are right, and finds half as many again
 * of our paraphrases among the first five.
 */
const KEPT_PLACE = 4;

function keepPlace(ranked: readonly Fused[]): Fused[] {
  const rest = ranked.slice(KEPT_PLACE);
  const nearest = rest.reduce<Fused | undefined>((best, hit) => ((hit.cosine ?? 0) > (best?.cosine ?? 0) ? hit : best), undefined);
  if (!nearest) return [...ranked];
  // It takes the worth of its place, so that later steps keep it there.
  const kept = { ...nearest, fused: rest[0]?.fused ?? nearest.fused };
  return [...ranked.slice(0, KEPT_PLACE), kept, ...rest.filter((hit) => hit !== nearest)];
}

/** The sum of the rarities of the query's words. */
const wordWorth = (parts: RetrievalParts, text: string): number =>
  Array.from(parts.lexical.rarity(words(text).map(({ term }) => term))).reduce((sum, rarity) => sum + rarity, 0);

const scopeOption = (scope: Scope): { scope?: ReadonlySet<DocumentId> } => (scope === 'all' ? {} : { scope: new Set(scope) });
