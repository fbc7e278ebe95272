/** One ranking of what was found by word and by meaning: twice, the second time with the query nearer to what it found. */
import { nearer } from './feedback.ts';
import { fuse, type Fused, type FusionOptions, type Leaning } from './fuse.ts';
import { crowding } from './local-scaling.ts';
import { keyOf, type PassageKey, type VectorPart, type WordHit } from './parts.ts';

export interface Found {
  /** Best first. */
  byWord: readonly WordHit[];
  /** Best first, cosines in terms of the built-in model. */
  byMeaning: readonly (PassageKey & { cosine: number })[];
}

/** What each is: `rankingSettings`. */
export interface RankingLeaning extends Leaning {
  kept: number;
  keptWhereWordsMislead: number;
  nearEnough: number;
}

export interface RankingOptions extends FusionOptions, RankingLeaning {
  scaling: number;
  towards: number;
  /** How many leading dimensions tell which others may be near to a passage. */
  leading: number;
  /** A cosine of the vectors in terms of the built-in model. */
  comparable: (cosine: number) => number;
}

/**
 * @param query a unit vector, by which `byMeaning` was found
 * @returns every passage of either list once, best first. Its cosine is still the one to the query as it was asked, and its `fused` the worth
 *   that it has in the ranking
 */
export function rank(vectors: VectorPart, query: Float32Array, { byWord, byMeaning }: Found, options: RankingOptions): Fused[] {
  const { scaling, leading, towards, comparable, wordWorth } = options;
  const found = fuse(byWord, byMeaning, options);
  const crowded = crowding(vectors, { byWord, byMeaning }, found, { share: scaling, leading });
  const likeTo = (vector: Float32Array) =>
    vectors
      .cosines(vector, found)
      .flatMap((cosine, i) => (Number.isNaN(cosine) ? [] : { ...found[i]!, cosine: comparable(cosine - crowded[i]!) }))
      .toSorted((a, b) => b.cosine - a.cosine);
  const fuseAgain = (likes: ReturnType<typeof likeTo>) => fuse(byWord, likes, { ...options, depth: likes.length });

  const outstanding = likeTo(query);
  // Where few of the query's words were found, the best passages are best by chance, and nothing is to be learned from them.
  const vouched = wordWorth > 0 ? Math.min(1, (byWord[0]?.score ?? 0) / wordWorth) : 0;
  const ranked = fuseAgain(likeTo(nearer(vectors, query, fuseAgain(outstanding), towards * vouched)));
  const kept = wordsMislead(vectors, query, { byWord, byMeaning }, options) ? options.keptWhereWordsMislead : options.kept;
  return asAsked(keepPlaces(ranked, outstanding, kept), found);
}

/** With what each half said of a passage at first. */
function asAsked(ranked: readonly Fused[], found: readonly Fused[]): Fused[] {
  const first = new Map(found.map((hit) => [keyOf(hit), hit]));
  return ranked.map((hit) => ({ ...first.get(keyOf(hit))!, fused: hit.fused }));
}

/** Whether what the words found first is about something else than what meaning found first: then it has them by chance. */
function wordsMislead(vectors: VectorPart, query: Float32Array, { byWord, byMeaning }: Found, { comparable, nearEnough }: RankingOptions): boolean {
  const [best, nearest] = [byWord[0], byMeaning[0]];
  if (!best || !nearest) return false;
  const [cosine = Number.NaN] = vectors.cosines(query, [best]);
  return comparable(cosine) < nearEnough * nearest.cosine;
}

/** Places are kept among the first so many, the last of them. */
const FIRST = 5;

/**
 * Keeps places for what is nearest in meaning and not before them already. Words that many passages share can push a passage far down that
 * says the same in other words.
 * @param nearest by meaning, nearest first
 */
function keepPlaces(ranked: readonly Fused[], nearest: readonly PassageKey[], kept: number): Fused[] {
  let hits = [...ranked];
  for (let place = FIRST - kept; place < FIRST; place++) hits = keepPlace(hits, nearest, place);
  return hits;
}

function keepPlace(ranked: Fused[], nearest: readonly PassageKey[], place: number): Fused[] {
  const [before, rest] = [ranked.slice(0, place), ranked.slice(place)];
  const taken = new Set(before.map(keyOf));
  const next = nearest.find((hit) => !taken.has(keyOf(hit)));
  const kept = next && rest.find((hit) => keyOf(hit) === keyOf(next));
  if (!kept) return ranked;
  // It takes the worth of its place, so that later steps keep it there.
  return [...before, { ...kept, fused: rest[0]?.fused ?? kept.fused }, ...rest.filter((hit) => hit !== kept)];
}
