/** How well passages are found: by word, by meaning, by both. */
import type { DocumentId } from '../contract/range.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { paragraphs } from '../extract/read-text.ts';
import { findCandidates } from '../retrieval/candidates.ts';
import { words } from '../lexical-index/words.ts';
import type { LexicalHit } from '../lexical-index/lexical-index.ts';
import type { VectorHit } from '../vector-index/vector-index.ts';
import { contentOf } from '../retrieval/function-words.ts';
import { TOWARDS } from '../retrieval/feedback.ts';
import { fuse } from '../retrieval/fuse.ts';
import { leaningFor } from '../retrieval/leaning.ts';
import { SCALING, tellingDimensions } from '../retrieval/local-scaling.ts';
import { rank, type RankingOptions } from '../retrieval/rank.ts';
import { keyOf, type PassageKey } from '../retrieval/parts.ts';
import { readBeir, readCovid, readSquadDev, readXquad, type ReadingSet, type RetrievalSet } from './data.ts';
import { cutDocument, documentOf, setUpDesk, type Desk } from './desk.ts';
import { setUpParaphrases } from './paraphrases.ts';
import { bootstrapInterval, mean, ndcg, recall, reciprocalRank, type Ranking } from './metrics.ts';

const MODES = ['words', 'meaning', 'both'] as const;
export type Mode = (typeof MODES)[number];

export interface RetrievalFigures {
  set: string;
  mode: Mode;
  queries: number;
  ndcg10: number;
  /** Of every other query only, those that no choice of fusion, scaling or feedback was made by. */
  heldOutNdcg10: number;
  /** 95 % bootstrap interval of ndcg10. */
  interval: [number, number];
  recall1: number;
  recall5: number;
  recall10: number;
  mrr: number;
  millisecondsPerQuery: number;
}

interface Prepared {
  name: string;
  desk: Desk;
  queries: { text: string; relevance: Map<string, number> }[];
  /** The id that the judgements use for a passage. */
  idOf: (documentId: DocumentId, passage: number) => string;
}

async function prepareBeir(set: RetrievalSet, model: Embedder | undefined): Promise<Prepared> {
  const document = documentOf(set.name, set.name, set.texts.map(({ text }) => text));
  return { name: set.name, queries: set.queries, desk: await setUpDesk([document], model), idOf: (_, passage) => set.texts[passage]?.id ?? '' };
}

/** Paragraphs as passages; only questions that have an answer. */
export async function prepareReading(set: ReadingSet, model: Embedder | undefined): Promise<Prepared> {
  const document = documentOf(set.name, set.name, set.paragraphs.map(({ text }) => text));
  const queries = set.questions
    .filter(({ answers }) => answers.length > 0)
    .map(({ text, paragraph }) => ({ text, relevance: new Map([[String(paragraph), 1]]) }));
  return { name: set.name, queries, desk: await setUpDesk([document], model), idOf: (_, passage) => String(passage) };
}

/** Paraphrases among other passages: what only meaning can find. */
async function prepareParaphrases(model: Embedder): Promise<Prepared> {
  const { desk, queries } = await setUpParaphrases(model);
  return { name: 'paraphrases', desk, queries, idOf: (_, passage) => String(passage) };
}

