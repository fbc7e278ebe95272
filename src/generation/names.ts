/**
 * Names in a sentence, and whether a source has them. A name is a run of capitalised words where a capital is not owed to the place in
 * the sentence. Scripts without capitals have none; there the words alone are compared.
 */
import { isGrammar } from './grammar-words.ts';
import type { ReadText } from './source-text.ts';
import type { Token } from './tokens.ts';

export interface NameMention {
  text: string;
  words: Token[];
  /** Token numbers, `last` included. */
  first: number;
  last: number;
}

/** Where so many content words all have a capital, the text is a heading or shouted, and capitals say nothing. */
const HEADING_WORDS = 3;
/** What may stand between two words of one name. */
const INSIDE_NAME = /^(?:[\s-]|\.\s?| & |['’])*$/u;
const SENTENCE_START = /[!?:;•–—…]\s*["'“”«‘(]*$|(?:^|\s)["“«„‘(¿¡[]+$/u;
const FULL_STOP = /\.\s*["'“”«‘(]*\s*$/u;
const SHORT_FORM = /^(?:\p{L}|mr|mrs|ms|dr|st|prof|sr|jr|no|vs|inc|ltd|co|corp|gen|col|sen|rep|u\.?s)$/iu;
const HAS_DIGIT = /\p{L}.*\p{N}|\p{N}.*\p{L}/u;
const ORDINAL = /^\p{N}+(?:st|nd|rd|th|s|er|º|ª|k|m|bn|km|cm|mm|kg|g|ft|min|h)$/iu;

/** Endings that make an adjective or a plural of a name: "Italy" and "Italian", "German" and "Germans". Not "John" and "Johnson". */
const NAME_ENDING = /^(?:|s|es|n|ns|an|ans|ian|ians|ean|ese|ish|i|y|ies|ia|ic|e|o|a|en|er|ers|e?an's|land|lands|ism|ist|ists)$/u;
const SHARED_NAME_LETTERS = 4;
/** Names of peoples that no ending makes. */
const PEOPLES = 'france french|spain spanish|netherlands dutch holland|wales welsh|ireland irish|denmark danish danes|turkey turkish|greece greek greeks|poland polish poles|switzerland swiss|england english|scotland scottish scots|sweden swedish|finland finnish|iceland icelandic|britain british britons uk|cyprus cypriot'
  .split('|')
  .map((line) => new Set(line.split(' ')));

/** The names of a sentence; the capital of its first word counts when another capital follows. */
export function namesIn({ text, tokens, language, dates }: ReadText): NameMention[] {
  const lettered = tokens.filter((token) => token.content && /^\p{L}{2}/u.test(token.text));
  if (lettered.length >= HEADING_WORDS && lettered.every(({ capital }) => capital)) return [];
  const inDate = ({ start, end }: Token) => dates.some((date) => date.start < end && start < date.end);
  const runs: { first: number; last: number }[] = [];
  for (const [i, token] of tokens.entries()) {
    if (inDate(token) || !isNameWord(token)) continue;
    const run = runs.at(-1);
    const joined = run?.last === i - 1 && INSIDE_NAME.test(text.slice(tokens[i - 1]!.end, token.start)) && !startsSentence(text, tokens, i);
    if (joined) run.last = i;
    else runs.push({ first: i, last: i });
  }
  return runs.flatMap((run) => nameOf(text, tokens, run, language === 'de'));
}

const isNameWord = (token: Token): boolean =>
  (token.capital && token.text !== 'I' && !token.text.startsWith("I'")) || (HAS_DIGIT.test(token.text) && !ORDINAL.test(token.text) && /\p{Lu}/u.test(token.text));

/** Takes from a run what its capitals are owed to: the first word of a sentence, grammar at its ends. */
function nameOf(text: string, tokens: readonly Token[], run: { first: number; last: number }, nounsHaveCapitals: boolean): NameMention[] {
  let { first, last } = run;
  while (first < last && isLowly(tokens[first]!) && !isInitial(text, tokens[first]!)) first += 1;
  while (last > first && isLowly(tokens[last]!)) last -= 1;
  if (isLowly(tokens[first]!) && first === last) return [];
  if (first === last && !isNameAlone(text, tokens, first, nounsHaveCapitals)) return [];
  const words = tokens.slice(first, last + 1);
  return [{ text: text.slice(words[0]!.start, words.at(-1)!.end).replace(/['’]s?$/u, ''), words, first, last }];
}

const ALL_CAPITALS = /^\p{Lu}{2,}$/u;
/** Grammar with a capital: "The", "In". In capitals throughout, "US" and "IT", it is a name. */
const isLowly = ({ folded, text }: Token) => isGrammar(folded) && !ALL_CAPITALS.test(text);

/** "A. Smith": a letter with a full stop. */
const isInitial = (text: string, token: Token) => token.text.length === 1 && text[token.end] === '.';

/** Whether one capitalised word is a name: at the start of a sentence, and where every noun has a capital, more must speak for it. */
function isNameAlone(text: string, tokens: readonly Token[], i: number, nounsHaveCapitals: boolean): boolean {
  if (ALL_CAPITALS.test(tokens[i]!.text)) return true;
  return !nounsHaveCapitals && (!startsSentence(text, tokens, i) || looksLikeName(text, tokens, i));
}

function startsSentence(text: string, tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1];
  if (!before) return true;
  const between = text.slice(before.end, tokens[i]!.start);
  return SENTENCE_START.test(between) || (FULL_STOP.test(between) && !SHORT_FORM.test(before.text));
}

const VERB_AFTER = /^(?:is|was|has|had|did|does|will|would|can|could|may|might|must|shall|should|[a-z]{2,}(?:ed|es)|[a-z]{3,}[^s]s|wrote|became|began|came|gave|held|made|led|left|took|went|won|lost|said|told|saw|set|sold|built|kept|met|ran|sent|put|who|whose|which)$/u;
/** Endings of words that begin sentences and are no names. */
const COMMON_ENDING = /(?:ing|ed|ly|tion|tions|ment|ments|ness|ity|ities|ance|ence|ers|ors|ists|ics|ies|[^aius]s|ism|ship|hood|age|ure|al|ous|ive|ful|less|able|ible)$/u;

/** Words without such an ending that often begin a sentence. */
const OPENERS = new Set(
  `whoever whatever whichever anyone everyone someone anybody everybody somebody nobody people others many several few most part parts half nothing something everything anything
   today later earlier soon then now never often sometimes instead meanwhile overall finally first second third next last research data law health food
   land fire gold oil gas life death war peace art music power energy light heat air rain water money work time children men women staff student
   user customer client tenant landlord owner buyer seller employer employee worker company party parties notice payment rent`.split(/\s+/),
);

/** The first word of a sentence, alone: a possessive, or followed by a verb, and without the ending of a common word. */
function looksLikeName(text: string, tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  if (HAS_DIGIT.test(token.text)) return true;
  const next = tokens[i + 1];
  if (/['’]s$/u.test(token.text)) return true;
  return next !== undefined && VERB_AFTER.test(next.text) && token.folded.length > 2 && !COMMON_ENDING.test(token.folded) && !OPENERS.has(token.folded) && text[token.end] === ' ';
}

/** Words of a name that a source does not have. Initials and short forms of names that it has count as had. */
export function missingWords(name: NameMention, source: ReadText): Token[] {
  const missing = name.words.filter((word) => !isBacked(word, source));
  if (missing.length === 0 || isShortFor(name, source)) return [];
  return missing;
}

function isBacked(word: Token, source: ReadText): boolean {
  if (word.folded.length === 1) return source.tokens.some((token) => token.capital && token.folded.startsWith(word.folded));
  return isGrammar(word.folded) || source.tokens.some((token) => sameNameWord(word.folded, token.folded));
}

/** @param a @param b folded */
export function sameNameWord(a: string, b: string): boolean {
  if (a === b) return true;
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared += 1;
  if (shared >= SHARED_NAME_LETTERS && NAME_ENDING.test(a.slice(shared)) && NAME_ENDING.test(b.slice(shared))) return true;
  return PEOPLES.some((people) => people.has(a) && people.has(b));
}

/** "EU" for "European Union" in the source, and the other way round. */
function isShortFor(name: NameMention, source: ReadText): boolean {
  const [only] = name.words;
  if (name.words.length === 1 && only && /^(?:\p{Lu}\.?){2,6}s?$/u.test(only.text)) return firstLetters(source.tokens).includes(only.folded.replace(/s$/u, ''));
  const letters = name.words.filter(({ capital }) => capital).map(({ folded }) => folded[0]).join('');
  return letters.length > 1 && source.tokens.some(({ text, folded }) => folded === letters && /^\p{Lu}+$/u.test(text));
}

/** First letters of the content words in order; runs of small words do not break an abbreviation. */
const firstLetters = (tokens: readonly Token[]): string => tokens.map(({ capital, folded }) => (capital ? folded[0] : isGrammar(folded) ? '' : ' ')).join('');
