/** The cited passages, read once: words, numbers and dates with their places, for the checks of a sentence. */
import { datesIn, type DateMention } from './dates.ts';
import { languageOf, type Language } from './grammar-words.ts';
import { numbersIn, type Quantity } from './numbers.ts';
import { plain, tokensOf, type Token } from './tokens.ts';

export interface ReadText {
  /** In `plain` form. All offsets are into it. */
  text: string;
  tokens: Token[];
  language: Language;
  dates: DateMention[];
  numbers: Quantity[];
  /** Token numbers at which its sentences begin, and one past the last token. */
  sentenceStarts: number[];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** @param text as it was written */
export function readText(written: string): ReadText {
  const text = plain(written);
  const tokens = tokensOf(text);
  const dates = datesIn(text);
  const language = languageOf(tokens.map(({ folded }) => folded));
  return { text, tokens, language, dates, numbers: numbersIn(text, tokens, dates), sentenceStarts: sentenceStartsOf(text, tokens) };
}

function sentenceStartsOf(text: string, tokens: readonly Token[]): number[] {
  const starts: number[] = [];
  let token = 0;
  for (const { index } of segmenter.segment(text)) {
    while (token < tokens.length && tokens[token]!.start < index) token += 1;
    if (starts.at(-1) !== token) starts.push(token);
  }
  return [...starts.filter((start) => start < tokens.length), tokens.length];
}

/** Passages one after the other, as one text; a sentence never runs from one into the next. */
export const readPassages = (passages: readonly string[]): ReadText =>
  readText(passages.map(plain).map((text) => (SENTENCE_END.test(text) ? text : `${text}.`)).join(' '));

const SENTENCE_END = /[.!?。！？؟]["”’)]*$/u;