/** Long articles, cut as the product cuts them; relevant is each passage that holds a part of the answer. */
async function prepareCovid(model: Embedder): Promise<Prepared> {
  const set = readCovid();
  const documents = await Promise.all(set.paragraphs.map(({ text }, i) => cutDocument(model, String(i), String(i), text, paragraphs(text))));
  const queries = set.questions
    .filter(({ answers }) => answers.length > 0)
    .map(({ text, paragraph, answers, answerStart }) => {
      const end = answerStart + (answers[0]?.length ?? 0);
      const passages = documents[paragraph]?.passages ?? [];
      const relevant = passages.flatMap((passage, i) => (passage.start < end && passage.end > answerStart ? [`${paragraph}/${i}`] : []));
      return { text, relevance: new Map(relevant.map((id) => [id, 1])) };
    });
  return { name: set.name, queries, desk: await setUpDesk(documents, model), idOf: (documentId, passage) => `${documentId}/${passage}` };
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
    set: name, mode, queries: queries.length, ndcg10: mean(gains), heldOutNdcg10: mean(gains.filter((_, i) => i % 2 === 1)), interval: bootstrapInterval(gains),
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

/** Weights of the word half that are compared, and how much it makes of few and of many words. */
const SHARES = [0.4, 0.45, 0.5, 0.6];
const CURVES = [{ curve: 2, coordination: 0 }, { curve: 2, coordination: 0.5 }, { curve: 2, coordination: 1 }, { curve: 3, coordination: 0 }, { curve: 4, coordination: 0 }];
/** Strengths of local scaling and of relevance feedback that are compared. */
const STRENGTHS = [0, 0.3, 0.5, 0.7].flatMap((scaling) => [0, 0.35, 0.7, 1].map((towards) => ({ scaling, towards })));
const DEPTH = 200;

export interface FusionFigures {
  fusion: string;
  /** Mean over the sets of nDCG@10: of every other query, by which the shipped weight was chosen … */
  chosenBy: number;
  /** … and of the others. */
  heldOut: number;
}

/** Ways of fusion compared, on the sets in the language of the model and on our paraphrases. */
export async function compareFusions(model: Embedder): Promise<FusionFigures[]> {
  const bySet: Map<string, [number[], number[]]>[] = [];
  const sets = [...(['scifact', 'cranfield', 'med'] as const).map((folder) => prepareBeir(readBeir(folder), model)), prepareCovid(model)];
  sets.push(prepareReading(readSquadDev(), model), prepareParaphrases(model));
  for (const set of sets) bySet.push(await fusionGains(await set));
  const names = [...(bySet[0]?.keys() ?? [])];
  const meanOf = (fusion: string, half: 0 | 1) => mean(bySet.map((gains) => mean(gains.get(fusion)?.[half] ?? [])));
  return names.map((fusion) => ({ fusion, chosenBy: meanOf(fusion, 0), heldOut: meanOf(fusion, 1) }));
}

/** Most queries of one set that are looked at: enough for a difference of 0.005. */
const MOST_QUERIES = 1_500;

async function fusionGains({ desk, queries, idOf }: Prepared): Promise<Map<string, [number[], number[]]>> {
  const never = new AbortController().signal;
  const gains = new Map<string, [number[], number[]]>();
  const step = Math.max(1, Math.floor(queries.length / MOST_QUERIES));
  for (const [number, { text, relevance }] of queries.filter((_, i) => i % step === 0).entries()) {
    const content = contentOf(text);
    const byWord = desk.lexical.search(content, { limit: DEPTH });
    const query = await desk.parts.embedQuery(never, text);
    const byMeaning = query ? desk.vectors.nearest(query, { limit: DEPTH }) : [];
    const add = (fusion: string, hits: readonly PassageKey[]) => {
      const ranked = hits.slice(0, 10).map(({ documentId, passage }) => idOf(documentId, passage));
      const halves = gains.get(fusion) ?? [[], []];
      halves[number % 2 === 0 ? 0 : 1].push(ndcg({ ranked, relevance }, 10));
      gains.set(fusion, halves);
    };
    const leading = desk.parts.meaning ? tellingDimensions(desk.parts.meaning) : desk.vectors.dimensions;
    const wordWorth = desk.lexical.rarity(words(content).map(({ term }) => term)).reduce((sum, rarity) => sum + rarity, 0);
    const ranked = (changes: Partial<RankingOptions>) =>
      query
        ? rank(desk.vectors, query, { byWord, byMeaning }, {
            ...leaningFor(text, ['en']), wordWorth, depth: DEPTH, scaling: SCALING, leading, towards: TOWARDS, comparable: (cosine) => cosine, ...changes,
          })
        : byWord;
    for (const strengths of STRENGTHS) add(`scaling ${strengths.scaling}, towards ${strengths.towards}`, ranked(strengths));
    for (const curve of CURVES) {
      const name = `share of worth ^${curve.curve}, coverage ^${curve.coordination}`;
      for (const wordShare of SHARES) add(`${name}, words ${wordShare}`, ranked({ ...curve, wordShare }));
    }
    for (const wordShare of SHARES) add(`min-max, words ${wordShare}`, byMinMax(byWord, byMeaning, wordShare));
    add('reciprocal rank', byReciprocalRank(byWord, byMeaning));
  }
  return gains;
}

/** Each list's scores brought to 0…1 for this query, then mixed: measured here, not shipped. */
function byMinMax(byWord: readonly LexicalHit[], byMeaning: readonly VectorHit[], wordShare: number): PassageKey[] {
  const cosines = byMeaning.map(({ cosine }) => cosine);
  const [low, high] = [Math.min(...cosines), Math.max(...cosines)];
  const normal = byMeaning.map((hit) => ({ ...hit, cosine: high > low ? (hit.cosine - low) / (high - low) : 1 }));
  return fuse(byWord, normal, { wordShare, curve: 1, coordination: 0, wordWorth: byWord[0]?.score ?? 1, depth: Number.POSITIVE_INFINITY });
}

/** Reciprocal rank fusion (Cormack et al., 2009), the usual alternative: measured here, not shipped. */
function byReciprocalRank(...rankings: readonly (readonly PassageKey[])[]): PassageKey[] {
  const scores = new Map<string, { hit: PassageKey; score: number }>();
  for (const ranking of rankings) {
    for (const [place, hit] of ranking.entries()) {
      const key = keyOf(hit);
      scores.set(key, { hit, score: (scores.get(key)?.score ?? 0) + 1 / (61 + place) });
    }
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map(({ hit }) => hit);
}
