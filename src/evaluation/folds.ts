/** The questions by which the settings of the ranking are chosen, in two folds, so that what is chosen by one is measured on the other. */
import type { Embedder } from '../embedding/embedder.ts';
import { findHalves, rankHalves, type Halves } from '../retrieval/candidates.ts';
import { isFaint, lowestCosine } from '../retrieval/lowest-cosine.ts';
import { keyOf, type PassageKey } from '../retrieval/parts.ts';
import type { rankingSettings } from '../retrieval/ranking-settings.ts';
import { readBeir, readSquadDev, readXquad } from './data.ts';
import { mean, ndcg, recall } from './metrics.ts';
import { pairsToChooseBy, paraphrases } from './paraphrases.ts';
import { PARAPHRASES, prepareBeir, prepareCovid, prepareParaphrases, prepareReading, type Prepared } from './sets.ts';

export type Settings = typeof rankingSettings;

/** Every other question of a set, from the first, and the others. The paraphrases have two lists. */
export const FOLDS = ['even', 'odd'] as const;
export type Fold = (typeof FOLDS)[number];

interface Source {
  prepare(model: Embedder): Promise<Prepared>;
  /** Where all of its questions are. Absent: they take turns. */
  fold?: Fold;
}

const xquad = (language: string): Source => ({ prepare: (model) => prepareReading(readXquad(language), model) });

const SOURCES = {
  known: [
    ...(['scifact', 'cranfield', 'med'] as const).map((folder) => ({ prepare: (model: Embedder) => prepareBeir(readBeir(folder), model) })),
    { prepare: prepareCovid },
    { prepare: (model) => prepareReading(readSquadDev(), model) },
    { prepare: (model) => prepareParaphrases(model, pairsToChooseBy), fold: 'even' },
    { prepare: (model) => prepareParaphrases(model, paraphrases), fold: 'odd' },
  ],
  unknownLanguage: [xquad('es'), xquad('de')],
  unknownScript: [xquad('zh'), xquad('ar')],
  /** Nothing is chosen by it. */
  measuredOnly: [xquad('en')],
} satisfies Record<string, Source[]>;

/** Most questions of a set in each fold. */
const MOST_QUERIES = 300;

/** A question with what both halves of a search find for it. */
export interface Question extends Halves {
  library: Prepared;
  fold: Fold;
  relevance: ReadonlyMap<string, number>;
  /** Passages that a search does not show, however they are ranked. */
  faint: ReadonlySet<string>;
}

/** Each kind of them in sets whose figures count alike. */
export async function askAll(model: Embedder, kind: keyof typeof SOURCES): Promise<Question[]> {
  const questions: Question[] = [];
  for (const { prepare, fold } of SOURCES[kind] as readonly Source[]) {
    const library = await prepare(model);
    for (const one of FOLDS) {
      const queries = library.queries.filter((_, i) => one === (fold ?? FOLDS[i % FOLDS.length]));
      const step = Math.ceil(queries.length / MOST_QUERIES);
      for (const query of queries.filter((_, i) => i % step === 0)) questions.push(await ask(library, one, query));
    }
  }
  return questions;
}

async function ask(library: Prepared, fold: Fold, { text, relevance }: Prepared['queries'][number]): Promise<Question> {
  const { parts } = library.desk;
  const halves = await findHalves(new AbortController().signal, parts, { text, scope: 'all', limit: 0, wordsOnly: false });
  // Of the paraphrases what is shown is reported, of the other sets what is ranked.
  const lowest = library.name === PARAPHRASES ? await lowestCosine(parts, text) : -1;
  const faint = rankHalves(parts, halves).filter((hit) => isFaint(hit, lowest)).map(keyOf);
  return { ...halves, library, fold, relevance, faint: new Set(faint) };
}

export type RankBy = (question: Question) => readonly PassageKey[];

export const byEngine = (settings: Settings): RankBy => (question) => rankHalves(question.library.desk.parts, question, settings);

/** A question is judged by the figure that is reported of its set: nDCG@10, of the paraphrases recall@5. */
export function figureOf({ library, relevance, faint }: Question, ranked: readonly PassageKey[]): number {
  const shown = faint.size === 0 ? ranked : ranked.filter((hit) => !faint.has(keyOf(hit)));
  const ranking = { ranked: shown.slice(0, 10).map(({ documentId, passage }) => library.idOf(documentId, passage)), relevance };
  return library.name === PARAPHRASES ? recall(ranking, 5) : ndcg(ranking, 10);
}

/** Mean over sets, each counting alike. */
export function meanOverSets(questions: readonly Question[], rankBy: RankBy): number {
  const bySet = bySets(questions);
  return mean([...bySet.values()].map((own) => mean(own.map((question) => figureOf(question, rankBy(question))))));
}

export function bySets(questions: readonly Question[]): Map<string, Question[]> {
  const sets = new Map<string, Question[]>();
  for (const question of questions) sets.set(question.library.name, [...(sets.get(question.library.name) ?? []), question]);
  return sets;
}
