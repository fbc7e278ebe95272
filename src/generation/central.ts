/**
 * Which sentences of a text stand for it: those that are most like all the others, from all over it, and not two that say the same.
 * Degree centrality of the sentence graph with continuous weights (LexRank: Erkan & Radev, 2004), which is the similarity to the mean.
 */
import { tokensOf } from './tokens.ts';

/** Buckets that words fall into when no model gives vectors. Two of a hundred different words sharing one changes no order that matters. */
export const WORD_BUCKETS = 256;

/** A unit vector of the words of a text; zeros for one without words. */
export function wordVector(text: string): Float32Array {
  const vector = new Float32Array(WORD_BUCKETS);
  for (const { folded, content } of tokensOf(text)) if (content) vector[bucketOf(folded)]! += 1;
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a, of the first letters: forms of a word fall together. */
const LETTERS = 6;
function bucketOf(word: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < Math.min(LETTERS, word.length); i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 16_777_619);
  return (hash >>> 0) % WORD_BUCKETS;
}

/** @param vectors unit vectors one after the other @returns the mean cosine of each to all, from -1 to 1 */
export function centralities(vectors: Float32Array, dimensions: number): Float32Array {
  const count = vectors.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < vectors.length; i += 1) mean[i % dimensions]! += vectors[i]! / count;
  return Float32Array.from({ length: count }, (_, i) => mean.reduce((sum, value, k) => sum + value * vectors[i * dimensions + k]!, 0));
}

export interface Candidate {
  /** How well it stands for the text by itself. */
  score: number;
  /** The part of the text it is in. */
  section: number;
}

/** What likeness to a chosen one costs, as a share of the highest score: a copy loses it all. */
const LIKENESS_COST = 0.8;
/** A section that has spoken already counts so much less, for every time it did. */
const SECTION_COST = 0.25;

/**
 * Chooses greedily: the best, less what it repeats (maximal marginal relevance: Carbonell & Goldstein, 1998) and less where its section has
 * had a word already.
 * @returns numbers of the chosen, in the order of the text
 */
export function spreadChoice(candidates: readonly Candidate[], vectors: Float32Array, dimensions: number, wanted: number): number[] {
  const highest = Math.max(0, ...candidates.map(({ score }) => score)) || 1;
  const likest = new Float32Array(candidates.length);
  const spoken = new Map<number, number>();
  const chosen: number[] = [];
  const worth = (i: number) => candidates[i]!.score - highest * (LIKENESS_COST * likest[i]! + SECTION_COST * (spoken.get(candidates[i]!.section) ?? 0));
  while (chosen.length < Math.min(wanted, candidates.length)) {
    const left = candidates.map((_, i) => i).filter((i) => !chosen.includes(i));
    const best = left.reduce((a, b) => (worth(b) > worth(a) ? b : a));
    // Word for word the same again says nothing, even where nothing else is left.
    if (likest[best]! > 0.98) break;
    chosen.push(best);
    spoken.set(candidates[best]!.section, (spoken.get(candidates[best]!.section) ?? 0) + 1);
    for (const i of left) likest[i] = Math.max(likest[i]!, cosine(vectors, dimensions, i, best));
  }
  return chosen.toSorted((a, b) => a - b);
}

function cosine(vectors: Float32Array, dimensions: number, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < dimensions; k += 1) sum += vectors[a * dimensions + k]! * vectors[b * dimensions + k]!;
  return sum;
}
