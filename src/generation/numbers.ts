/** The numbers of a text, in whatever way they are written, so that "five per cent", "5 %" and "5.0 percent" are one. */
import { languageOf, type Language } from './grammar-words.ts';
import { aliasOf, ordinalOf, readWords, scaleOf } from './number-words.ts';
import type { Token } from './tokens.ts';
import { unitAt } from './units.ts';

export interface Quantity {
  /** As written. */
  text: string;
  value: number;
  unit?: string;
  start: number;
  end: number;
  /** "about", "more than": the source may give it more exactly. */
  rough: boolean;
  /** Said so loosely that a source need not have it: "one", "both". */
  loose: boolean;
}

const DIGITS = /(?<![\p{L}\p{N}_])\p{Nd}+(?:[.,'’]\p{Nd}+|[  ]\p{Nd}{3}(?!\p{Nd}))*/gu;
/** What may be written onto a number: an ordinal, a decade, a scale or a unit. Other letters make it a code ("4H", "2FA"). */
const ATTACHED = /^(?:st|nd|rd|th|s|º|ª|er|e|m|k|bn|km|cm|mm|kg|g|ft|min|h)?(?![\p{L}\p{N}])/u;
const ATTACHED_SCALE = new Map([['k', 1e3], ['m', 1e6], ['bn', 1e9]]);
const MONEY = /[$€£¥]\s?$/u;
/** Characters after a number among which its scale stands. */
const FAR_ENOUGH = 24;
const ROUGH = /(?:\b(?:about|around|approximately|approx\.?|roughly|some|nearly|almost|over|under|(?:more|less|fewer) than|at (?:least|most)|up to|circa|ca\.?|etwa|rund|fast|über|unos|unas|cerca de|casi|más de)|[~≈<>])\s*$/iu;

/** Every number of a text, in order. `spans` are stretches that hold no numbers of their own: dates. */
export function numbersIn(text: string, tokens: readonly Token[], spans: readonly { start: number; end: number }[] = []): Quantity[] {
  const language = languageOf(tokens.map(({ folded }) => folded));
  const commaIsDecimal = readsCommaAsDecimal(text, language);
  const found = [...digitsIn(text, commaIsDecimal), ...wordsIn(text, tokens, language)];
  return found.filter(({ start, end }) => !spans.some((span) => span.start < end && start < span.end)).toSorted((a, b) => a.start - b.start);
}

function* digitsIn(text: string, commaIsDecimal: boolean): Generator<Quantity> {
  for (const { 0: digits, index } of text.matchAll(DIGITS)) {
    const after = text.slice(index + digits.length, index + digits.length + FAR_ENOUGH);
    const attached = ATTACHED.exec(after)?.[0];
    const value = valueOf(digits, commaIsDecimal);
    if (attached === undefined || value === undefined) continue;
    const money = MONEY.test(text.slice(Math.max(0, index - 2), index));
    const { scale, length } = scaleAfter(after, money ? attached : '', attached === '');
    yield quantity(text, { start: index, end: index + digits.length + length, value: value * scale });
  }
}

/** "5 million", and with money also "$5m": what multiplies the number before it, and the letters that takes. */
function scaleAfter(after: string, letters: string, mayFollow: boolean): { scale: number; length: number } {
  const attached = ATTACHED_SCALE.get(letters);
  if (attached !== undefined) return { scale: attached, length: letters.length };
  const word = mayFollow ? /^[\s-]*(\p{L}+)/u.exec(after) : null;
  const scale = word ? scaleOf(word[1]!.toLowerCase()) : undefined;
  return word && scale !== undefined ? { scale, length: word[0].length } : { scale: 1, length: 0 };
}

function* wordsIn(text: string, tokens: readonly Token[], language: Language): Generator<Quantity> {
  const words = tokens.map(({ folded }) => folded);
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    const alias = aliasOf(token.folded) ?? ordinalOf(token.folded);
    const read = readWords(words.slice(i, i + 12), language);
    if (read) {
      const last = tokens[i + read.taken - 1]!;
      yield { ...quantity(text, { start: token.start, end: last.end, value: read.value }), loose: read.value <= 1 };
      i += read.taken - 1;
    } else if (alias !== undefined) {
      yield { ...quantity(text, { start: token.start, end: token.end, value: alias }), loose: alias <= 3 || token.folded === 'dozen' };
    } else if (/^(?:a|an)$/.test(token.folded) && scaleOf(words[i + 1] ?? '') !== undefined) {
      yield quantity(text, { start: token.start, end: tokens[i + 1]!.end, value: scaleOf(words[i + 1]!)! });
    }
  }
}

function quantity(text: string, { start, end, value }: { start: number; end: number; value: number }): Quantity {
  const unit = unitAt(text, start, end);
  const rough = ROUGH.test(text.slice(Math.max(0, start - 24), start).replace(MONEY, ''));
  return { text: text.slice(start, end), value, start, end, rough, loose: false, ...(unit !== undefined && { unit }) };
}

/** @returns `undefined` for what is no number: "9.3.1" is the number of a section */
function valueOf(digits: string, commaIsDecimal: boolean): number | undefined {
  const written = digits.normalize('NFKC').replace(/[  '’]/gu, '');
  const marks = written.match(/[.,]/g) ?? [];
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return toNumber(written);
  if (first !== last) return toNumber(written.replaceAll(first, '').replace(last, '.'));
  const grouped = /^[1-9]\p{Nd}{0,2}(?:[.,]\p{Nd}{3})+$/u.test(written);
  if (marks.length > 1) return grouped ? toNumber(written.replaceAll(first, '')) : undefined;
  const isDecimal = !grouped || (first === ',') === commaIsDecimal;
  return toNumber(written.replace(first, isDecimal ? '.' : ''));
}

/** Digits of any script: "٣" is 3. */
function toNumber(written: string): number {
  return Number(written.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit))));
}

/** The ten digits of a script stand in a row that begins at its zero. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0)!;
  if (point < 0x80) return point - 0x30;
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero -= 1;
  return point - zero;
}

/** What the text itself shows decides ("1.234.567", "12,5"); where it shows nothing, its language. */
function readsCommaAsDecimal(text: string, language: Language): boolean {
  const comma = text.match(/\d\.\d{3}[.,]\d|\d,\d{1,2}(?![\d,])/g)?.length ?? 0;
  const point = text.match(/\d,\d{3}[.,]\d|\d\.\d{1,2}(?![\d.])/g)?.length ?? 0;
  return comma === point ? language !== 'en' : comma > point;
}

/** Whether a source that has `evidence` backs a sentence that says `claim`. Units count where both sides have one. */
export function sameQuantity(claim: Quantity, evidence: Quantity): boolean {
  if (claim.unit !== undefined && evidence.unit !== undefined && claim.unit !== evidence.unit) return false;
  const [a, b] = [claim.value, evidence.value];
  if (Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))) return true;
  return claim.rough && roundsTo(b, a);
}

/** "about 1.2 million" for 1,234,567: as many digits as the claim shows, and two at least. */
function roundsTo(exact: number, rounded: number): boolean {
  const digits = rounded.toExponential().split('e')[0]!.replace(/\D/g, '').length;
  return digits >= 2 && Number(exact.toPrecision(digits)) === rounded;
}
