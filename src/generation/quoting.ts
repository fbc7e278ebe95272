/**
 * The generator that is always there: it answers with the sentences of the evidence that answer best, word for word. It needs no
 * model, cannot invent, and is what Carrel falls back to when a language model cannot run.
 */
import type { Draft, Evidence, Generator } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import { bestClause } from './clause.ts';
import { collapse } from './white-space.ts';

/** Most sentences in one answer: what a person reads at a glance. */
const MAX_SENTENCES = 3;
/** Longest sentence that is quoted whole, in UTF-16 units: about eight lines on a screen. */
const MAX_UNITS = 600;
/** A further sentence must be at least this good, as a share of the best one's score. */
const GOOD_ENOUGH = 0.25;
/** … and this share of its words must be new. */
const NEW_WORDS = 0.4;
/** A token of English is four letters long on average; of a script without spaces, one. */
const UNITS_PER_TOKEN = 4;

interface Choice extends Span {
  item: Evidence;
  score: number;
  text: string;
}

/** Answers in one to three verbatim sentences, the best first, those of one passage in the order they have there. */
export function createQuotingGenerator(): Generator {
  return {
    name: 'Quoting 1',
    async generate(signal, { question, evidence, tokenBudget }, onEvent) {
      const draft: Draft = { sentences: [] };
      for (const { item, start, end, text } of inReadingOrder(choose(question, evidence, tokenBudget))) {
        signal.throwIfAborted();
        await onEvent({ type: 'text', text: draft.sentences.length === 0 ? text : ` ${text}` });
        draft.sentences.push({ text, cites: [{ evidence: item.number, start, end }] });
      }
      signal.throwIfAborted();
      return draft;
    },
  };
}

/** The best sentence, and those after it that are nearly as good, say something new, and fit. */
function choose(question: string, evidence: readonly Evidence[], tokenBudget: number): Choice[] {
  const ranked = evidence
    .flatMap((item) => item.sentences.map((sentence) => ({ item, ...sentence })))
    .toSorted((a, b) => b.score - a.score);
  const chosen: Choice[] = [];
  const said = new Set<string>();
  let tokensLeft = tokenBudget;
  for (const candidate of ranked) {
    if (chosen.length === MAX_SENTENCES || candidate.score < GOOD_ENOUGH * (chosen[0]?.score ?? Number.NEGATIVE_INFINITY)) break;
    const choice = quotable(question, candidate, chosen.length === 0 ? Math.max(40, tokensLeft * UNITS_PER_TOKEN) : MAX_UNITS);
    const words = wordsOf(choice.text);
    const fresh = words.filter((word) => !said.has(word)).length;
    const tokens = tokensOf(choice.text);
    if (words.length === 0 || (chosen.length > 0 && (fresh < NEW_WORDS * words.length || tokens > tokensLeft))) continue;
    chosen.push(choice);
    words.forEach((word) => said.add(word));
    tokensLeft -= tokens;
  }
  return chosen;
}

function quotable(question: string, { item, start, end, score }: Omit<Choice, 'text'>, unitsLeft: number): Choice {
  const sentence = item.text.slice(start - item.range.start, end - item.range.start);
  const limit = Math.min(MAX_UNITS, unitsLeft);
  const part = sentence.length > limit ? bestClause(sentence, question, limit) : { start: 0, end: sentence.length };
  return { item, score, start: start + part.start, end: start + part.end, text: collapse(sentence.slice(part.start, part.end)) };
}

/** Passages keep the order of their best sentence; inside a passage, sentences stand as they stand there. */
function inReadingOrder(choices: readonly Choice[]): Choice[] {
  const passages = [...new Set(choices.map(({ item }) => item))];
  return passages.flatMap((item) => choices.filter((choice) => choice.item === item).toSorted((a, b) => a.start - b.start));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];

/** A rough count: the quoting generator has no tokenizer, and a budget of a few hundred does not need one. */
const tokensOf = (text: string): number =>
  Math.ceil(text.length / UNITS_PER_TOKEN) + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0);
