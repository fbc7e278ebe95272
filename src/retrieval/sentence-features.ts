/**
 * What can be measured of a sentence that might answer a question, as numbers of about the same size. How much each counts is learned
 * from questions with known answers (evaluation/calibrate.ts), not decided here.
 */
import type { Span } from '../contract/range.ts';
import { words } from '../lexical-index/words.ts';
import { holdsKind, type Question } from './question.ts';

/** One passage with what was measured of it. */
export interface PassageView {
  text: string;
  headings: readonly string[];
  /** Relative to `text`. */
  sentences: readonly Span[];
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
  'cover', 'coverWithHeadings', 'coverNear', 'coverPassage', 'pairs', 'cosine', 'passageCosine', 'rank', 'fused', 'kindHeld', 'kindMissing',
  'asks', 'labels', 'short', 'long', 'fresh', 'namesCovered', 'first',
] as const;

/** One row of values for each sentence of a passage. */
export function sentenceFeatures(question: WeighedQuestion, view: PassageView): number[][] {
  const terms = view.sentences.map(({ start, end }) => words(view.text.slice(start, end)).map(({ term }) => term));
  const sets = terms.map((list) => new Set(list));
  const headings = new Set(view.headings.flatMap((heading) => words(heading)).map(({ term }) => term));
  const whole = union([...sets, headings]);
  const passageCover = cover(question, whole);
  return view.sentences.map((span, i) => {
    const own = sets[i] ?? new Set<string>();
    const list = terms[i] ?? [];
    const text = view.text.slice(span.start, span.end).trim();
    const covered = cover(question, own);
    const held = holdsKind(question.kind, text);
    return [
      covered,
      cover(question, union([own, headings])) - covered,
      cover(question, union([own, sets[i - 1], sets[i + 1]])) - covered,
      passageCover,
      pairs(question, list),
      view.sentenceCosines[i] ?? 0,
      view.cosine,
      1 / (1 + view.rank),
      view.fused,
      Number(held === true),
      Number(held === false),
      Number(/[?？؟]["'”’»)]?$/u.test(text)),
      Number(isLabel(text, list.length)),
      Math.max(0, 1 - list.length / 8),
      Math.min(2, Math.max(0, Math.log2((list.length + 1) / 30))),
      Math.min(1, [...own].filter((term) => !question.terms.includes(term)).length / 10),
      question.names.size === 0 ? 0.5 : [...question.names].filter((name) => whole.has(name)).length / question.names.size,
      Number(i === 0),
    ];
  });
}

const union = (sets: readonly (ReadonlySet<string> | undefined)[]): Set<string> => new Set(sets.flatMap((set) => (set ? [...set] : [])));

/** Share of the question's weight whose terms are in the set. */
export const cover = ({ terms, weights }: WeighedQuestion, set: ReadonlySet<string>): number =>
  terms.reduce((sum, term, i) => sum + (set.has(term) ? (weights[i] ?? 0) : 0), 0);

/** Share of neighbouring terms of the question that stand close together (within four words) in the sentence too. */
function pairs({ terms }: WeighedQuestion, list: readonly string[]): number {
  if (terms.length < 2) return 0;
  const places = new Map<string, number[]>();
  for (const [i, term] of list.entries()) places.set(term, [...(places.get(term) ?? []), i]);
  let close = 0;
  for (let i = 1; i < terms.length; i += 1) {
    const before = places.get(terms[i - 1] ?? '') ?? [];
    const after = places.get(terms[i] ?? '') ?? [];
    if (before.some((a) => after.some((b) => Math.abs(a - b) <= 4))) close += 1;
  }
  return close / (terms.length - 1);
}

/** Headings, rows of a table of contents, signature lines, running titles: they name things and say nothing of them. */
function isLabel(text: string, wordCount: number): boolean {
  if (/\.{4,}|_{4,}|…{2,}|(?:\. ){3,}/u.test(text)) return true;
  if (/[.!;:。！；]["'”’»)\]]*$/u.test(text)) return false;
  return wordCount < 12;
}
