/** The measures of retrieval and of answering or declining, as the field defines them. */

/** One query: the ids returned, best first, and how relevant each judged id is (0 or absent: not at all). */
export interface Ranking {
  ranked: readonly string[];
  relevance: ReadonlyMap<string, number>;
}

/**
 * Normalised discounted cumulative gain at `depth`, with linear gain, as trec_eval and BEIR compute it
 * (Järvelin & Kekäläinen, 2002): 1 is the best order there could be. 0 without any relevant id.
 */
export function ndcg({ ranked, relevance }: Ranking, depth: number): number {
  const discounted = (gains: readonly number[]) => gains.slice(0, depth).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
  const ideal = discounted([...relevance.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : discounted(ranked.map((id) => relevance.get(id) ?? 0)) / ideal;
}

/** Share of the relevant ids that are among the first `depth`. */
export function recall({ ranked, relevance }: Ranking, depth: number): number {
  const relevant = [...relevance].filter(([, grade]) => grade > 0).map(([id]) => id);
  const first = new Set(ranked.slice(0, depth));
  return relevant.length === 0 ? 0 : relevant.filter((id) => first.has(id)).length / relevant.length;
}

/** One over the place of the first relevant id; 0 when none was returned. */
export function reciprocalRank({ ranked, relevance }: Ranking): number {
  const place = ranked.findIndex((id) => (relevance.get(id) ?? 0) > 0);
  return place === -1 ? 0 : 1 / (place + 1);
}

export const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

/** A small, seeded source of chance (mulberry32), so that a figure is the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 95 % interval of the mean: percentile bootstrap over queries (Efron, 1979), 1,000 samples, seeded. */
export function bootstrapInterval(values: readonly number[], samples = 1_000): [number, number] {
  if (values.length === 0) return [0, 0];
  const random = seeded(20_261_121);
  const means = new Float64Array(samples);
  for (let s = 0; s < samples; s += 1) {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
    means[s] = sum / values.length;
  }
  means.sort();
  return [means[Math.floor(0.025 * samples)] ?? 0, means[Math.ceil(0.975 * samples) - 1] ?? 0];
}

/** A question answered or not: how sure the engine was, and whether what it would have said is right. */
export interface Decision {
  confidence: number;
  right: boolean;
}

/**
 * Area under the risk-coverage curve (El-Yaniv & Wiener, 2010): the mean share of wrong answers when only the surest 1, 2, … n are
 * given. 0 is perfect; equal to the share of wrong answers when confidence says nothing.
 */
export function riskCoverageArea(decisions: readonly Decision[]): number {
  const ordered = decisions.toSorted((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  return mean(ordered.map(({ right }, i) => (wrong += Number(!right)) / (i + 1)));
}

/** Chance that a positive is given a higher confidence than a negative (area under the ROC curve); ties count half. */
export function rocArea(positives: readonly number[], negatives: readonly number[]): number {
  const all = [...positives.map((value) => ({ value, positive: 1 })), ...negatives.map((value) => ({ value, positive: 0 }))].sort((a, b) => a.value - b.value);
  let below = 0;
  let wins = 0;
  for (let i = 0; i < all.length; ) {
    let tied = i;
    let [tiedPositives, tiedNegatives] = [0, 0];
    for (; tied < all.length && all[tied]?.value === all[i]?.value; tied += 1) {
      if (all[tied]?.positive) tiedPositives += 1;
      else tiedNegatives += 1;
    }
    wins += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    i = tied;
  }
  return positives.length * negatives.length === 0 ? 0 : wins / (positives.length * negatives.length);
}
