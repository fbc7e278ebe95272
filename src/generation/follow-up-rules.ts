/**
 * Makes a follow-up stand alone without a model. A question that names what it is about stays as it is; for one that leans on what was
 * said, the thing is put in the place of the word that stands for it where that is plain, and named behind it where it is not.
 */
import { AND, askedIn, beginsQuestion, DEMONSTRATED, EMPTY, KNOWN_ALONE, LEANS, POINTING, PREPOSITIONS, WHAT_ABOUT, wordsOf, type AskedIn, type QuestionWord } from './follow-up-words.ts';
import { isGrammar } from './grammar-words.ts';
import { phrasesIn, severalIn, topicPhrase, withoutAsking, type Phrase } from './question-phrases.ts';

/** What was asked and answered last, as far as a follow-up may need it. */
export interface LastTurn {
  /** As it was searched: it stands alone. */
  question: string;
  /** The words that the answer cited, best first. */
  quotes: readonly string[];
}

/** How a question leans on what was said before it. */
export type Leaning =
  /** Nothing in it can be searched for: "Why?" */
  | { kind: 'empty' }
  /** The last question again, of something else: "And in Germany?", "What about the deposit?" */
  | { kind: 'instead'; of: string }
  /** A word in it stands for something said before. */
  | { kind: 'pointing'; at: QuestionWord }
  /** It leans, but no one word can be replaced: "Does the same apply to tenants?" */
  | { kind: 'loose' }
  /** "And what is the deposit?": whole, but of the same document as the last one. */
  | { kind: 'continues' };

/** A piece of a question that follows an "and" is at most so many words long; longer ones say what they are about. */
const LONGEST_PIECE = 7;

/** @returns `undefined` for a question that stands alone */
export function leaningOf(question: string, language: AskedIn = askedIn(question)): Leaning | undefined {
  const words = wordsOf(question);
  if (words.length === 0) return undefined;
  const pointing = pointingWord(question, words, language);
  if (words.every(({ folded }) => EMPTY[language].has(folded) || POINTING[language].has(folded))) return pointing ? { kind: 'pointing', at: pointing } : { kind: 'empty' };
  const piece = pieceOf(question, words, language);
  if (piece !== undefined) return { kind: 'instead', of: piece };
  if (pointing) return { kind: 'pointing', at: pointing };
  if (LEANS[language].test(question) || demonstrates(question, language) || isShort(question, words, language)) return { kind: 'loose' };
  return AND[language].test(question) ? { kind: 'continues' } : undefined;
}

/** "Germany" of "And Germany?", "in Germany" of "And in Germany?" and of "In Germany?". */
function pieceOf(question: string, words: readonly QuestionWord[], language: AskedIn): string | undefined {
  const about = WHAT_ABOUT[language].exec(question);
  if (about) return trimmed(question.slice(about[0].length));
  if (words.length > LONGEST_PIECE || !/[?？]\s*$/u.test(question)) return undefined;
  const and = AND[language].exec(question)?.[0] ?? '';
  const rest = question.slice(and.length);
  if (beginsQuestion(rest, language)) return undefined;
  const first = wordsOf(rest)[0];
  // Without an "and", only a piece with a preposition is surely one: "Berlin lease?" may be meant as it is.
  return and !== '' || (first && PREPOSITIONS[language].has(first.folded) && words.length <= LONGEST_PIECE - 2) ? trimmed(rest) : undefined;
}

const trimmed = (text: string) => text.replace(/[\s?？!.¿]+$/u, '').trim();

