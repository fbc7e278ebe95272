/** Which settings of the ranking find most: chosen by questions that are not reported, and compared on those and on the others. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Embedder } from '../embedding/embedder.ts';
import { DEPTH, wordWorth } from '../retrieval/candidates.ts';
import { contentOf } from '../retrieval/function-words.ts';
import { fuse } from '../retrieval/fuse.ts';
import { leaningFor } from '../retrieval/leaning.ts';
import { tellingDimensions } from '../retrieval/local-scaling.ts';
import { keyOf, type PassageKey } from '../retrieval/parts.ts';
import { rank, type Found } from '../retrieval/rank.ts';
import { rankingSettings } from '../retrieval/ranking-settings.ts';
import { inRepository, readBeir, readSquadDev, readXquad } from './data.ts';
import { mean, ndcg, recall, type Ranking } from './metrics.ts';
import { pairsToChooseBy, paraphrases } from './paraphrases.ts';
import { prepareBeir, prepareCovid, prepareParaphrases, prepareReading, type Prepared } from './sets.ts';

type Settings = typeof rankingSettings;
type Values = { [S in keyof Settings]?: readonly number[] };

/**
 * The values that are tried, the simplest first, in groups of those that depend on each other: a group is tried in every combination. Each
 * is chosen on the sets that it concerns.
 */
const GROUPS: readonly { sets: keyof typeof SETS; values: Values }[] = [
  { sets: 'known', values: { curve: [1, 2, 3, 4], wordShare: [0.5, 0.4, 0.6, 0.3, 0.7] } },
  { sets: 'known', values: { scaling: [0, 0.3, 0.5, 0.7], towards: [0, 0.5, 1] } },
  { sets: 'known', values: { kept: [0, 1, 2], nearEnough: [0, 0.6, 0.7, 0.8, 0.9], keptWhereWordsMislead: [2, 3, 4] } },
  { sets: 'unknownLanguage', values: { unknownLanguage: [0.5, 0.6, 0.7, 0.8, 0.9] } },
  { sets: 'unknownScript', values: { unknownScript: [0.5, 0.6, 0.7, 0.8, 0.9] } },
];

/** With places kept for meaning other weights do best than without, so they are kept from the beginning: a climb without ends on a lower hill. */
const START: Partial<Settings> = { kept: 1, nearEnough: 0.7, keptWhereWordsMislead: 3 };
/** A value that is less simple must gain so much more to be taken. */
const WORTHWHILE = 0.001;
/** Groups are gone through again until nothing changes, at most so often. */
const MOST_ROUNDS = 5;

/** What is chosen is chosen by every other question of a set, from the first, and reported on the others. The paraphrases have two lists. */
const SIDES = ['chosenBy', 'heldOut'] as const;
type Side = (typeof SIDES)[number];

const sideOf = async (prepared: Promise<Prepared>, side: Side): Promise<Prepared> => {
  const set = await prepared;
  return { ...set, queries: set.queries.filter((_, i) => i % 2 === SIDES.indexOf(side)) };
};

const SETS = {
  known: (model: Embedder, side: Side) => [
    ...(['scifact', 'cranfield', 'med'] as const).map((folder) => sideOf(prepareBeir(readBeir(folder), model), side)),
    sideOf(prepareCovid(model), side),
    sideOf(prepareReading(readSquadDev(), model), side),
    prepareParaphrases(model, side === 'chosenBy' ? pairsToChooseBy : paraphrases),
  ],
  unknownLanguage: (model: Embedder, side: Side) => ['es', 'de'].map((language) => sideOf(prepareReading(readXquad(language), model), side)),
  unknownScript: (model: Embedder, side: Side) => ['zh', 'ar'].map((language) => sideOf(prepareReading(readXquad(language), model), side)),
};

/** Most questions of a set that are looked at, on each side. */
const MOST_QUERIES = 300;
/** A query with what both halves of a search find for it. */
interface Asked extends Found {
  text: string;
  query: Float32Array | undefined;
  wordWorth: number;
  relevance: ReadonlyMap<string, number>;
}

