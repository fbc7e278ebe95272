/** How a language model is asked to make a follow-up stand alone, and what of its answer is believed. */
import type { Answer } from '../contract/answer.ts';
import type { Message, WriteOptions } from '../contract/writer.ts';
import { sameNameWord } from './names.ts';
import { tokensOf, type Token } from './tokens.ts';
import { collapse } from './white-space.ts';
import { sameWord } from './word-forms.ts';

/** Turns before the follow-up that are shown to the model: more mislead a small one. */
const TURNS = 3;
/** Of each answer, in UTF-16 units: enough for what "it" and "she" stand for. */
const ANSWER_UNITS = 300;
const QUESTION_UNITS = 400;

/** A question of 60 tokens is long; nothing else is wanted. */
export const REWRITE_OPTIONS: WriteOptions = { maximumTokens: 80, temperature: 0, stop: ['\n'] };

const TASK =
  'Rewrite the last question so that it can be understood without the conversation. Replace words such as "it", "they", "there" or "that one" by what they stand for, and add what was left out. Change nothing else, use only words of the conversation, keep its language, and do not answer. Write the question alone, on one line.';

export function rewriteMessages(question: string, history: readonly Answer[]): Message[] {
  const turns = history.slice(-TURNS).flatMap(({ searched, sentences }) => [
    `Question: ${short(searched, QUESTION_UNITS)}`,
    `Answer: ${short(sentences.filter(({ supported }) => supported).map(({ text }) => text).join(' '), ANSWER_UNITS) || '(nothing was found)'}`,
  ]);
  return [
    { role: 'system', content: TASK },
    { role: 'user', content: [...turns, `Last question: ${short(question, QUESTION_UNITS)}`, 'Rewritten:'].join('\n') },
  ];
}

const short = (text: string, units: number): string => {
  const one = collapse(text);
  return one.length <= units ? one : `${one.slice(0, units).replace(/\s\S*$/u, '')} …`;
};

/** A rewritten question may be so much longer, in UTF-16 units, than twice the asked one. */
const SPARE_UNITS = 60;
/** Share of the asked question's words of matter that must still be there. */
const KEPT_WORDS = 0.5;

/**
 * @returns the rewritten question; `undefined` when the text is not one question, is too long, or has a number or a name that nobody said
 */
export function acceptRewrite(written: string, question: string, history: readonly Answer[]): string | undefined {
  const [line = ''] = written.trim().split('\n');
  const text = collapse(line.replace(/^(?:rewritten|standalone|question|answer)[\w ]*:\s*/iu, '').replace(/^["“«'`*]+|["”»'`*]+$/gu, ''));
  if (text === '' || text.length > 2 * question.trim().length + SPARE_UNITS) return undefined;
  if (!/[?？؟]$/u.test(text) && /[?？؟]\s*$/u.test(question)) return undefined;
  if ((text.match(/[?？؟](?=\s|$)/gu)?.length ?? 0) > 1) return undefined;
  const own = tokensOf(text);
  const asked = tokensOf(question);
  const said = [...asked, ...history.slice(-TURNS).flatMap(({ searched, sentences }) => tokensOf([searched, ...sentences.map((sentence) => sentence.text)].join('\n')))];
  if (own.some((token, i) => isFact(token, i) && !said.some((other) => isSame(token, other)))) return undefined;
  const matter = asked.filter(({ content }) => content);
  const kept = matter.filter((token) => own.some((other) => isSame(token, other))).length;
  const shared = own.some((token) => token.content && said.some((other) => isSame(token, other)));
  return shared && kept >= KEPT_WORDS * matter.length ? text : undefined;
}

/** A number, or a word with a capital that its place does not owe it. */
const isFact = ({ text, capital, content }: Token, place: number): boolean => /\p{N}/u.test(text) || (capital && content && place > 0);

const isSame = (a: Token, b: Token): boolean => a.folded === b.folded || (a.capital && sameNameWord(a.folded, b.folded)) || (!/\p{N}/u.test(a.text) && sameWord(a.folded, b.folded));