/** Things that may give a "they" its meaning inside the question, when a new clause begins between the two. */
const CLAUSE = /[,;:]|\b(?:if|when|whether|because|and|or|but|before|after|while|until|who|which|that|than|as|unless|so)\b/iu;
/** "Is it possible to …", "How long does it take to …": this "it" stands for nothing. */
const EMPTY_IT = /\bit(?:['’]s| is| was| be| take[sn]?| cost| costs| mean| means| possible| allowed| necessary| legal| true| permitted| required| important| safe| usual| common)+\b.*\b(?:to|that|if|for|when|whether)\s+\p{L}|\b(?:is|was|isn't|would|be|does) it (?:ever |also |really |still )?(?:possible|allowed|legal|necessary|true|permitted|required|important|safe|ok|okay|common|usual|better|worth|take|cost|mean|make|help|matter)\b.*\b(?:to|that|if|for|when|whether)\s+\p{L}|\bwhat time is it\b/iu;

function pointingWord(question: string, words: readonly QuestionWord[], language: AskedIn): QuestionWord | undefined {
  for (const [i, word] of words.entries()) {
    if (language === 'en' && word.folded === 'there' && isPlace(words, i)) return word;
    if (!POINTING[language].has(word.folded) || isShouted(word)) continue;
    if (language === 'en' && word.folded === 'it' && EMPTY_IT.test(question)) continue;
    if (!hasOwnMeaning(question, word)) return word;
  }
  return undefined;
}

/** "IT" is a department. */
const isShouted = ({ text }: QuestionWord) => /^\p{Lu}{2,}$/u.test(text);

const BE = new Set("is are was were be been will has have had isn't aren't wasn't weren't can could should would might may must".split(' '));
/** "Who lives there?", not "Is there a deposit?" */
const isPlace = (words: readonly QuestionWord[], at: number) =>
  at > 0 && !BE.has(words[at - 1]?.folded ?? '') && !BE.has(words[at + 1]?.folded ?? '') && !words.slice(0, at).some(({ folded }, i) => i < 2 && BE.has(folded) && i === at - 1);

const POSSESSIVE = new Set('its their his her'.split(' '));
const isOwning = (question: string, word: QuestionWord) => POSSESSIVE.has(word.folded) && /^\s+\p{L}/u.test(question.slice(word.end));

/** Whether the question itself says before the word what it stands for: "Does a tenant get their deposit back?" */
function hasOwnMeaning(question: string, word: QuestionWord): boolean {
  const before = question.slice(0, word.start);
  // "Can children and their parents share a ticket?": whoever owns something is mostly named before it.
  if (isOwning(question, word)) return wordsOf(before).some(({ folded }) => !isGrammar(folded));
  const things = [...phrasesIn(before), ...plainPlurals(before)];
  return things.some(({ end }) => CLAUSE.test(before.slice(end)));
}

/** "tenants", "pets": things without an article. */
const plainPlurals = (text: string) => wordsOf(text).filter(({ folded }) => folded.length > 4 && /[^s]s$/u.test(folded) && !isGrammar(folded));

function demonstrates(question: string, language: AskedIn): boolean {
  const noun = DEMONSTRATED[language].exec(question)?.[1];
  return noun !== undefined && !KNOWN_ALONE.has(noun.toLowerCase());
}

/** "Who pays?", "Any exceptions?", "How often exactly?": a word of matter, and nothing it could be the matter of. */
function isShort(question: string, words: readonly QuestionWord[], language: AskedIn): boolean {
  const full = words.filter(({ folded }) => !EMPTY[language].has(folded));
  if (full.length !== 1 || (full[0]!.marked && full[0]!.start > 0) || words.length > 4 || !/[?？]\s*$/u.test(question)) return false;
  if (language !== 'en') return /^¿?\s*(?:quién|wer)(?!\p{L})/iu.test(question) && words.length === 2;
  return /^(?:(?:and|but|so)\s+)?(?:who(?: else)?\s+\p{L}+|any\s+\p{L}+|which\s+\p{L}+|(?:what|which) (?:other|else)\s+\p{L}+|\p{L}+ (?:too|also|as well))\s*\?/iu.test(question);
}

/** @returns the question made to stand alone; `undefined` when it does already, or nothing is known that it could lean on */
export function standaloneByRules(question: string, last: LastTurn): string | undefined {
  const own = askedIn(question);
  const language = own === 'en' && leaningOf(question, 'en') === undefined ? askedIn(`${question} ${last.question}`) : own;
  const leaning = leaningOf(question, language);
  if (!leaning) return undefined;
  const made = make(question.trim(), last, leaning, language);
  return made === question.trim() ? undefined : made;
}

function make(question: string, last: LastTurn, leaning: Leaning, language: AskedIn): string {
  switch (leaning.kind) {
    case 'instead':
      return exchanged(last.question, leaning.of, language) ?? named(question, withoutAsking(last.question));
    case 'pointing':
      return (language === 'en' ? replaced(question, leaning.at, last) : undefined) ?? named(question, withoutAsking(last.question));
    case 'continues':
      return continued(question, last.question);
    case 'empty':
    case 'loose':
      return named(question, withoutAsking(last.question));
  }
}

/** "Why (the deposit for the flat)?": readable in any language, and nothing that was said is lost. */
function named(question: string, topic: string): string {
  const end = /[\s?？!.]*$/u.exec(question)?.[0] ?? '';
  const there = wordsOf(topic).every(({ folded }) => isGrammar(folded) || wordsOf(question).some((word) => word.folded === folded));
  return topic === '' || there ? question : `${question.slice(0, question.length - end.length)} (${topic})${end.trim() === '' ? '' : end.trim()}`;
}

/** The last question with one of its pieces exchanged for `piece`; `undefined` when it is not plain which. */
function exchanged(lastQuestion: string, piece: string, language: AskedIn): string | undefined {
  const words = wordsOf(piece);
  const [first] = words;
  if (!first) return undefined;
  const phrases = phrasesIn(lastQuestion);
  const put = ({ start, end }: { start: number; end: number }, text: string) => lastQuestion.slice(0, start) + text + lastQuestion.slice(end);
  if (PREPOSITIONS[language].has(first.folded)) return exchangedPlace(lastQuestion, phrases, piece, first, put);
  if (language !== 'en') return undefined;
  const head = words.at(-1)!.folded;
  const chosen = counterpart(lastQuestion, phrases, piece, first, head);
  if (!chosen) return undefined;
  return put(chosen, isOne(head) ? `${words.slice(0, -1).map(({ text }) => text).join(' ')} ${chosen.words.at(-1)!.text}` : piece);
}

const isOne = (folded: string) => folded === 'one' || folded === 'ones';
const YEAR = /^(?:1\d|20)\d\d$/u;
const OPENED = /^(?:the|a|an|my|our|your|this|that|these|those)\s/iu;

/** What of the last question is of the same kind as the piece: a lease for a lease, a name for the only name, a subject for the subject. */
function counterpart(lastQuestion: string, phrases: readonly Phrase[], piece: string, first: QuestionWord, head: string): Phrase | undefined {
  const isName = first.marked && !isGrammar(first.folded);
  const kind = isName ? 'name' : OPENED.test(piece) ? 'article' : 'bare';
  const sameKind = phrases.filter((phrase) => phrase.kind === kind && (!isName || YEAR.test(phrase.text) === YEAR.test(piece)));
  const sameHead = sameKind.filter(({ words }) => words.at(-1)!.folded === head || isOne(head));
  if (sameHead.length === 1) return sameHead[0];
  if (isName) return only(sameKind);
  // "The salary of the director", and then "the deputy": it may stand for either.
  const subject = only(sameKind);
  return subject?.after === undefined && subject && followsBe(lastQuestion, subject) ? subject : undefined;
}

function exchangedPlace(lastQuestion: string, phrases: readonly Phrase[], piece: string, preposition: QuestionWord, put: (span: { start: number; end: number }, text: string) => string): string {
  const wantsName = wordsOf(piece)[1]?.marked === true;
  const same = phrases.findLast(({ after, kind }) => after === preposition.folded && (kind === 'name') === wantsName);
  if (same) return put(same, piece.slice(preposition.end).trim());
  return `${trimmed(lastQuestion)} ${piece.charAt(0).toLowerCase()}${piece.slice(1)}${/[?？]\s*$/u.test(lastQuestion) ? '?' : ''}`;
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
const followsBe = (question: string, { start }: Phrase) => /\b(?:is|are|was|were|about|do|does|did|can|may|must|should|will)\s+$/iu.test(question.slice(0, start));

/** The question with what a word stands for in its place. */
function replaced(question: string, word: QuestionWord, last: LastTurn): string | undefined {
  if (word.folded === 'there') return replacedPlace(question, word, last.question);
  const person = /^(?:he|him|his|she|her|hers)$/u.test(word.folded);
  const topic = topicPhrase(last.question);
  const several = /^the(?:y|m|ir|irs)$/u.test(word.folded);
  const referent = person ? personIn(last) : several ? severalIn(last.question) : topic?.text;
  if (referent === undefined) return undefined;
  const isPossessive = isOwning(question, word);
  if (isPossessive && referent.split(' ').some((part) => PREPOSITIONS.en.has(part))) return undefined;
  const text = question.slice(0, word.start) + (isPossessive ? `${referent}’s` : atStart(referent, word.start)) + question.slice(word.end);
  // A second word that points may point at something else: then all of it is named as well.
  const others = wordsOf(question).filter((other) => other.start !== word.start && POINTING.en.has(other.folded));
  return others.length > 0 || person ? named(text, withoutAsking(last.question)) : text;
}

const atStart = (text: string, at: number) => (at === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text);

function replacedPlace(question: string, word: QuestionWord, lastQuestion: string): string | undefined {
  const place = phrasesIn(lastQuestion).findLast(({ after }) => after === 'in' || after === 'at' || after === 'to' || after === 'from');
  return place && `${question.slice(0, word.start)}${place.after === 'at' ? 'at' : 'in'} ${place.text}${question.slice(word.end)}`;
}

/** A name of two words and more that the last question or the words cited for it speak of, when there is just one. */
function personIn({ question, quotes }: LastTurn): string | undefined {
  const namesOf = (text: string) => [...new Set(phrasesIn(text).filter(({ kind, words, text: name }) => kind === 'name' && words.length > 1 && !/\p{N}/u.test(name)).map(({ text: name }) => name))];
  const asked = namesOf(question);
  return asked.length > 0 ? only(asked) : only(namesOf(`… ${quotes[0] ?? ''}`)) ?? only(phrasesIn(question).filter(({ kind }) => kind === 'name').map(({ text }) => text));
}

/** The document or place that the last question was asked of, named again: "And what is the deposit in the Berlin lease?" */
function continued(question: string, lastQuestion: string): string {
  const where = phrasesIn(lastQuestion).filter(({ after, kind, words }) => after !== undefined && (kind === 'name' || words.some(({ folded, marked }) => marked || KNOWN_ALONE.has(folded)))).at(-1);
  const isThere = !where || phrasesIn(question).some(({ after, kind }) => after !== undefined || kind === 'name');
  if (isThere) return question;
  const end = /[\s?.!]*$/u.exec(question)?.[0] ?? '';
  return `${question.slice(0, question.length - end.length)} ${where.after} ${where.text}${end.trim()}`;
}
