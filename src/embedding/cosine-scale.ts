/**
 * Brings the cosines of another model to those of the built-in one. What a cosine of 0.5 says differs from model to model: with some every
 * two English texts are above 0.7. The fusion, the floors and the weights of the features of a sentence were learned with the built-in model, so a
 * cosine of another is mapped by a straight line on which two known points lie: the mean cosine of questions with the passages that answer
 * them, and of questions with passages that answer others. This is a calibration by 24 hand-written pairs in English, and no more: it
 * puts the two means where they belong, not the spread around them, and says nothing of other languages or kinds of text. Floors learned
 * for a model from thousands of questions, as the built-in one's are, would be better.
 */
import type { Embedder } from './embedder.ts';
import { KNOWN_PAIRS } from './known-texts.ts';

export interface CosineMeans {
  /** Of each question with its own passage. */
  own: number;
  /** Of each question with every other passage. */
  other: number;
}

/** Of the model that ships with Carrel (carrel-static-en, revision 5), recomputed by the tests. */
export const BUILT_IN_MEANS: CosineMeans = { own: 0.4831, other: 0.0395 };

/** Floor of the built-in model (its profile.json), which after scaling holds for every model. */
export const BUILT_IN_FLOOR = { cosine: 0.361, calibration: 'That of the built-in model; cosines are brought to its scale by 24 pairs of known texts.' } as const;

/**
 * Distance between the two means under which a model does not tell the pairs apart, and a line through them would only enlarge noise. An
 * encoder with random weights, the one of the tests, reaches 0.034 by the words that the pairs share.
 */
const LEAST_DISTANCE = 0.05;

/**
 * Measures the two means of a loaded model.
 * @param dimensions leading dimensions that its vectors are cut to, which changes them
 */
export async function measureMeans(signal: AbortSignal, embedder: Embedder, dimensions = embedder.profile.dimensions): Promise<CosineMeans> {
  return meansOf(await pairCosines(signal, embedder, dimensions));
}

/** Of the known questions, those whose own passage is nearer to them than every other: all of 24 with the built-in model, one or so by chance. */
export async function countFound(signal: AbortSignal, embedder: Embedder): Promise<number> {
  const rows = await pairCosines(signal, embedder, embedder.profile.dimensions);
  return rows.filter((row, q) => row.every((cosine, p) => p === q || cosine < row[q]!)).length;
}

/** One row for each question, with its cosine to each passage. */
async function pairCosines(signal: AbortSignal, embedder: Embedder, dimensions: number): Promise<number[][]> {
  const questions = await embedder.embed(signal, 'query', KNOWN_PAIRS.map(({ question }) => question), dimensions);
  const passages = await embedder.embed(signal, 'document', KNOWN_PAIRS.map(({ passage }) => passage), dimensions);
  const of = (vectors: Float32Array, index: number) => vectors.subarray(index * dimensions, (index + 1) * dimensions);
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return KNOWN_PAIRS.map((_, q) => KNOWN_PAIRS.map((__, p) => dot(of(questions, q), of(passages, p))));
}

/** @param rows cosines of each question to each passage; a question's own passage has its number */
export function meansOf(rows: readonly (readonly number[])[]): CosineMeans {
  const own = rows.reduce((sum, row, q) => sum + row[q]!, 0);
  const all = rows.flat().reduce((sum, cosine) => sum + cosine, 0);
  return { own: own / rows.length, other: (all - own) / (rows.length * (rows.length - 1)) };
}

/**
 * The line `a · cosine + b` on which a model's two means become the built-in model's. A model that does not tell the pairs apart is
 * left as it is.
 */
export function scaleFrom({ own, other }: CosineMeans): { a: number; b: number } {
  if (!(own - other >= LEAST_DISTANCE)) return { a: 1, b: 0 };
  const a = (BUILT_IN_MEANS.own - BUILT_IN_MEANS.other) / (own - other);
  return { a, b: BUILT_IN_MEANS.own - a * own };
}
