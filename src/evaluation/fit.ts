/** Two small convex problems of learning, solved by gradient descent with momentum and step size per weight (Adam: Kingma & Ba, 2015). */

export interface Choice {
  /** Of which at least one is right. */
  options: { values: readonly number[]; right: boolean }[];
  weight: number;
}

export interface LabelledRow {
  values: readonly number[];
  positive: boolean;
  weight: number;
}

/** Strength of the pull towards 0: among weights that explain the data alike, the smaller ones are taken. */
const RIDGE = 1e-3;
const ROUNDS = 400;
const STEP_SIZE = 0.05;

/** Minimises a convex function of `size` weights, given its gradient. */
function descend(size: number, gradientAt: (weights: readonly number[]) => Float64Array): number[] {
  const weights = Array.from({ length: size }, () => 0);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const gradient = gradientAt(weights);
    for (let i = 0; i < size; i += 1) {
      const slope = (gradient[i] ?? 0) + RIDGE * (weights[i] ?? 0);
      first[i] = 0.9 * (first[i] ?? 0) + 0.1 * slope;
      second[i] = 0.999 * (second[i] ?? 0) + 0.001 * slope * slope;
      const step = (first[i] ?? 0) / (1 - 0.9 ** round) / (Math.sqrt((second[i] ?? 0) / (1 - 0.999 ** round)) + 1e-8);
      weights[i] = (weights[i] ?? 0) - STEP_SIZE * step;
    }
  }
  return weights;
}

const score = (weights: readonly number[], values: readonly number[]): number => values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);

/** Weights under which, among the options of each choice, the right ones together get the greatest chance (softmax, cross entropy). */
export function fitSoftmax(choices: readonly Choice[], size: number): number[] {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  return descend(size, (weights) => {
    const gradient = new Float64Array(size);
    for (const { options, weight } of choices) {
      const scores = options.map(({ values }) => score(weights, values));
      const highest = Math.max(...scores);
      const powers = scores.map((value) => Math.exp(value - highest));
      const all = powers.reduce((sum, power) => sum + power, 0);
      const right = options.reduce((sum, option, i) => sum + (option.right ? (powers[i] ?? 0) : 0), 0);
      for (const [i, option] of options.entries()) {
        const chance = (powers[i] ?? 0) / all;
        const wanted = option.right ? (powers[i] ?? 0) / right : 0;
        for (const [k, value] of option.values.entries()) gradient[k] = (gradient[k] ?? 0) + ((chance - wanted) * value * weight) / total;
      }
    }
    return gradient;
  });
}

/** Logistic regression. @returns a weight for each value, and a constant after them */
export function fitLogistic(rows: readonly LabelledRow[], size: number): number[] {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  return descend(size + 1, (weights) => {
    const gradient = new Float64Array(size + 1);
    for (const { values, positive, weight } of rows) {
      const error = 1 / (1 + Math.exp(-score(weights, [...values, 1]))) - Number(positive);
      for (const [k, value] of [...values, 1].entries()) gradient[k] = (gradient[k] ?? 0) + (error * value * weight) / total;
    }
    return gradient;
  });
}
