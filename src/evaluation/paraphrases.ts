/**
 * Questions and passages of our own that say the same in other words: no content word is shared, so a search by word cannot find them.
 * Written for this measurement, one by one; never trained on; of the choices made, only the curve of fusion looked
 * at them, at every other pair.
 */
import type { Embedder } from '../embedding/embedder.ts';
import { words } from '../lexical-index/words.ts';
import { analyse } from '../retrieval/question.ts';
import { readDistractors } from './data.ts';
import { documentOf, setUpDesk, type Desk } from './desk.ts';
import { bootstrapInterval, mean, recall } from './metrics.ts';
import pairs from './paraphrases.json';
import { search } from '../retrieval/search.ts';

export const paraphrases: readonly { field: string; question: string; passage: string }[] = pairs;

/** Passages of training texts that stand around those looked for. */
const DISTRACTORS = 2_000;

/** Terms that a question and its passage have in common, the words a language is built with aside. */
export function sharedTerms({ question, passage }: { question: string; passage: string }): string[] {
  const there = new Set(words(passage).map(({ term }) => term));
  return analyse(question).terms.filter((term) => there.has(term));
}

/** One library of the passages looked for and many others. The relevant passage of a question has its number. */
export async function setUpParaphrases(model: Embedder): Promise<{ desk: Desk; queries: { text: string; relevance: Map<string, number> }[] }> {
  const texts = [...paraphrases.map(({ passage }) => passage), ...readDistractors(DISTRACTORS)];
  const queries = paraphrases.map(({ question }, i) => ({ text: question, relevance: new Map([[String(i), 1]]) }));
  return { desk: await setUpDesk([documentOf('texts', 'texts', texts)], model), queries };
}

type Mode = 'words' | 'meaning' | 'both';

export interface ParaphraseFigures {
  distractors: number;
  /** Share of the questions whose passage is among the first five, with its 95 % interval: of all pairs … */
  all: { [M in Mode]: { recall5: number; interval: [number, number] } };
  /** … and of every other pair only, those that no choice was made by. */
  heldOut: { [M in Mode]: { recall5: number; interval: [number, number] } };
}

export async function evaluateParaphrases(model: Embedder): Promise<ParaphraseFigures> {
  const { desk, queries } = await setUpParaphrases(model);
  const never = new AbortController().signal;
  const starts = [...desk.documents.values()].flatMap(({ passages }) => passages.map(({ start }) => start));
  const found: { [M in Mode]: number[] } = { words: [], meaning: [], both: [] };
  for (const { text, relevance } of queries) {
    const note = (mode: Mode, hits: readonly { passage: number }[]) =>
      found[mode].push(recall({ ranked: hits.slice(0, 5).map(({ passage }) => String(passage)), relevance }, 5));
    note('words', desk.lexical.search(text, { limit: 5 }));
    note('meaning', desk.vectors.nearest((await desk.parts.embedQuery(never, text)) ?? new Float32Array(model.profile.dimensions), { limit: 5 }));
    const { hits } = await search(never, desk.parts, { text, scope: [...desk.documents.keys()], limit: 5, wordsOnly: false });
    note('both', hits.map(({ passage }) => ({ passage: starts.indexOf(passage.range.start) })));
  }
  const figure = (mode: Mode, keep: (i: number) => boolean) => {
    const values = found[mode].filter((_, i) => keep(i));
    return { recall5: mean(values), interval: bootstrapInterval(values) };
  };
  const figures = (keep: (i: number) => boolean) => ({ words: figure('words', keep), meaning: figure('meaning', keep), both: figure('both', keep) });
  return { distractors: DISTRACTORS, all: figures(() => true), heldOut: figures((i) => i % 2 === 1) };
}
