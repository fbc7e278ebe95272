/** How good each sentence is, and how sure it is that the evidence answers the question at all: what "not in your documents" is decided on. */
import { calibration } from './calibration.ts';
import { SENTENCE_FEATURES, type PassageView } from './sentence-features.ts';

/** A passage with what was measured of each of its sentences. */
export interface MeasuredView {
  view: PassageView;
  /** A row of SENTENCE_FEATURES for each sentence. */
  features: readonly (readonly number[])[];
}

export const dotProduct = (weights: readonly number[], values: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);

/**
 * Chance of each sentence to be the one that answers, if one of them does: softmax over all sentences of all passages.
 * @returns a row for each passage; all values together sum to 1
 */
export function sentenceScores(measured: readonly MeasuredView[], weights: readonly number[] = calibration.sentence): number[][] {
  const values = measured.map(({ features }) => features.map((row) => dotProduct(weights, row)));
  const highest = Math.max(...values.flat());
  const powers = values.map((row) => row.map((value) => Math.exp(value - highest)));
  const total = powers.flat().reduce((sum, power) => sum + power, 0);
  return powers.map((row) => row.map((power) => power / total));
}

/** Features of the best sentence that count for strength as well. */
const OF_BEST = ['cover', 'forms', 'coverPassage', 'namesCovered', 'kindMissing'] as const satisfies readonly (typeof SENTENCE_FEATURES)[number][];

/** Names of what strength is learned from, in the order of the values. */
export const STRENGTH_FEATURES = ['best', ...OF_BEST, 'passageCosine', 'sentenceCosine', 'fused', 'length'] as const;

/** Brings the sum of weighted features to the size of the others. */
const BEST_SCALE = 0.1;

/**
 * The evidence for one question as numbers.
 * @param termCount terms of the question
 * @returns `undefined` when there is no sentence at all
 */
export function strengthFeatures(
  measured: readonly MeasuredView[],
  termCount: number,
  weights: readonly number[] = calibration.sentence,
): number[] | undefined {
  const rows = measured.flatMap(({ features }) => features);
  const values = rows.map((row) => dotProduct(weights, row));
  const best = Math.max(...values);
  if (rows.length === 0) return undefined;
  const views = measured.map(({ view }) => view);
  return [
    best * BEST_SCALE,
    ...OF_BEST.map((name) => rows[values.indexOf(best)]?.[SENTENCE_FEATURES.indexOf(name)] ?? 0),
    Math.max(...views.map(({ cosine }) => cosine)),
    Math.max(0, ...views.flatMap(({ sentenceCosines }) => [...sentenceCosines])),
    Math.max(...views.map(({ fused }) => fused)),
    Math.min(1, termCount / 8),
  ];
}

/** Probability, 0…1, by logistic regression: a weight for each feature, and a constant after them. */
export function strengthOf(features: readonly number[], weights: readonly number[] = calibration.strength): number {
  return 1 / (1 + Math.exp(-dotProduct(weights, [...features, 1])));
}
