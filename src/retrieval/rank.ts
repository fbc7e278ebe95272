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

/** How many places are kept for meaning. What each is: `rankingSettings`. */
interface Keeping {
  kept: number;
  keptWhereWordsMislead: number;
  nearEnough: number;
}

export type RankingLeaning = Leaning & Keeping;

interface Comparing {
  scaling: number;
  /** How many leading dimensions tell which others may be near to a passage. */
  leading: number;
  /** A cosine of the vectors in terms of the built-in model. */
  comparable: (cosine: number) => number;
}

interface Weighing extends Omit<FusionOptions, 'depth'> {
  towards: number;
}

export type RankingOptions = Comparing & Weighing & Keeping;

/**
 * @param query a unit vector, by which `byMeaning` was found
 * @returns every passage of either list once, best first. Its cosine is still the one to the query as it was asked, and its `fused` the worth
 *   that it has in the ranking
 */
export function rank(vectors: VectorPart, query: Float32Array, found: Found, options: RankingOptions): Fused[] {
  const compared = compare(vectors, query, found, options);
  return keepPlaces(weigh(compared, options), compared.nearest, placesKept(vectors, query, found, options));
}

type Like = PassageKey & { cosine: number };

/** How near everything is that was found: the same however words and meaning are weighed. */
interface Compared {
  byWord: readonly WordHit[];
  /** With what each half said of them. */
  passages: readonly Omit<Fused, 'fused'>[];
  /** By meaning, nearest first, and crowds counting for less. */
  nearest: Like[];
  /** The same, of a query moved towards the best of `ranked`. */
  nearestWhenMoved: (ranked: readonly Fused[], towards: number) => Like[];
}

export function compare(vectors: VectorPart, query: Float32Array, found: Found, { scaling, leading, comparable }: Comparing): Compared {
  const passages = unite(found);
  const crowded = crowding(vectors, found, passages, { share: scaling, leading });
  const likeTo = (vector: Float32Array): Like[] =>
    vectors
      .cosines(vector, passages)
      .flatMap((cosine, i) => (Number.isNaN(cosine) ? [] : { ...passages[i]!, cosine: comparable(cosine - crowded[i]!) }))
      .toSorted((a, b) => b.cosine - a.cosine);
  return { byWord: found.byWord, passages, nearest: likeTo(query), nearestWhenMoved: (ranked, towards) => likeTo(nearer(vectors, query, ranked, towards)) };
}

/** Every passage of either half once. */
function unite({ byWord, byMeaning }: Found): Compared['passages'] {
  const all = new Map<string, Compared['passages'][number]>(byWord.map(({ documentId, passage, score }) => [keyOf({ documentId, passage }), { documentId, passage, bm25: score }]));
  for (const { documentId, passage, cosine } of byMeaning) {
    const key = keyOf({ documentId, passage });
    all.set(key, { ...(all.get(key) ?? { documentId, passage }), cosine });
  }
  return [...all.values()];
}

/** The ranking before places are kept in it. */
export function weigh({ byWord, passages, nearest, nearestWhenMoved }: Compared, options: Weighing): Fused[] {
  const fuseWith = (likes: readonly Like[]) => fuse(byWord, likes, { ...options, depth: likes.length });
  const first = fuseWith(nearest);
  // Where few of the query's words were found, the best passages are best by chance, and nothing is to be learned from them.
  const vouched = options.wordWorth > 0 ? Math.min(1, (byWord[0]?.score ?? 0) / options.wordWorth) : 0;
  const towards = options.towards * vouched;
  return asAsked(towards === 0 ? first : fuseWith(nearestWhenMoved(first, towards)), passages);
}

/** With what each half said of a passage at first. */
function asAsked(ranked: readonly Fused[], passages: Compared['passages']): Fused[] {
  const first = new Map(passages.map((hit) => [keyOf(hit), hit]));
  return ranked.map((hit) => ({ ...first.get(keyOf(hit))!, fused: hit.fused }));
}

/** How many of the first places are kept for meaning: more where what the words found first is about something else, and they have it by chance. */
export function placesKept(vectors: VectorPart, query: Float32Array, { byWord, byMeaning }: Found, options: Keeping & Pick<Comparing, 'comparable'>): number {
  const { kept, keptWhereWordsMislead, nearEnough, comparable } = options;
  const [best, nearest] = [byWord[0], byMeaning[0]];
  if (!best || !nearest) return kept;
  const [cosine = Number.NaN] = vectors.cosines(query, [best]);
  return comparable(cosine) < nearEnough * nearest.cosine ? keptWhereWordsMislead : kept;
}

/** Places are kept among the first so many, the last of them. */
const FIRST = 5;

/**
 * Keeps places for what is nearest in meaning and not before them already. Words that many passages share can push a passage far down that
 * says the same in other words.
 * @param nearest by meaning, nearest first
 */
export function keepPlaces(ranked: readonly Fused[], nearest: readonly PassageKey[], kept: number): Fused[] {
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
