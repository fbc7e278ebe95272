/** How much each setting of the ranking counts for, and what the usual ways of fusion find instead. */
import type { Embedder } from '../embedding/embedder.ts';
import { fuse } from '../retrieval/fuse.ts';
import { keyOf, type PassageKey } from '../retrieval/parts.ts';
import { rankingSettings } from '../retrieval/ranking-settings.ts';
import { askAll, byEngine, meanOverSets, type Question, type RankBy, type Settings } from './folds.ts';
import { VALUES } from './ranking-grid.ts';
import { PARAPHRASES } from './sets.ts';

export interface FusionFigures {
  fusion: string;
  /** Mean nDCG@10 over the sets in the language of the model, of the questions that chose `rankingSettings`. */
  ndcg10: number;
  /** Recall@5 of both lists of paraphrases. */
  paraphrases: number;
}

/** What is shipped, each of its settings changed alone, and the usual ways of fusion. */
export async function compareFusions(model: Embedder): Promise<FusionFigures[]> {
  const questions = await askAll(model, 'known');
  const [others, ours] = [false, true].map((ours) => questions.filter(({ library }) => (library.name === PARAPHRASES) === ours)) as [Question[], Question[]];
  const figures = (fusion: string, rankBy: RankBy): FusionFigures => ({ fusion, ndcg10: meanOverSets(others, rankBy), paraphrases: meanOverSets(ours, rankBy) });
  const { unknownLanguage: _, unknownScript: __, ...values } = VALUES;
  const changes = Object.entries(values).flatMap(([name, list]) => list.map((value) => ({ [name]: value })).filter((change) => !isShipped(change)));
  return [
    figures('as shipped', byEngine(rankingSettings)),
    ...changes.map((change) => figures(JSON.stringify(change), byEngine({ ...rankingSettings, ...change }))),
    figures('words alone', ({ byWord }) => byWord),
    ...[0.4, 0.5, 0.6, 0.7].map((wordShare) => figures(`min-max, words ${wordShare}`, byMinMax(wordShare))),
    figures('reciprocal rank', byReciprocalRank),
  ];
}

const isShipped = (change: Partial<Settings>): boolean => Object.entries(change).every(([name, value]) => rankingSettings[name as keyof Settings] === value);

/** Each list's scores brought to 0…1 for this query, then mixed: measured here, not shipped. */
const byMinMax = (wordShare: number): RankBy => ({ byWord, byMeaning }) => {
  const cosines = byMeaning.map(({ cosine }) => cosine);
  const [low, high] = [Math.min(...cosines), Math.max(...cosines)];
  const normal = byMeaning.map((hit) => ({ ...hit, cosine: high > low ? (hit.cosine - low) / (high - low) : 1 }));
  return fuse(byWord, normal, { wordShare, curve: 1, wordWorth: byWord[0]?.score ?? 1, depth: Number.POSITIVE_INFINITY });
};

/** Reciprocal rank fusion (Cormack et al., 2009), the usual alternative: measured here, not shipped. */
const byReciprocalRank: RankBy = ({ byWord, byMeaning }) => {
  const scores = new Map<string, { hit: PassageKey; score: number }>();
  for (const ranking of [byWord, byMeaning]) {
    for (const [place, hit] of ranking.entries()) {
      const key = keyOf(hit);
      scores.set(key, { hit, score: (scores.get(key)?.score ?? 0) + 1 / (61 + place) });
    }
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map(({ hit }) => hit);
};
