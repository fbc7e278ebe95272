/** Which token comes next, by the scores that a model gives to all of them. */

/** Of the tokens by falling likelihood, only those that make up this much of it are drawn from: the long rest is noise (Holtzman et al., 2020). */
const NUCLEUS = 0.95;
/** Tokens this much less likely than the likeliest are not even sorted: all of them together are nothing. */
const NEGLIGIBLE = 1e-7;

/**
 * @param scores logits
 * @param temperature 0: the highest score, the first of equals
 * @param random from 0 to below 1. Not called at temperature 0.
 * @returns the token, or -1 when the scores are none: not a number, or all of them the same
 */
export function chooseToken(scores: Float32Array, temperature: number, random: () => number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let token = 0; token < scores.length; token += 1) {
    const score = scores[token]!;
    if (Number.isNaN(score)) return -1;
    if (score > scores[best]!) best = token;
    if (score < least) least = score;
  }
  const highest = scores[best] ?? Number.NaN;
  if (!Number.isFinite(highest) || highest === least) return -1;
  return temperature === 0 ? best : draw(scores, highest, temperature, random());
}

function draw(scores: Float32Array, highest: number, temperature: number, point: number): number {
  const likely: { token: number; weight: number }[] = [];
  scores.forEach((score, token) => {
    const weight = Math.exp((score - highest) / temperature);
    if (weight > NEGLIGIBLE) likely.push({ token, weight });
  });
  likely.sort((a, b) => b.weight - a.weight || a.token - b.token);
  const all = likely.reduce((sum, { weight }) => sum + weight, 0);
  let kept = 0;
  const nucleus = likely.filter(({ weight }) => {
    const wanted = kept < NUCLEUS * all;
    if (wanted) kept += weight;
    return wanted;
  });
  let left = point * kept;
  const drawn = nucleus.find(({ weight }) => (left -= weight) < 0) ?? nucleus.at(-1);
  return drawn?.token ?? -1;
}

/** Mulberry32 by Tommy Ettinger (public domain). @returns numbers from 0 to below 1, the same for the same seed */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
