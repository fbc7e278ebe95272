/**
 * Sentences whose truth is known, made from evidence: copies that must be believed, and altered copies that must not. How they are
 * altered knows nothing of how they are checked: plain patterns, a fixed seed, and no code of the room that is measured.
 */
import { sentences } from '../chunking/sentences.ts';

export type ClaimKind = SupportedKind | UnsupportedKind;
export type SupportedKind = 'copy' | 'copy, lightly edited' | 'copy, a clause dropped' | 'paraphrase, by hand';
export type UnsupportedKind =
  | 'number swapped'
  | 'number of the passage swapped in'
  | 'unit swapped'
  | 'name of another article'
  | 'name of the same passage'
  | 'negated'
  | 'negated, by hand'
  | 'roles exchanged, by hand'
  | 'sentence of another article'
  | 'sentence of another passage'
  | 'invented, by hand';

export const SUPPORTED_KINDS: readonly ClaimKind[] = ['copy', 'copy, lightly edited', 'copy, a clause dropped', 'paraphrase, by hand'];

/** Whether the check judged a sentence as it should not. */
export const isWrong = ({ kind, finding }: { kind: ClaimKind; finding: object | undefined }): boolean => SUPPORTED_KINDS.includes(kind) === (finding !== undefined);

export interface Claim {
  kind: ClaimKind;
  sentence: string;
  evidence: string;
  /** Article or contract: a half is made of whole sources. */
  source: string;
}

/** A passage of one source, and what passages of it and of other sources lend to the alterations. */
export interface ClaimSeed {
  source: string;
  evidence: string;
  /** Another passage of the same source. */
  sibling: string;
  /** A passage of another source. */
  stranger: string;
}

type Random = () => number;
const pick = <T>(list: readonly T[], random: Random): T | undefined => list[Math.floor(random() * list.length)];

/** Characters of a sentence that is worth altering: neither a scrap nor a page. */
const SHORTEST = 45;
const LONGEST = 400;
/** A character of Chinese says as much as three of English. */
const DENSE_SHARE = 3;

export const usable = (text: string): string[] =>
  sentences(text, { start: 0, end: text.length })
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => {
      const size = sentence.length + (DENSE_SHARE - 1) * (sentence.match(/\p{Script=Han}/gu)?.length ?? 0);
      return size >= SHORTEST && size <= LONGEST && /^[\p{Lu}\p{Lo}]/u.test(sentence) && /[.!?。！？؟]["”)]?$/u.test(sentence);
    });

/** One claim of every kind that the passage has matter for. */
export function claimsFrom({ source, evidence, sibling, stranger }: ClaimSeed, random: Random): Claim[] {
  const own = usable(evidence);
  const claims: Claim[] = [];
  const add = (kind: ClaimKind, make: (sentence: string) => string | undefined, from: readonly string[] = own) => {
    const begin = Math.floor(random() * from.length);
    for (let i = 0; i < from.length; i += 1) {
      const sentence = from[(begin + i) % from.length]!;
      const made = make(sentence);
      if (made === undefined) continue;
      claims.push({ kind, sentence: made, evidence, source });
      return;
    }
  };
  const others = [...stranger.matchAll(NAME)].map(([name]) => name).filter((name) => !evidence.includes(name));
  const near = [...evidence.matchAll(NAME)].map(([name]) => name);
  const numbers = [...evidence.matchAll(NUMBER)].map(([number]) => number);
  add('copy', (sentence) => sentence);
  add('copy, lightly edited', (sentence) => lightly(sentence, random));
  add('copy, a clause dropped', withoutClause);
  add('number swapped', (sentence) => withNumber(sentence, (number) => anotherNumber(number, evidence, random)));
  add('number of the passage swapped in', (sentence) => withNumber(sentence, (number) => pick(numbers.filter((one) => alike(one, number) && !sentence.includes(one)), random)));
  add('unit swapped', withUnit);
  add('name of another article', (sentence) => withName(sentence, () => pick(others, random)));
  add('name of the same passage', (sentence) => withName(sentence, (name) => pick(near.filter((one) => !sentence.includes(one) && !one.includes(name)), random)));
  add('negated', negated);
  add('sentence of another article', (sentence) => sentence, usable(stranger));
  add('sentence of another passage', (sentence) => sentence, usable(sibling));
  return claims;
}

/** What a model does to a sentence that it copies: a mark of its source, another case, other punctuation, a frame. */
function lightly(sentence: string, random: Random): string | undefined {
  const body = sentence.replace(/[.!?]$/u, '');
  const lower = body.charAt(0).toLowerCase() + body.slice(1);
  return pick(
    [
      `${body} [1].`,
      `${sentence} [1, 2]`,
      lower,
      `${body.replaceAll(',', '')}.`,
      `${body.replaceAll('"', '”').replaceAll("'", '’').replaceAll(' ', '  ')}`,
      `According to the passage, ${lower}.`,
      `${body.toLowerCase()}.`,
      `- ${body};`,
      `${body.replaceAll('-', ' ')} ⟦k7⟧.`,
    ],
    random,
  );
}