/** A set, ready to be ranked again and again. */
interface Prefetched extends Pick<Prepared, 'name' | 'desk' | 'idOf'> {
  asked: Asked[];
}

async function prefetch({ name, desk, queries, idOf }: Prepared): Promise<Prefetched> {
  const never = new AbortController().signal;
  const step = Math.ceil(queries.length / MOST_QUERIES);
  const asked: Asked[] = [];
  for (const { text, relevance } of queries.filter((_, i) => i % step === 0)) {
    const content = contentOf(text);
    const query = await desk.parts.embedQuery(never, text);
    const found = { byWord: desk.lexical.search(content, { limit: DEPTH }), byMeaning: query ? desk.vectors.nearest(query, { limit: DEPTH }) : [] };
    asked.push({ text, query, wordWorth: wordWorth(desk.parts, content), relevance, ...found });
  }
  return { name, desk, idOf, asked };
}

const prefetchAll = (sets: Promise<Prepared>[]): Promise<Prefetched[]> => Promise.all(sets.map(async (set) => prefetch(await set)));

type RankBy = (set: Prefetched, asked: Asked) => readonly PassageKey[];

const isParaphrases = ({ name }: Prefetched): boolean => name === 'paraphrases';

/** Each set is judged by the figure that is reported of it: nDCG@10, of the paraphrases recall@5. */
function figureOf(set: Prefetched, rankBy: RankBy): number {
  const measure = isParaphrases(set) ? (ranking: Ranking) => recall(ranking, 5) : (ranking: Ranking) => ndcg(ranking, 10);
  return mean(set.asked.map((asked) => {
    const ranked = rankBy(set, asked).slice(0, 10).map(({ documentId, passage }) => set.idOf(documentId, passage));
    return measure({ ranked, relevance: asked.relevance });
  }));
}

/** Mean over some sets, each counting alike. */
const meanOf = (sets: readonly Prefetched[], rankBy: RankBy): number => mean(sets.map((set) => figureOf(set, rankBy)));

const byEngine = (settings: Settings): RankBy => ({ desk }, { text, query, wordWorth, byWord, byMeaning }) => {
  const { meaning } = desk.parts;
  if (!query || !meaning) return byWord;
  const { scaling, towards } = settings;
  const options = { ...leaningFor(text, meaning.languages, settings), scaling, towards, wordWorth, depth: DEPTH, leading: tellingDimensions(meaning) };
  return rank(desk.vectors, query, { byWord, byMeaning }, { ...options, comparable: (cosine) => cosine });
};

/** Every combination of these values, the simplest first. */
const combinations = (values: Values): Partial<Settings>[] =>
  Object.entries(values).reduce<Partial<Settings>[]>((all, [name, list]) => all.flatMap((before) => list.map((value) => ({ ...before, [name]: value }))), [{}]);

/** Chooses `rankingSettings`, from the simplest values on, and writes them. What was chosen before plays no part. */
export async function chooseRanking(model: Embedder): Promise<void> {
  let settings = { ...GROUPS.reduce((all, { values }) => ({ ...all, ...combinations(values)[0] }), rankingSettings), ...START };
  for (const name of ['known', 'unknownLanguage', 'unknownScript'] as const) {
    const sets = await prefetchAll(SETS[name](model, 'chosenBy'));
    const groups = GROUPS.filter((group) => group.sets === name).map(({ values }) => values);
    settings = climb(groups, settings, remembering((tried) => meanOf(sets, byEngine(tried))));
  }
  const path = inRepository('src/retrieval/ranking-settings.ts');
  const file = Object.entries(settings).reduce((text, [name, value]) => text.replace(new RegExp(`(?<=\\b${name}: )[\\d.]+`, 'u'), String(value)), readFileSync(path, 'utf8'));
  writeFileSync(path, file);
}

type Gain = (settings: Settings) => number;

function remembering(gain: Gain): Gain {
  const known = new Map<string, number>();
  return (settings) => {
    const key = JSON.stringify(settings);
    const value = known.get(key) ?? gain(settings);
    known.set(key, value);
    return value;
  };
}

