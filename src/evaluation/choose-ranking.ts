/**
 * Chooses `rankingSettings` by all questions, and measures that by cross-validation: the questions of each fold by what those of the other
 * folds choose in the same way.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Embedder } from '../embedding/embedder.ts';
import { rankingSettings } from '../retrieval/ranking-settings.ts';
import { inRepository } from './data.ts';
import { FOLDS, askAll, byEngine, bySets, figureOf, meanOverSets, type Question, type RankBy, type Settings } from './folds.ts';
import { bootstrapInterval, mean } from './metrics.ts';
import { GRID, VALUES, meansOf, simplestOfBest, sumUp } from './ranking-grid.ts';
import { ENGLISH, PARAPHRASES } from './sets.ts';

/** What ways of ranking find. */
interface Measured<Way extends string> {
  /** Of each set the mean figure of its questions: nDCG@10, of the paraphrases recall@5. */
  sets: ({ set: string; questions: number } & Record<Way, number>)[];
  /** nDCG@10 above words, mean of the English sets. */
  gain: Record<Way, number>;
  /** Recall@5 of both lists, as a search shows them, with its 95 % interval. */
  paraphrases: Record<Way, { recall5: number; interval: [number, number] }>;
}

export interface CrossValidation extends Measured<'words' | 'crossValidated' | 'shipped'> {
  /** By all questions: what is shipped. */
  chosen: Settings;
  /** By all but those of each fold. */
  chosenWithout: Settings[];
}

/** What was chosen before plays no part. */
export async function chooseRanking(model: Embedder): Promise<CrossValidation> {
  const known = await askAll(model, 'known');
  const others = { unknownLanguage: await askAll(model, 'unknownLanguage'), unknownScript: await askAll(model, 'unknownScript') };
  const sums = sumUp(known);
  const choose = (without?: number) => withWordsFor(others, simplestOfBest(GRID, meansOf(sums, without)), without);
  const [chosen, chosenWithout] = [choose(), FOLDS.map(choose)];
  const all = [...known, ...(await askAll(model, 'measuredOnly')), ...Object.values(others).flat()];
  const crossValidated: RankBy = (question) => byEngine(chosenWithout[question.fold]!)(question);
  const figures = measure(all, { crossValidated, shipped: byEngine(chosen) });
  for (const [fold, settings] of chosenWithout.entries()) console.log(`without fold ${fold}: ${JSON.stringify(settings)}`);
  console.log(`by all: ${JSON.stringify(chosen)}\nbefore: ${JSON.stringify(rankingSettings)}`);
  print(figures);
  print(measure(all, { before: byEngine(rankingSettings) }));
  write(chosen);
  return { chosen, chosenWithout, ...figures };
}

/** With the weights of words in what the model does not know. */
function withWordsFor(others: { [S in 'unknownLanguage' | 'unknownScript']: Question[] }, settings: Settings, without?: number): Settings {
  return (['unknownLanguage', 'unknownScript'] as const).reduce((before, name) => {
    const tried = VALUES[name].map((value) => ({ ...before, [name]: value }));
    const questions = others[name].filter(({ fold }) => fold !== without);
    return simplestOfBest(tried, tried.map((one) => meanOverSets(questions, byEngine(one))));
  }, settings);
}

/** As words alone are reported: nothing is taken out of the query. */
const words: RankBy = ({ library, text }) => library.desk.lexical.search(text, { limit: 10 });

function measure<Others extends string>(questions: readonly Question[], others: Record<Others, RankBy>): Measured<Others | 'words'> {
  type Way = Others | 'words';
  const ways: Record<Way, RankBy> = { words, ...others };
  const each = <T>(of: (way: Way) => T) => Object.fromEntries((Object.keys(ways) as Way[]).map((way) => [way, of(way)])) as Record<Way, T>;
  const measured = [...bySets(questions)].map(([set, own]) => ({ set, questions: own.length, figures: each((way) => own.map((one) => figureOf(one, ways[way](one)))) }));
  const sets = measured.map(({ set, questions: count, figures }) => ({ set, questions: count, ...each((way) => mean(figures[way])) }));
  const paraphrases = (way: Way) => measured.find(({ set }) => set === PARAPHRASES)?.figures[way] ?? [];
  return {
    sets,
    gain: each((way) => mean(sets.filter(({ set }) => ENGLISH.has(set)).map((figures) => figures[way] - figures.words))),
    paraphrases: each((way) => ({ recall5: mean(paraphrases(way)), interval: bootstrapInterval(paraphrases(way)) })),
  };
}

function print<Way extends string>({ sets, gain, paraphrases }: Measured<Way>): void {
  const ways = Object.keys(gain) as Way[];
  const row = (name: string, of: (way: Way) => string) => console.log(`${name.padEnd(30)} ${ways.map((way) => of(way).padEnd(20)).join(' ')}`);
  row('set (questions)', (way) => way);
  for (const figures of sets) row(`${figures.set} (${figures.questions})`, (way) => figures[way].toFixed(3));
  row('English sets, above words', (way) => gain[way].toFixed(4));
  row('paraphrases, 95 % interval', (way) => `${paraphrases[way].recall5.toFixed(3)} [${paraphrases[way].interval.map((end) => end.toFixed(3)).join(', ')}]`);
}

function write(settings: Settings): void {
  const path = inRepository('src/retrieval/ranking-settings.ts');
  const file = Object.entries(settings).reduce((text, [name, value]) => text.replace(new RegExp(`(?<=\\b${name}: )[\\d.]+`, 'u'), String(value)), readFileSync(path, 'utf8'));
  writeFileSync(path, file);
}
