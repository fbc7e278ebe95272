/** The thing that a question is about, as a piece of it: "the notice period in the Berlin lease". English only, and only where it is plain. */
import { PREPOSITIONS, wordsOf, type QuestionWord } from './follow-up-words.ts';
import { isGrammar } from './grammar-words.ts';

/** A run of words of a question. Offsets are into it. */
export interface Phrase {
  text: string;
  start: number;
  end: number;
  /** "the deposit", "my flat"; "Berlin"; "vaccines" of "which vaccines"; "late delivery" of "for late delivery". */
  kind: 'article' | 'name' | 'which' | 'bare';
  /** The preposition right before it. */
  after?: string;
  words: QuestionWord[];
}

const OPENERS = new Set('the a an my our your their his her its this that these those each every any both two three all no'.split(' '));
/** Verbs and adjectives that follow a thing in a question. A longer word with an ending of theirs does too. */
const PREDICATES = new Set(
  `due paid valid free open closed allow apply cover include contain need have pay get give take make use say says state states mention mentions define require provide end start begin
   begins ends expire expires run runs last lasts cost costs earn bear become come go keep leave move sell buy own rent let sublet sign signs sent return renew terminate cancel assign transfer
   change grow fall rise increase decrease work works live lives mean means govern governs owe receive send want know think differ depend depends exist happen happens occur occurs left
   lost won true possible legal responsible liable necessary available different similar important late early high low long big large small old new good bad safe work call called owed
   sue claim charge raise ask refuse deny lose hold holds own owns enter break refund deduct decide settle store share cite show offer fell rose sell cause causes affect affects`.split(/\s+/),
);
const PREDICATE_ENDING = /(?:able|ible|ed)$/u;
const JOINERS = new Set([...PREPOSITIONS.en, ...PREPOSITIONS.es, ...PREPOSITIONS.de]);
const LONGEST = 6;

/** The things named in a question, in order. */
export function phrasesIn(question: string): Phrase[] {
  const words = wordsOf(question);
  const found: Phrase[] = [];
  let at = 0;
  while (at < words.length) {
    const kind = kindAt(words, at);
    const next = kind ? endOf(question, words, at, kind) : at + 1;
    // "the", "which" and nothing after it names nothing.
    const opened = kind === 'article' || kind === 'which';
    if (kind && !(opened && next === at + 1)) found.push(toPhrase(question, words.slice(kind === 'which' ? at + 1 : at, next), kind, words[at - 1]));
    at = next;
  }
  return found;
}

function kindAt(words: readonly QuestionWord[], at: number): Phrase['kind'] | undefined {
  const { folded, marked } = words[at]!;
  if (OPENERS.has(folded)) return 'article';
  if (folded === 'which' || folded === 'what') return 'which';
  if (at === 0 || isGrammar(folded)) return undefined;
  if (marked) return 'name';
  return JOINERS.has(words[at - 1]!.folded) ? 'bare' : undefined;
}

function endOf(question: string, words: readonly QuestionWord[], first: number, kind: Phrase['kind']): number {
  let next = first + 1;
  while (next < words.length && next - first < LONGEST && goesOn(question, words, next, kind, next - first)) next += 1;
  return next;
}

function goesOn(question: string, words: readonly QuestionWord[], at: number, kind: Phrase['kind'], length: number): boolean {
  const word = words[at]!;
  if (!/^[’']?[\s-]*$/u.test(question.slice(words[at - 1]!.end, word.start)) || isGrammar(word.folded) || JOINERS.has(word.folded)) return false;
  if (kind === 'name') return word.marked;
  return (length === 1 && kind !== 'bare') || !(PREDICATES.has(word.folded) || PREDICATE_ENDING.test(word.folded));
}

function toPhrase(question: string, words: QuestionWord[], kind: Phrase['kind'], before: QuestionWord | undefined): Phrase {
  const [start, end] = [words[0]!.start, words.at(-1)!.end];
  const after = before && JOINERS.has(before.folded) ? before.folded : undefined;
  return { text: question.slice(start, end), start, end, words, kind, ...(after !== undefined && { after }) };
}

/** The first thing of a question, with what is tied to it: "the notice period" and "in the Berlin lease". */
export function topicPhrase(question: string): { text: string; first: Phrase } | undefined {
  const phrases = phrasesIn(question).filter(({ kind }) => kind !== 'which');
  const first = phrases.find(({ kind }) => kind === 'article') ?? phrases[0];
  if (!first) return undefined;
  let { end } = first;
  for (const phrase of phrases.slice(phrases.indexOf(first) + 1)) {
    // Only a preposition lies between: it belongs to what stands before.
    if (phrase.after === undefined || question.slice(end, phrase.start).trim().toLowerCase() !== phrase.after) break;
    ({ end } = phrase);
  }
  return { text: question.slice(first.start, end), first };
}

/** The several things that a "they" of the next question stands for. */
export function severalIn(question: string): string | undefined {
  const phrase = phrasesIn(question).find(({ words }) => /[^s]s['’]?$/u.test(words.at(-1)!.text));
  if (!phrase) return undefined;
  if (phrase.kind === 'which') return `the ${phrase.text}`;
  const topic = topicPhrase(question);
  return topic?.first.start === phrase.start ? topic.text : phrase.text;
}

/** A question without the words that only ask: "law governs this agreement". In any language, as far as grammar words are known. */
export function withoutAsking(question: string): string {
  const words = wordsOf(question);
  const from = words.findIndex(({ folded }, i) => !isGrammar(folded) || (i > 0 && OPENERS.has(folded)));
  const text = from < 0 ? question : question.slice(words[from]!.start);
  return text.replace(/[\s?？؟.!¡¿]+$/u, '');
}