/** Goes through the groups until none of them changes anything. */
function climb(groups: readonly Values[], from: Settings, gain: Gain): Settings {
  let settings = from;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const before = settings;
    for (const values of groups) settings = bestOf(combinations(values).map((changes) => ({ ...settings, ...changes })), gain);
    if (JSON.stringify(settings) === JSON.stringify(before)) break;
  }
  return settings;
}

/** @param candidates the simplest first */
function bestOf(candidates: readonly Settings[], gain: Gain): Settings {
  const [first, ...others] = candidates;
  const best = others.reduce((best, next) => (gain(next) >= gain(best) + WORTHWHILE ? next : best), first ?? rankingSettings);
  console.log(gain(best).toFixed(4), JSON.stringify(best));
  return best;
}

export interface FusionFigures {
  fusion: string;
  /** Mean nDCG@10 over the sets in the language of the model, of the questions by which `rankingSettings` were chosen … */
  chosenBy: number;
  /** … and of the others. */
  heldOut: number;
  /** Recall@5 of the paraphrases to choose by … */
  paraphrasesChosenBy: number;
  /** … and of those that are reported; before the relevance floor. */
  paraphrasesHeldOut: number;
}

/** What is shipped, each of its settings changed alone, and the usual ways of fusion. */
export async function compareFusions(model: Embedder): Promise<FusionFigures[]> {
  const [chosenBy, heldOut] = [await prefetchAll(SETS.known(model, 'chosenBy')), await prefetchAll(SETS.known(model, 'heldOut'))];
  const both = (sets: readonly Prefetched[], rankBy: RankBy) => [meanOf(sets.filter((set) => !isParaphrases(set)), rankBy), meanOf(sets.filter(isParaphrases), rankBy)] as const;
  const figures = (fusion: string, rankBy: RankBy): FusionFigures => {
    const [[chosen, paraphrasesChosenBy], [held, paraphrasesHeldOut]] = [both(chosenBy, rankBy), both(heldOut, rankBy)];
    return { fusion, chosenBy: chosen, heldOut: held, paraphrasesChosenBy, paraphrasesHeldOut };
  };
  const changes = GROUPS.filter(({ sets }) => sets === 'known').flatMap(({ values }) =>
    Object.entries(values).flatMap(([name, list]) => list.map((value) => ({ [name]: value })).filter((change) => !isShipped(change))),
  );
  return [
    figures('as shipped', byEngine(rankingSettings)),
    ...changes.map((change) => figures(JSON.stringify(change), byEngine({ ...rankingSettings, ...change }))),
    figures('words alone', (_, { byWord }) => byWord),
    ...[0.4, 0.5, 0.6, 0.7].map((wordShare) => figures(`min-max, words ${wordShare}`, byMinMax(wordShare))),
    figures('reciprocal rank', byReciprocalRank),
  ];
}

const isShipped = (change: Partial<Settings>): boolean => Object.entries(change).every(([name, value]) => rankingSettings[name as keyof Settings] === value);

/** Each list's scores brought to 0…1 for this query, then mixed: measured here, not shipped. */
const byMinMax = (wordShare: number): RankBy => (_, { byWord, byMeaning }) => {
  const cosines = byMeaning.map(({ cosine }) => cosine);
  const [low, high] = [Math.min(...cosines), Math.max(...cosines)];
  const normal = byMeaning.map((hit) => ({ ...hit, cosine: high > low ? (hit.cosine - low) / (high - low) : 1 }));
  return fuse(byWord, normal, { wordShare, curve: 1, wordWorth: byWord[0]?.score ?? 1, depth: Number.POSITIVE_INFINITY });
};

/** Reciprocal rank fusion (Cormack et al., 2009), the usual alternative: measured here, not shipped. */
const byReciprocalRank: RankBy = (_, { byWord, byMeaning }) => {
  const scores = new Map<string, { hit: PassageKey; score: number }>();
  for (const ranking of [byWord, byMeaning]) {
    for (const [place, hit] of ranking.entries()) {
      const key = keyOf(hit);
      scores.set(key, { hit, score: (scores.get(key)?.score ?? 0) + 1 / (61 + place) });
    }
  }
  return [...scores.values()].sort((a, b) => b.score - a.score).map(({ hit }) => hit);
};
