/** Finds terms in a segment's sorted dictionary without turning any of it into strings. */
import type { LexicalSegment } from './lexical-segment.ts';

/** Longer words considered for one beginning in one document. Reached only by the shortest beginnings in the largest documents. */
const MOST_LONGER = 1000;

/** Strings one after the other, sorted by their UTF-16 units: string `i` is the units `starts[i]`–`starts[i + 1]`. */
interface SortedStrings {
  count: number;
  starts: Uint32Array;
  units: Uint8Array | Uint16Array;
}

/** Negative when string `i` comes before `wanted`, 0 when it is equal, or begins with it when `asPrefix`. */
function compare({ starts, units }: SortedStrings, i: number, wanted: string, asPrefix: boolean): number {
  const start = starts[i]!;
  const length = starts[i + 1]! - start;
  const shared = Math.min(length, wanted.length);
  for (let k = 0; k < shared; k++) {
    const difference = units[start + k]! - wanted.charCodeAt(k);
    if (difference !== 0) return difference;
  }
  return asPrefix && length > wanted.length ? 0 : length - wanted.length;
}

/** Number of the first string that is `wanted` or comes after it. */
function lowerBound(strings: SortedStrings, wanted: string): number {
  let [low, high] = [0, strings.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(strings, middle, wanted, false) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const termsOf = ({ termCount, termStarts, units }: LexicalSegment): SortedStrings => ({ count: termCount, starts: termStarts, units });

/**
 * Number of a term in the segment, or -1.
 * @param hash `hashTerm` of the term, made once for all segments
 */
export function findTerm(segment: LexicalSegment, term: string, hash: number): number {
  const { slots } = segment;
  const mask = slots.length - 1;
  for (let at = hash & mask; slots[at] !== 0; at = (at + 1) & mask) {
    const number = slots[at]! - 1;
    if (compare(termsOf(segment), number, term, false) === 0) return number;
  }
  return -1;
}

/** Numbers of the terms that begin with `prefix`, or have a form that does. */
export function findPrefix(segment: LexicalSegment, prefix: string): number[] {
  const terms = termsOf(segment);
  const forms: SortedStrings = { count: segment.formCount, starts: segment.formStarts, units: segment.formUnits };
  const found = new Set<number>();
  for (const number of beginningWith(terms, prefix)) found.add(number);
  for (const form of beginningWith(forms, prefix)) found.add(segment.formTerms[form]!);
  return [...found];
}

function beginningWith(strings: SortedStrings, prefix: string): number[] {
  const found: number[] = [];
  for (let i = lowerBound(strings, prefix); i < strings.count && found.length < MOST_LONGER; i++) {
    if (compare(strings, i, prefix, true) !== 0) break;
    found.push(i);
  }
  return found;
}
