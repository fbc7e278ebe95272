/** The questions by which the settings of the ranking are chosen, in ten folds, so that each is measured by settings that it did not choose. */
import type { Embedder } from '../embedding/embedder.ts';
import { findHalves, rankHalves, type Halves } from '../retrieval/candidates.ts';
import { isFaint, lowestCosine } from '../retrieval/lowest-cosine.ts';
import { keyOf, type PassageKey } from '../retrieval/parts.ts';
import type { rankingSettings } from '../retrieval/ranking-settings.ts';
import { readBeir, readSquadDev, readXquad } from './data.ts';
import { mean, ndcg, recall } from './metrics.ts';
import { moreParaphrases, paraphrases } from './paraphrases.ts';
import { PARAPHRASES, prepareBeir, prepareCovid, prepareParaphrases, prepareReading, type Prepared } from './sets.ts';

export type Settings = typeof rankingSettings;

/** As many as Kohavi (1995) advises: nine tenths of the questions choose nearly as well as all of them, which choose what is shipped. */
export const FOLDS = Array.from({ length: 10 }, (_, fold) => fold);

interface Source {
  prepare(model: Embedder): Promise<Prepared>;
}

const xquad = (language: string): Source => ({ prepare: (model) => prepareReading(readXquad(language), model) });

const SOURCES = {
  known: [
    ...(['scifact', 'cranfield', 'med'] as const).map((folder) => ({ prepare: (model: Embedder) => prepareBeir(readBeir(folder), model) })),
    { prepare: prepareCovid },
    { prepare: (model) => prepareReading(readSquadDev(), model) },
    ...[paraphrases, moreParaphrases].map((list) => ({ prepare: (model: Embedder) => prepareParaphrases(model, list) })),
  ],
  unknownLanguage: [xquad('es'), xquad('de')],
  unknownScript: [xquad('zh'), xquad('ar')],
  /** Nothing is chosen by it. */
  measuredOnly: [xquad('en')],
} satisfies Record<string, Source[]>;

/** Most questions of a set. */
const MOST_QUERIES = 600;

/** A question with what both halves of a search find for it. */
export interface Question extends Halves {
  library: Prepared;
  /** The questions of a set take turns. */
  fold: number;
  relevance: ReadonlyMap<string, number>;
  /** Passages that a search does not show, however they are ranked. */
  faint: ReadonlySet<string>;
}

/** Each kind of them in sets whose figures count alike. */
export async function askAll(model: Embedder, kind: keyof typeof SOURCES): Promise<Question[]> {
  const questions: Question[] = [];
  for (const { prepare } of SOURCES[kind] as readonly Source[]) {
    const library = await prepare(model);
    const step = Math.ceil(library.queries.length / MOST_QUERIES);
    const asked = library.queries.filter((_, i) => i % step === 0);
    for (const [i, query] of asked.entries()) questions.push(await ask(library, i % FOLDS.length, query));
  }
  return questions;
}

async function ask(library: Prepared, fold: number, { text, relevance }: Prepared['queries'][number]): Promise<Question> {
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
