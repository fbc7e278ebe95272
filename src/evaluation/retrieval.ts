/** How well passages are found: by word, by meaning, by both; with `rankingSettings`, which were chosen by some of these questions (choose-ranking.ts). */
import type { Embedder } from '../embedding/embedder.ts';
import { findCandidates } from '../retrieval/candidates.ts';
import { readBeir, readSquadDev, readXquad } from './data.ts';
import type { Desk } from './desk.ts';
import { bootstrapInterval, mean, ndcg, recall, reciprocalRank, type Ranking } from './metrics.ts';
import { prepareBeir, prepareCovid, prepareReading, type Prepared } from './sets.ts';

const MODES = ['words', 'meaning', 'both'] as const;
export type Mode = (typeof MODES)[number];

export interface RetrievalFigures {
  set: string;
  mode: Mode;
  queries: number;
  ndcg10: number;
  /** 95 % bootstrap interval of ndcg10. */
  interval: [number, number];
  recall1: number;
  recall5: number;
  recall10: number;
  mrr: number;
  millisecondsPerQuery: number;
}

async function figuresOf({ name, desk, queries, idOf }: Prepared, mode: Mode): Promise<RetrievalFigures> {
  const never = new AbortController().signal;
  const started = performance.now();
  const rankings: Ranking[] = [];
  for (const { text, relevance } of queries) {
    const hits = await hitsOf(never, desk, text, mode);
    rankings.push({ ranked: hits.slice(0, 10).map(({ documentId, passage }) => idOf(documentId, passage)), relevance });
  }
  const millisecondsPerQuery = (performance.now() - started) / queries.length;
  const gains = rankings.map((ranking) => ndcg(ranking, 10));
  const recallAt = (depth: number) => mean(rankings.map((ranking) => recall(ranking, depth)));
  return {
    set: name, mode, queries: queries.length, ndcg10: mean(gains), interval: bootstrapInterval(gains),
    recall1: recallAt(1), recall5: recallAt(5), recall10: recallAt(10), mrr: mean(rankings.map(reciprocalRank)), millisecondsPerQuery,
  };
}

async function hitsOf(signal: AbortSignal, { parts, lexical, vectors }: Desk, text: string, mode: Mode) {
  if (mode === 'words') return lexical.search(text, { limit: 10 });
  if (mode === 'both') return (await findCandidates(signal, parts, { text, scope: 'all', limit: 10, wordsOnly: false })).ranked;
  const query = await parts.embedQuery(signal, text);
  return query ? vectors.nearest(query, { limit: 10 }) : [];
}

/** Every set, every mode. */
export async function evaluateRetrieval(model: Embedder | undefined): Promise<RetrievalFigures[]> {
  const modes = model ? MODES : (['words'] as const);
  const figures: RetrievalFigures[] = [];
  const prepared = [
    ...(['scifact', 'cranfield', 'med'] as const).map((folder) => () => prepareBeir(readBeir(folder), model)),
    () => prepareReading(readSquadDev(), model),
    ...['en', 'es', 'de', 'zh', 'ar'].map((language) => () => prepareReading(readXquad(language), model)),
    ...(model ? [() => prepareCovid(model)] : []),
  ];
  for (const prepare of prepared) {
    const set = await prepare();
    for (const mode of modes) figures.push(await figuresOf(set, mode));
  }
  return figures;
}
