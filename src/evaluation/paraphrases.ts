/**
 * Questions and passages of our own that say the same in other words: no content word is shared, so a search by word cannot find them.
 * Written for this measurement, one by one; never trained on. Two lists, the second written later: both choose the settings of the
 * ranking (choose-ranking.ts), and numbers that stand in the code were chosen by looking at them.
 */
import type { Embedder } from '../embedding/embedder.ts';
import { words } from '../lexical-index/words.ts';
import { analyse } from '../retrieval/question.ts';
import { readDistractors } from './data.ts';
import { documentOf, setUpDesk, type Desk } from './desk.ts';
import { bootstrapInterval, mean, recall } from './metrics.ts';
import more from './more-paraphrases.json';
import first from './paraphrases.json';
import { search } from '../retrieval/search.ts';

export interface Paraphrase {
  field: string;
  question: string;
  passage: string;
}

export const paraphrases: readonly Paraphrase[] = first;
export const moreParaphrases: readonly Paraphrase[] = more;

/** Passages of training texts that stand around those looked for. */
const DISTRACTORS = 2_000;

/** Terms that a question and its passage have in common, the words a language is built with aside. */
export function sharedTerms({ question, passage }: { question: string; passage: string }): string[] {
  const there = new Set(words(passage).map(({ term }) => term));
  return analyse(question).terms.filter((term) => there.has(term));
}

/** One library of the passages looked for and many others. The relevant passage of a question has its number. */
export async function setUpParaphrases(
  model: Embedder,
  pairs: readonly Paraphrase[],
): Promise<{ desk: Desk; queries: { text: string; relevance: Map<string, number> }[] }> {
  const texts = [...pairs.map(({ passage }) => passage), ...readDistractors(DISTRACTORS)];
  const queries = pairs.map(({ question }, i) => ({ text: question, relevance: new Map([[String(i), 1]]) }));
  return { desk: await setUpDesk([documentOf('texts', 'texts', texts)], model), queries };
}

type Mode = 'words' | 'meaning' | 'both';

/** Share of the questions whose passage is among the first five, with its 95 % interval. */
type Shares = { [M in Mode]: { recall5: number; interval: [number, number] } };

export interface ParaphraseFigures {
  distractors: number;
  first: Shares;
  /** The same of the second list. Both together, found by settings that others chose, are in the part crossValidation. */
  more: Shares;
}

export const evaluateParaphrases = async (model: Embedder): Promise<ParaphraseFigures> => ({
  distractors: DISTRACTORS,
  first: await sharesOf(model, paraphrases),
  more: await sharesOf(model, moreParaphrases),
});

async function sharesOf(model: Embedder, pairs: readonly Paraphrase[]): Promise<Shares> {
  const { desk, queries } = await setUpParaphrases(model, pairs);
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
  const figure = (values: readonly number[]) => ({ recall5: mean(values), interval: bootstrapInterval(values) });
  return { words: figure(found.words), meaning: figure(found.meaning), both: figure(found.both) };
}