/** Without the piece between its first two commas, or after its only one. */
function withoutClause(sentence: string): string | undefined {
  const parts = sentence.replace(/[.!?]$/u, '').split(', ');
  if (parts.length < 2) return undefined;
  const left = parts.length === 2 ? parts.slice(0, 1) : [parts[0], ...parts.slice(2)];
  const made = `${left.join(', ')}.`;
  return made.length >= SHORTEST ? made : undefined;
}

const NUMBER = /(?<![\p{L}\d.,])\d+(?:[.,]\d+)*(?![\p{L}\d]|[.,]\d)|(?<!\p{L})(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty)(?!\p{L})/gu;
const WORDS = 'two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty'.split(' ');

/** The last number exchanged; where it is said twice, "thirty (30)", neither is touched. */
function withNumber(sentence: string, other: (number: string) => string | undefined): string | undefined {
  const found = [...sentence.matchAll(NUMBER)].filter(({ index, 0: number }) => !/\(\d/.test(sentence.slice(index, index + number.length + 4)) && sentence[index - 1] !== '(').at(-1);
  const instead = found && other(found[0]);
  if (!found || instead === undefined || instead === found[0]) return undefined;
  return sentence.slice(0, found.index) + instead + sentence.slice(found.index + found[0].length);
}

/** A plausible one in the same hand: another digit in its place, a year some years off, another word. */
function anotherNumber(number: string, evidence: string, random: Random): string | undefined {
  for (let tries = 0; tries < 20; tries += 1) {
    const made = WORDS.includes(number) ? pick(WORDS, random)! : changed(number, random);
    const digits = made.replaceAll(',', '');
    if (made !== number && !new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(evidence.replaceAll(',', '')) && !evidence.toLowerCase().includes(made)) return made;
  }
  return undefined;
}

function changed(number: string, random: Random): string {
  if (/^1[0-9]\d\d$|^20\d\d$/.test(number)) return String(Number(number) + Math.ceil(random() * 30) * (random() < 0.5 ? -1 : 1));
  const places = [...number].flatMap((digit, i) => (/\d/.test(digit) ? [i] : []));
  const place = pick(places, random)!;
  const digit = String(1 + Math.floor(random() * 9));
  return number.slice(0, place) + digit + number.slice(place + 1);
}

/** Numbers that could stand for each other: years for years, words for words, others for others. */
const alike = (a: string, b: string): boolean => kindOf(a) === kindOf(b) && a !== b;
const kindOf = (number: string): string => (WORDS.includes(number) ? 'word' : /^[12]\d{3}$/.test(number) ? 'year' : 'number');

const UNITS = new Map([['days', 'months'], ['months', 'weeks'], ['years', 'months'], ['year', 'month'], ['hours', 'minutes'], ['minutes', 'hours'], ['weeks', 'years'], ['day', 'week'], ['percent', 'kilometres'], ['km', 'miles'], ['miles', 'km'], ['dollars', 'euros']]);

function withUnit(sentence: string): string | undefined {
  const found = /(?<=\d\)? )(days|months|years|year|hours|minutes|weeks|day|percent|km|miles|dollars)\b/u.exec(sentence);
  return found ? sentence.slice(0, found.index) + UNITS.get(found[0])! + sentence.slice(found.index + found[0].length) : undefined;
}

/** Capitalised words inside a sentence; months and days of the week are none. */
const NAME = /(?<=[a-z,] )(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I)\b)\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}+)*/gu;

function withName(sentence: string, other: (name: string) => string | undefined): string | undefined {
  const found = [...sentence.matchAll(NAME)].at(-1);
  const instead = found && other(found[0]);
  if (!found || instead === undefined) return undefined;
  return sentence.slice(0, found.index) + instead + sentence.slice(found.index + found[0].length);
}

const AUXILIARY = /\b(?:is|was|are|were|has|have|had|can|could|may|shall|will|would|must|should)\b(?! not| never| no\b)/u;

/** A "not" taken out where there is one, put in after the first auxiliary where there is none. */
function negated(sentence: string): string | undefined {
  if (/\bnot\b(?! only)/u.test(sentence)) return sentence.replace(/ not\b(?! only)/u, '');
  const found = AUXILIARY.exec(sentence);
  if (!found || /\b(?:no|never|nor|neither|without|none)\b/iu.test(sentence)) return undefined;
  const at = found.index + found[0].length;
  return `${sentence.slice(0, at)} not${sentence.slice(at)}`;
}
