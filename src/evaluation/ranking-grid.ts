/** Every combination of the settings of the ranking, and what each finds of a question: in one go, because most of the work is the same for many. */
import { rankingOptions } from '../retrieval/candidates.ts';
import { compare, keepPlaces, placesKept, weigh } from '../retrieval/rank.ts';
import { figureOf, type Question, type Settings } from './folds.ts';
import { mean } from './metrics.ts';

/** The values that are tried, the simplest first. */
export const VALUES = {
  curve: [1, 2, 3, 4],
  wordShare: [0.5, 0.4, 0.6, 0.3, 0.7],
  scaling: [0, 0.3, 0.5, 0.7],
  towards: [0, 0.5, 1, 1.5],
  kept: [0, 1, 2, 3],
  nearEnough: [0, 0.6, 0.7, 0.8, 0.9],
  keptWhereWordsMislead: [2, 3, 4],
  unknownLanguage: [0.5, 0.6, 0.7, 0.8, 0.9],
  unknownScript: [0.5, 0.6, 0.7, 0.8, 0.9],
} satisfies { [S in keyof Settings]: readonly number[] };

type Weights = Pick<Settings, 'curve' | 'wordShare' | 'towards'>;
const WEIGHTS: readonly Weights[] = VALUES.curve.flatMap((curve) => VALUES.wordShare.flatMap((wordShare) => VALUES.towards.map((towards) => ({ curve, wordShare, towards }))));

/** Where no words count as misleading, as many places are kept everywhere; where some do, more than elsewhere. */
type Keeping = Pick<Settings, 'kept' | 'nearEnough' | 'keptWhereWordsMislead'>;
const KEEPINGS: readonly Keeping[] = VALUES.kept.flatMap((kept) =>
  VALUES.nearEnough.flatMap((nearEnough) =>
    (nearEnough === 0 ? [kept] : VALUES.keptWhereWordsMislead.filter((more) => more > kept)).map((keptWhereWordsMislead) => ({ kept, nearEnough, keptWhereWordsMislead })),
  ),
);

/** Of languages that the model knows; the others have theirs chosen after. */
const SIMPLEST = { unknownLanguage: VALUES.unknownLanguage[0]!, unknownScript: VALUES.unknownScript[0]! };
export const GRID: readonly Settings[] = VALUES.scaling.flatMap((scaling) =>
  WEIGHTS.flatMap((weights) => KEEPINGS.map((keeping) => ({ ...SIMPLEST, scaling, ...weights, ...keeping }))),
);

/** @returns the question's figure under each of `GRID`: that of `byEngine`, but what many of them have in common is done once */
export function figuresOf(question: Question): Float64Array {
  const { query, library, byWord } = question;
  const { vectors, meaning } = library.desk.parts;
  if (!query || !meaning) return new Float64Array(GRID.length).fill(figureOf(question, byWord));
  const optionsWith = (settings: Partial<Settings>) => rankingOptions(meaning, question, { ...GRID[0]!, ...settings });
  const places = KEEPINGS.map((keeping) => placesKept(vectors, query, question, optionsWith(keeping)));
  const weighings = WEIGHTS.map(optionsWith);
  const figures = VALUES.scaling.flatMap((scaling) => {
    const compared = compare(vectors, query, question, optionsWith({ scaling }));
    return weighings.flatMap((options) => {
      const ranked = weigh(compared, options);
      const byPlaces = new Map([...new Set(places)].map((kept) => [kept, figureOf(question, keepPlaces(ranked, compared.nearest, kept))]));
      return places.map((kept) => byPlaces.get(kept)!);
    });
  });
  return Float64Array.from(figures);
}

/** Sums of figures over the questions of one set in one fold. */
interface Sum {
  set: string;
  fold: number;
  questions: number;
  /** For each of `GRID`. */
  figures: Float64Array;
}

export function sumUp(questions: readonly Question[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const question of questions) {
    const { library: { name: set }, fold } = question;
    const key = `${set} ${fold}`;
    const sum = sums.get(key) ?? { set, fold, questions: 0, figures: new Float64Array(GRID.length) };
    sums.set(key, sum);
    sum.questions += 1;
    for (const [i, figure] of figuresOf(question).entries()) sum.figures[i]! += figure;
  }
  return [...sums.values()];
}

/** For each of `GRID` the mean over sets, each counting alike, of the mean over its questions, but for those of one fold. */
export function meansOf(sums: readonly Sum[], without?: number): number[] {
  const own = sums.filter(({ fold }) => fold !== without);
  const sets = [...new Set(own.map(({ set }) => set))].map((set) => own.filter((sum) => sum.set === set));
  const total = (set: Sum[], of: (sum: Sum) => number) => set.reduce((all, sum) => all + of(sum), 0);
  return GRID.map((_, i) => mean(sets.map((set) => total(set, ({ figures }) => figures[i]!) / total(set, ({ questions }) => questions))));
}

/** What is not worse than the best by as much as this is as good, and the simplest of it is taken. */
const WORTHWHILE = 0.001;

/** @param means what each of the settings finds */
export function simplestOfBest(settings: readonly Settings[], means: readonly number[], worthwhile = WORTHWHILE): Settings {
  const best = means.reduce((a, b) => Math.max(a, b), 0);
  const asGood = settings.filter((_, i) => means[i]! > best - worthwhile || means[i] === best);
  return asGood.reduce((simplest, next) => (stepsOf(next) < stepsOf(simplest) ? next : simplest));
}

/** How far some settings are from the simplest, counted in values. */
const stepsOf = (settings: Settings): number =>
  Object.entries(VALUES).reduce((steps, [name, values]) => steps + Math.max(0, values.indexOf(settings[name as keyof Settings])), 0);
