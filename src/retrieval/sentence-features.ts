/**
 * What can be measured of a sentence that might answer a question, as numbers of about the same size. How much each counts is learned
 * from questions with known answers (evaluation/calibrate.ts), not decided here.
 */
import type { Span } from '../contract/range.ts';
import { words, type Word } from '../lexical-index/words.ts';
import { asksForNot, saysNot } from './negation.ts';
import { holdsKind, type Question } from './question.ts';

/** One passage with what was measured of it. */
export interface PassageView {
  text: string;
  /** Relative to `text`. */
  sentences: readonly Span[];
  /** What stands above each sentence: the passage's headings, and a title that begins its paragraph. */
  titles: readonly string[];
  /** Place in the ranking, from 0, and its score there. */
  rank: number;
  fused: number;
  /** To the question: of the passage and of each sentence. 0 when meaning takes no part. */
  cosine: number;
  sentenceCosines: readonly number[];
}

/** The question's terms with what each is worth. */
export interface WeighedQuestion extends Question {
  /** Weight of each of `terms`: its rarity in the library. Sums to 1. */
  weights: readonly number[];
}

/** Names of the features, in the order of the values. */
export const SENTENCE_FEATURES = [
  'cover', 'coverWithTitle', 'coverNear', 'coverPassage', 'passageCosine', 'rank', 'fused', 'pairs', 'cosine', 'kindHeld', 'kindMissing',
  'short', 'long', 'fresh', 'namesCovered', 'first', 'forms', 'deniesToo',
] as const;

/** One row of values for each sentence of a passage. */
export function sentenceFeatures(question: WeighedQuestion, view: PassageView): number[][] {
  const found = view.sentences.map(({ start, end }) => words(view.text.slice(start, end)));
  const sets = found.map(termSet);
  const titles = view.titles.map((title) => termSet(words(title)));
  const whole = union([...sets, ...titles]);
  const asksNot = asksForNot(question.text);
  const denials = view.sentences.map(({ start, end }, i) => (asksNot ? deniesToo(view.text.slice(start, end), view.titles[i] ?? '') : 0));
  const creditOf = (denial: number) => (asksNot && denial === 0 ? OPPOSITE : 1);
  const passage = [creditOf(Math.max(0, ...denials)) * cover(question, whole), view.cosine, 1 / (1 + view.rank), view.fused] as const;
  const names = question.names.size === 0 ? 0.5 : [...question.names].filter((name) => whole.has(name)).length / question.names.size;
  return view.sentences.map(({ start, end }, i) => {
    const own = sets[i] ?? new Set<string>();
    const list = found[i] ?? [];
    const text = view.text.slice(start, end).trim();
    const denial = denials[i] ?? 0;
    const credit = creditOf(denial);
    const covered = credit * cover(question, own);
    const held = holdsKind(question, text);
    return [
      covered,
      cover(question, union([own, titles[i]])) - covered / credit,
      cover(question, union([own, sets[i - 1], sets[i + 1]])) - covered / credit,
      ...passage,
      credit * pairs(question, list),
      view.sentenceCosines[i] ?? 0,
      Number(held === true),
      Number(held === false),
      Math.max(0, 1 - list.length / 8),
      Math.min(2, Math.max(0, Math.log2((list.length + 1) / 30))),
      Math.min(1, [...own].filter((term) => !question.terms.includes(term)).length / 10),
      names,
      Number(i === 0),
      credit * formsCovered(question, list),
      denial,
    ];
  });
}

/** How plainly a sentence says that something is not so: by itself, or only by what stands above it ("Exclusions"). */
function deniesToo(sentence: string, titles: string): number {
  if (saysNot(sentence)) return 1;
  return saysNot(titles) ? UNDER_TITLE : 0;
}

/** A title speaks of all that follows it, and so less of each sentence. */
const UNDER_TITLE = 0.7;
/**
 * What words of the question count where the opposite is said: "is covered", when it is asked what is not. Of 77 such questions of the
 * articles that chose, 68 get the right sentence, and 64 when they count in full.
 */
const OPPOSITE = 0.25;

const termSet = (list: readonly Word[]): ReadonlySet<string> => new Set(list.map(({ term }) => term));

const union = (sets: readonly (ReadonlySet<string> | undefined)[]): Set<string> => new Set(sets.flatMap((set) => (set ? [...set] : [])));

/** As `cover`, of words that stand there in the form of the question, endings of number and tense aside: "competent" is no "compete". */
function formsCovered({ terms, weights, forms }: WeighedQuestion, list: readonly Word[]): number {
  const there = new Set(list.map(({ form }) => withoutEnding(form)));
  return terms.reduce((sum, term, i) => sum + (forms.get(term)?.some((form) => there.has(withoutEnding(form))) ? (weights[i] ?? 0) : 0), 0);
}

/** English plurals and verb endings; much less than a stem. */
const withoutEnding = (form: string): string => (form.length > 3 ? form.replace(/(?:ing|e?[sd]|e)$/, '') : form);

/** Share of the question's weight whose terms are in the set. */
export const cover = ({ terms, weights }: WeighedQuestion, set: ReadonlySet<string>): number =>
  terms.reduce((sum, term, i) => sum + (set.has(term) ? (weights[i] ?? 0) : 0), 0);

/** Share of neighbouring terms of the question that stand close together (within four words) in the sentence too. */
function pairs({ terms }: WeighedQuestion, list: readonly Word[]): number {
  if (terms.length < 2) return 0;
  const places = new Map<string, number[]>();
  for (const [i, { term }] of list.entries()) places.set(term, [...(places.get(term) ?? []), i]);
  let close = 0;
  for (let i = 1; i < terms.length; i += 1) {
    const before = places.get(terms[i - 1] ?? '') ?? [];
    const after = places.get(terms[i] ?? '') ?? [];
    if (before.some((a) => after.some((b) => Math.abs(a - b) <= 4))) close += 1;
  }
  return close / (terms.length - 1);
}
