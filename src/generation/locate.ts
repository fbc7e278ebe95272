/**
 * Finds a quotation in the stored text: where it is said to be, or else where it moved to. A reader that improved shifts offsets
 * and line breaks but not words, so a quotation is known by its words and by what stands around it (as in the
 * W3C Web Annotation Data Model, https://www.w3.org/TR/annotation-model/#text-quote-selector).
 */
import type { Span } from '../contract/range.ts';
import { collapse, collapseWithOrigin, type CollapsedText } from './white-space.ts';

export interface Quotation {
  /** The words, as they were read. */
  quote: string;
  /** What stood before and after them, as far as it is known. */
  prefix: string;
  suffix: string;
}

/** How far, in UTF-16 units, a quotation may have moved before its surroundings must agree as well. */
const NEARBY = 2_000;
/** Units of agreeing text on one side that make a place certain. */
const CERTAIN = 24;
/** Longest agreement that is looked for, in units: more would say nothing new. */
const CONTEXT = 64;

/**
 * Where in `text` the quotation stands: at `expected` if the words there are the same, else at the occurrence whose surroundings
 * agree best, the nearer one of two equals. White space is compared by run.
 * @returns offsets in `text`, or `undefined` when the words are not in it, or only in a strange place.
 */
export function locate(text: string, expected: Span, quotation: Quotation): Span | undefined {
  const quote = collapse(quotation.quote);
  if (quote === '') return undefined;
  if (isSpanOf(text, expected) && collapse(text.slice(expected.start, expected.end)) === quote) return expected;

  const collapsed = collapseWithOrigin(text);
  const sides = { prefix: collapse(quotation.prefix), suffix: collapse(quotation.suffix) };
  let best: Occurrence | undefined;
  for (let at = collapsed.text.indexOf(quote); at !== -1; at = collapsed.text.indexOf(quote, at + 1)) {
    const found = occurrence(collapsed, at, quote.length, sides);
    const distance = Math.abs(found.span.start - expected.start);
    if ((found.certain || distance <= NEARBY) && (!best || isBetter({ ...found, distance }, best))) best = { ...found, distance };
  }
  return best?.span;
}

interface Occurrence {
  span: Span;
  /** Units around it that agree. */
  agreement: number;
  distance: number;
}

const isBetter = (a: Occurrence, b: Occurrence): boolean =>
  a.agreement > b.agreement || (a.agreement === b.agreement && a.distance < b.distance);

function occurrence({ text, origin }: CollapsedText, at: number, length: number, { prefix, suffix }: { prefix: string; suffix: string }) {
  const before = sharedEnding(text.slice(Math.max(0, at - CONTEXT - 1), at).trimEnd(), prefix);
  const after = sharedBeginning(text.slice(at + length, at + length + CONTEXT + 1).trimStart(), suffix);
  return {
    span: { start: origin[at] ?? 0, end: (origin[at + length - 1] ?? 0) + 1 },
    agreement: before + after,
    certain: before + after > 0 && before >= Math.min(CERTAIN, prefix.length) && after >= Math.min(CERTAIN, suffix.length),
  };
}

/** Whether a span has whole offsets inside the text and holds something. */
export const isSpanOf = (text: string, { start, end }: Span): boolean =>
  Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start < end && end <= text.length;

function sharedEnding(text: string, prefix: string): number {
  let length = 0;
  while (length < CONTEXT && length < prefix.length && text.at(-1 - length) === prefix.at(-1 - length)) length += 1;
  return length;
}

function sharedBeginning(text: string, suffix: string): number {
  let length = 0;
  while (length < CONTEXT && length < suffix.length && text[length] === suffix[length]) length += 1;
  return length;
}
