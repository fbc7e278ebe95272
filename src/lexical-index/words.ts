/** Text as the words that search compares. Documents and queries go through the same door, so what is folded in one is in the other. */
import type { Span } from '../contract/range.ts';
import { Kind, kindAt, widthAt } from './character-kind.ts';
import { fold } from './fold.ts';
import { stem } from './stem.ts';

/** One occurrence of a term. Occurrences may overlap: a code is found whole and by its parts, Chinese by pairs of characters. */
export interface Word extends Span {
  /** What is compared: folded, without English endings. */
  term: string;
  /** The folded word with its ending, for words that are still being typed. */
  form: string;
}

/** Codes longer than this are indexed by their parts only. */
const LONGEST_CODE = 48;

type Folded = Pick<Word, 'term' | 'form'>;

/**
 * Words already folded. Only words of at most 12 units are kept: V8 copies those, while a longer slice would keep
 * the whole document it was cut from in memory.
 */
const known = new Map<string, Folded>();
const LONGEST_KEPT = 12;
const MOST_KEPT = 60_000;

function toFolded(word: string): Folded {
  if (word.length > LONGEST_KEPT) return stemmed(fold(word));
  let folded = known.get(word);
  if (folded === undefined) {
    if (known.size >= MOST_KEPT) known.clear();
    folded = stemmed(fold(word));
    known.set(word, folded);
  }
  return folded;
}

const stemmed = (form: string): Folded => ({ form, term: stem(form) });

/** End of the unbroken run of letters and digits that starts at `start`. */
function runEnd(text: string, start: number): number {
  let end = start;
  for (let i = start; i < text.length; ) {
    const kind = kindAt(text, i);
    if (kind !== Kind.letter && kind !== Kind.digit && kind !== Kind.mark && kind !== Kind.invisible) break;
    i += widthAt(text, i);
    if (kind !== Kind.invisible) end = i;
  }
  return end;
}

const isDigit = (text: string, at: number) => kindAt(text, at) === Kind.digit;

/** Whether the joiner or apostrophe at `at` holds two runs together. */
function joins(text: string, at: number): boolean {
  const kind = kindAt(text, at);
  if (kind !== Kind.joiner && kind !== Kind.apostrophe) return false;
  const next = kindAt(text, at + 1);
  if (next !== Kind.letter && next !== Kind.digit) return false;
  return !',:'.includes(text[at]!) || (isDigit(text, at - 1) && next === Kind.digit);
}

/** Words that fold to nothing, like a lone accent, are left out. */
function push(found: Word[], { term, form }: Folded, start: number, end: number) {
  if (form !== '') found.push({ term, form, start, end });
}

const pushExact = (found: Word[], form: string, start: number, end: number) => push(found, { form, term: form }, start, end);
const pushRun = (found: Word[], text: string, start: number, end: number) =>
  push(found, toFolded(text.slice(start, end)), start, end);

/** "1,000" and "1.000" are one number in two countries' hand. */
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/;
const NUMBER = /^\d+(?:[.,]\d+)+$/;
/** "U.S.A": single letters with full stops between. */
const INITIALS = /^\p{L}(?:\.\p{L})+$/u;
const CODE = /[\p{Nd}@_&]/u;

/** The words of several runs that joiners or apostrophes hold together. `runs` are their starts and ends in turn. */
function pushJoined(text: string, runs: readonly number[], found: Word[]) {
  const start = runs[0]!;
  const end = runs.at(-1)!;
  const whole = text.slice(start, Math.min(end, start + LONGEST_CODE + 1));
  if (whole.length <= LONGEST_CODE) {
    const folded = fold(whole).replace(/[‐‑]/g, '-');
    if (NUMBER.test(folded)) return pushExact(found, GROUPED.test(folded) ? folded.replace(/[.,]/g, '') : folded, start, end);
    if (INITIALS.test(whole)) return push(found, stemmed(folded.replaceAll('.', '')), start, end);
    if (CODE.test(whole) && !/['’ʼ＇]/.test(whole)) pushExact(found, folded, start, end);
  }
  const before = found.length;
  for (let i = 0; i < runs.length; i += 2) if (!isElided(text, runs, i)) pushRun(found, text, runs[i]!, runs[i + 1]!);
  if (found.length > before) return;
  for (let i = 0; i < runs.length; i += 2) pushRun(found, text, runs[i]!, runs[i + 1]!);
}

/** A single letter at an apostrophe is grammar, not a word: "company's", "l'avion", "don't". */
function isElided(text: string, runs: readonly number[], i: number): boolean {
  if (runs[i + 1]! - runs[i]! > 1 || kindAt(text, runs[i]!) !== Kind.letter) return false;
  const afterOne = i > 0 && kindAt(text, runs[i]! - 1) === Kind.apostrophe;
  const beforeOne = i + 2 < runs.length && kindAt(text, runs[i + 1]!) === Kind.apostrophe;
  return afterOne || beforeOne;
}

/** Reads one word, or one code with its parts, and returns where it ends. */
function readWord(text: string, start: number, found: Word[]): number {
  let end = runEnd(text, start);
  if (!joins(text, end)) {
    pushRun(found, text, start, end);
    return end;
  }
  const runs = [start, end];
  while (joins(text, end)) {
    const next = end + 1;
    end = runEnd(text, next);
    runs.push(next, end);
  }
  pushJoined(text, runs, found);
  return end;
}

/**
 * Reads a run of a script without spaces as overlapping pairs, and its last character once more alone: so every
 * character starts exactly one term, and a query of one character finds it by prefix.
 */
function readDense(text: string, start: number, found: Word[]): number {
  const starts: number[] = [];
  let end = start;
  while (end < text.length) {
    const kind = kindAt(text, end);
    if (kind === Kind.dense) starts.push(end);
    else if (kind !== Kind.mark && kind !== Kind.invisible) break;
    end += widthAt(text, end);
  }
  for (let i = 0; i < starts.length; i++) {
    const pairEnd = starts[i + 2] ?? end;
    pushExact(found, fold(text.slice(starts[i], pairEnd)), starts[i]!, pairEnd);
  }
  return end;
}

/** "§ 5" is also the one term "§5": a bare 5 is everywhere. */
function readSection(text: string, start: number, found: Word[]): number {
  let at = start + 1;
  while (text[at] === ' ' || text[at] === '\u00a0' || text[at] === '§') at++;
  if (isDigit(text, at)) {
    const end = runEnd(text, at);
    pushExact(found, `§${fold(text.slice(at, end))}`, start, end);
  }
  return at;
}

/**
 * The words of a text in any script, in order of their starts, with the place of each.
 * Case, accents and compatibility forms are folded, English endings removed.
 */
export function words(text: string): Word[] {
  const found: Word[] = [];
  for (let i = 0; i < text.length; ) {
    const kind = kindAt(text, i);
    if (kind === Kind.letter || kind === Kind.digit || kind === Kind.mark) i = readWord(text, i, found);
    else if (kind === Kind.dense) i = readDense(text, i, found);
    else if (kind === Kind.sectionSign) i = readSection(text, i, found);
    else i += widthAt(text, i);
  }
  return found;
}
