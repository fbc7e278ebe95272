/**
 * The generator that is always there: it answers with the sentences of the evidence that answer best, word for word. It needs no
 * model, cannot invent, and is what Carrel falls back to when a language model cannot run.
 */
import type { Draft, DraftSentence, Evidence, Generator } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import { limitsTheOneBefore } from './limits.ts';
import { quotationOf, shownAs, type Quotation } from './quotation.ts';

/** Most sentences in one answer, those aside that limit one of them: what a person reads at a glance. */
const MAX_SENTENCES = 3;
/** Longest sentence that is quoted whole, in UTF-16 units: about eight lines on a screen. */
const MAX_UNITS = 600;
/** However little room there is, so much of the best sentence is quoted. */
const SHORTEST_LIMIT = 40;
/** A further sentence must be at least this good, as a share of the best one's score. */
const GOOD_ENOUGH = 0.25;
/** … and this share of its words must be new. */
const NEW_WORDS = 0.4;
/** A token of English is four letters long on average; of a script without spaces, one. */
const UNITS_PER_TOKEN = 4;

interface Sentence extends Span {
  item: Evidence;
  score: number;
}

interface Choice extends Quotation {
  score: number;
}

/** Answers in one to three verbatim sentences, the best first; those that follow each other in their document stay together. */
export function createQuotingGenerator(): Generator {
  return {
    name: 'Quoting 2',
    async generate(signal, { question, evidence, tokenBudget }, onEvent) {
      const draft: Draft = { sentences: [] };
      for (const sentence of laidOut(inOrder(choose(question, evidence, tokenBudget)))) {
        signal.throwIfAborted();
        await onEvent({ type: 'text', text: draft.sentences.length === 0 ? sentence.text : ` ${sentence.text}` });
        draft.sentences.push(sentence);
        await onEvent({ type: 'sentence', sentence });
      }
      signal.throwIfAborted();
      return { draft };
    },
  };
}

/** The best sentence, and those after it that are nearly as good, say something new, and fit; each with the one that limits it. */
function choose(question: string, evidence: readonly Evidence[], tokenBudget: number): Choice[] {
  const ranked = evidence.flatMap((item) => item.sentences.map((sentence): Sentence => ({ item, ...sentence }))).toSorted((a, b) => b.score - a.score);
  const chosen: Choice[] = [];
  let own = 0;
  for (const candidate of ranked) {
    if (own === MAX_SENTENCES || candidate.score < GOOD_ENOUGH * (ranked[0]?.score ?? 0)) break;
    const tokensLeft = tokenBudget - tokensIn(chosen);
    const choice = quote(question, evidence, candidate, own === 0 ? Math.max(SHORTEST_LIMIT, tokensLeft * UNITS_PER_TOKEN) : MAX_UNITS);
    if (!isWorthwhile(choice, chosen, tokensLeft)) continue;
    chosen.push(choice);
    own += 1;
    const limit = limitOf(question, evidence, candidate);
    if (limit && fits(limit, chosen, tokenBudget - tokensIn(chosen))) chosen.push(limit);
  }
  return chosen;
}

/** The sentence after one, when it takes back part of it. It is worth as much as that one. */
function limitOf(question: string, evidence: readonly Evidence[], sentence: Sentence): Choice | undefined {
  const after = following(sentence, evidence);
  return after && limitsTheOneBefore(textOf(after)) ? quote(question, evidence, { ...after, score: sentence.score }, MAX_UNITS) : undefined;
}

function quote(question: string, evidence: readonly Evidence[], sentence: Sentence, units: number): Choice {
  return { ...quotationOf(sentence.item, sentence, question, evidence, Math.min(MAX_UNITS, units)), score: sentence.score };
}

/** The first is worthwhile if it says anything; a further one must fit, and say something new. */
const isWorthwhile = (choice: Choice, chosen: readonly Choice[], tokensLeft: number): boolean =>
  wordsOf(choice.text).length > 0 && (chosen.length === 0 || (fits(choice, chosen, tokensLeft) && newShare(choice, chosen) >= NEW_WORDS));

const fits = (choice: Choice, chosen: readonly Choice[], tokensLeft: number): boolean => tokensOf(choice.text) <= tokensLeft && !overlapsAny(choice, chosen);

/** Share of a quotation's words that none of the others has. */
function newShare({ text }: Choice, others: readonly Choice[]): number {
  const said = new Set(others.flatMap((other) => wordsOf(other.text)));
  const words = wordsOf(text);
  return words.filter((word) => !said.has(word)).length / words.length;
}

const tokensIn = (choices: readonly Choice[]): number => choices.reduce((sum, { text }) => sum + tokensOf(text), 0);

const textOf = ({ item, start, end }: Sentence): string => item.text.slice(start - item.range.start, end - item.range.start);

const overlapsAny = ({ item, start, end }: Choice, others: readonly Choice[]): boolean =>
  others.some((other) => other.item.range.documentId === item.range.documentId && other.start < end && start < other.end);

/** The sentence after one, in its passage or at the beginning of the next, if that is among the evidence. */
function following({ item, start }: Sentence, evidence: readonly Evidence[]): Sentence | undefined {
  const inside = item.sentences.find((sentence) => sentence.start > start);
  if (inside) return { item, ...inside };
  const next = evidence.find(({ range }) => range.documentId === item.range.documentId && range.start === item.range.end);
  const first = next?.sentences[0];
  return next && first && { item: next, ...first };
}

/** Best first. Those with nothing but white space between them are one piece, which has the worth of its best. */
function inOrder(choices: readonly Choice[]): Choice[][] {
  const pieces: Choice[][] = [];
  for (const choice of choices.toSorted((a, b) => a.start - b.start)) {
    const piece = pieces.find((one) => isNext(one.at(-1)!, choice));
    if (piece) piece.push(choice);
    else pieces.push([choice]);
  }
  const worth = (piece: readonly Choice[]) => Math.max(...piece.map(({ score }) => score));
  return pieces.toSorted((a, b) => worth(b) - worth(a));
}

function isNext(before: Choice, after: Choice): boolean {
  if (before.item.range.documentId !== after.item.range.documentId || after.start < before.end) return false;
  const { range, text } = before.item;
  if (before.item === after.item) return text.slice(before.end - range.start, after.start - range.start).trim() === '';
  const left = text.slice(before.end - range.start) + after.item.text.slice(0, after.start - after.item.range.start);
  return range.end === after.item.range.start && left.trim() === '';
}

/** The sentences of an answer. Where the next quotation goes on, nothing is left out in between. */
function laidOut(pieces: readonly Choice[][]): DraftSentence[] {
  const shown = pieces.flatMap((piece) =>
    piece.map((choice, i) => shownAs({ ...choice, leftOutBefore: choice.leftOutBefore && i === 0, leftOutAfter: choice.leftOutAfter && i === piece.length - 1 })),
  );
  // After a list, the next sentence must say that it is no part of its last item.
  return shown.flatMap((sentences, i) =>
    sentences.map((sentence, k) => (k === 0 && sentence.opens === undefined && shown[i - 1]?.at(-1)?.opens === 'item' ? { ...sentence, opens: 'paragraph' as const } : sentence)),
  );
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];

/** A rough count: the quoting generator has no tokenizer, and a budget of a few hundred does not need one. */
const tokensOf = (text: string): number =>
  Math.ceil(text.length / UNITS_PER_TOKEN) + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0);
