/** The passages that may concern a query, found by word and by meaning: what searching and answering have in common. */
import type { DocumentId } from '../contract/range.ts';
import type { Scope } from '../contract/search.ts';
import { comparable } from './cosines.ts';
import { contentOf } from './function-words.ts';
import { leaningFor } from './leaning.ts';
import { words } from '../lexical-index/words.ts';
import { fuse, type Fused } from './fuse.ts';
import { tellingDimensions } from './local-scaling.ts';
import type { MeaningFacts, RetrievalParts } from './parts.ts';
import { rank, type Found, type RankingOptions } from './rank.ts';
import { rankingSettings } from './ranking-settings.ts';

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

/** What both halves of a search find, to be ranked. */
export interface Halves extends Found {
  text: string;
  /** What the query's words are worth: the sum of their rarities. */
  wordWorth: number;
  /** A unit vector. `undefined` when words decide alone. */
  query: Float32Array | undefined;
}

/** Candidates best first: at least `limit` of them when there are as many. */
export async function findCandidates(signal: AbortSignal, parts: RetrievalParts, request: CandidateRequest): Promise<Candidates> {
  const halves = await findHalves(signal, parts, request);
  return { ranked: rankHalves(parts, halves), byMeaning: halves.byMeaning.length > 0, query: halves.query };
}

export async function findHalves(signal: AbortSignal, parts: RetrievalParts, { text, scope, limit, wordsOnly }: CandidateRequest): Promise<Halves> {
  const options = { limit: Math.max(DEPTH, limit), ...scopeOption(scope) };
  // While a person types, the last word may be the beginning of another, so nothing is taken out.
  const content = wordsOnly ? text : contentOf(text);
  const byWord = parts.lexical.search(content, { ...options, prefix: wordsOnly });
  const found = { text, byWord, wordWorth: wordWorth(parts, content) };
  const query = wordsOnly || !parts.meaning ? undefined : await parts.embedQuery(signal, text);
  signal.throwIfAborted();
  if (!query?.some((value) => value !== 0)) return { ...found, byMeaning: [], query: undefined };
  const byMeaning = parts.vectors.nearest(query, options).map((hit) => ({ ...hit, cosine: comparable(hit.cosine, parts.meaning) }));
  return { ...found, byMeaning, query };
}

/** @param settings those that are shipped, unless others are measured */
export function rankHalves({ vectors, meaning }: Pick<RetrievalParts, 'vectors' | 'meaning'>, halves: Halves, settings = rankingSettings): Fused[] {
  if (!halves.query || !meaning) return fuse(halves.byWord, [], { ...halves, wordShare: 1, curve: 1, depth: DEPTH });
  return rank(vectors, halves.query, halves, rankingOptions(meaning, halves, settings));
}

export function rankingOptions(meaning: MeaningFacts, { text, wordWorth }: Halves, settings: typeof rankingSettings): RankingOptions {
  const { scaling, towards } = settings;
  const leaning = leaningFor(text, meaning.languages, settings);
  return { ...leaning, wordWorth, scaling, towards, leading: tellingDimensions(meaning), comparable: (cosine) => comparable(cosine, meaning) };
}

const wordWorth = (parts: Pick<RetrievalParts, 'lexical'>, text: string): number =>
  Array.from(parts.lexical.rarity(words(text).map(({ term }) => term))).reduce((sum, rarity) => sum + rarity, 0);

const scopeOption = (scope: Scope): { scope?: ReadonlySet<DocumentId> } => (scope === 'all' ? {} : { scope: new Set(scope) });
