/** Chosen by `node scripts/eval.mjs choose`, which writes this file, by queries of the test sets and cross-validated. Not edited by hand. */
export const rankingSettings = {
  /** Weight of the word half, 0…1; the meaning half has the rest. */
  wordShare: 0.5,
  /** Power to which the word half is raised: above 1, a few of the words count for less than their number. */
  curve: 2,
  /** Local scaling: the share of a passage's density that is taken off its cosine. */
  scaling: 0.5,
  /** Relevance feedback: how far the query is moved towards the best passages, as a share of its length, when one of them has all of its words. */
  towards: 1.5,
  /** Of the first five places, how many are kept for the passages nearest in meaning. */
  kept: 2,
  /** The same, where the words mislead … */
  keptWhereWordsMislead: 3,
  /** … because the passage best by its words has less than this share of the nearest passage's cosine. */
  nearEnough: 0.8,
  /** Weight of the word half for a query in a language that the model does not know. */
  unknownLanguage: 0.5,
  /** The same, in a script that it cannot read. */
  unknownScript: 0.8,
};
