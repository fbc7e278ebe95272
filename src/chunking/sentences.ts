/** Sentences of canonical text, in any language: what answers quote and what long paragraphs are cut at. */
import type { Span } from '../contract/range.ts';
import { BEFORE_CLAUSE, goesOn, isLabel } from './abbreviations.ts';

/** One language for all, so that the same document gives the same sentences in every browser; only Greek has rules of its own. */
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Longer sentences are lists, tables or have no full stops, and are cut. In UTF-16 units. */
const LONGEST = 1_000;
/** Text handed to the segmenter at a time. V8 takes longer for each sentence the longer the text is that it is in. */
const WINDOW = 2_048;

/**
 * The sentences of a stretch of text, in order, without the white space around them; only white space lies between them.
 * A single line end is a space; an empty line ends a sentence.
 */
export function sentences(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  for (const paragraph of paragraphs(text, start, end)) {
    for (const sentence of joined(text, segments(text, paragraph))) cutLong(text, sentence, found);
  }
  return found;
}

/** Stretches between empty lines. */
function* paragraphs(text: string, start: number, end: number): Generator<Span> {
  let from = start;
  while (from < end) {
    while (from < end && isBlank(text, from)) from++;
    const to = nextEmptyLine(text, from, end);
    if (from < to) yield { start: from, end: to };
    from = to;
  }
}

/** Where the next empty line begins. */
function nextEmptyLine(text: string, from: number, end: number): number {
  let at = text.indexOf('\n', from);
  while (at >= 0 && at < end) {
    let next = at + 1;
    while (next < end && text[next] !== '\n' && isBlank(text, next)) next++;
    if (next < end && text[next] === '\n') return at;
    at = text.indexOf('\n', next);
  }
  return end;
}

const isBlank = (text: string, at: number) => /\s/.test(text[at]!);

/** What Unicode takes for sentences, trimmed. */
function* segments(text: string, { start, end }: Span): Generator<Span> {
  let from = start;
  while (from < end) {
    const to = Math.min(end, from + WINDOW);
    const pieces = [...segmenter.segment(text.slice(from, to).replaceAll('\n', ' '))];
    // The last piece may have been cut off by the window: it is read again with what follows.
    const last = to === end ? undefined : pieces.pop()!;
    for (const { index, segment } of pieces) yield* clauses(text, from + index, segment);
    if (last === undefined) return;
    if (last.index > 0) from += last.index;
    else {
      const length = cutPoint(text.slice(from, from + LONGEST));
      yield trim(text, from, from + length);
      from += length;
    }
  }
}

/** A segment, cut before the labels of clauses in it. */
function* clauses(text: string, start: number, segment: string): Generator<Span> {
  let from = 0;
  for (const { index, 0: stop } of segment.matchAll(BEFORE_CLAUSE)) {
    yield trim(text, start + from, start + index + stop.length);
    from = index + stop.length;
  }
  yield trim(text, start + from, start + segment.length);
}

function trim(text: string, start: number, end: number): Span {
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return { start, end };
}

/** Up to this length a quotation of several sentences stays one. In UTF-16 units. */
const LONGEST_QUOTATION = 300;

/** Joins what the segmenter took apart at abbreviations, behind labels and inside quotations. */
function* joined(text: string, spans: Iterable<Span>): Generator<Span> {
  let open: Span | undefined;
  for (const found of spans) {
    if (found.start === found.end) continue;
    if (!open) {
      open = found;
      continue;
    }
    const [before, after] = withBrackets(text, open, found);
    if (after.start === after.end) open = before;
    else if (before.end - before.start < LONGEST && belongsTogether(text, before, after)) open = { start: before.start, end: after.end };
    else {
      yield before;
      open = after;
    }
  }
  if (open) yield open;
}

/** Gives opening brackets and quotes to the sentence they open, closing ones to the one they close: "« Bonjour. » Il", "。「はい". */
function withBrackets(text: string, before: Span, after: Span): [Span, Span] {
  const closing = /^["'”’»)\]}」』）]+(?=\s|$)/u.exec(text.slice(after.start, Math.min(after.end, after.start + 8)))?.[0].length ?? 0;
  if (closing > 0) {
    const end = after.start + closing;
    return [{ start: before.start, end }, trim(text, end, after.end)];
  }
  const opening = after.start === before.end ? (/[“„«「『（([{]+$/u.exec(text.slice(Math.max(before.start + 1, before.end - 8), before.end))?.[0].length ?? 0) : 0;
  return [trim(text, before.start, before.end - opening), { start: after.start - opening, end: after.end }];
}

function belongsTogether(text: string, before: Span, after: Span): boolean {
  const ending = text.slice(Math.max(before.start, before.end - 80), before.end);
  const beginning = text.slice(after.start, Math.min(after.end, after.start + 40));
  // A lower-case letter begins no sentence: “Stop!” he said.
  if (/^\p{Ll}/u.test(beginning)) return true;
  if (before.end - before.start <= 12 && isLabel(ending)) return true;
  return goesOn(ending, beginning) || isInsideQuotation(text, before, after);
}

/** Whether a quotation is open at the end of `before` and closed in `after`. */
function isInsideQuotation(text: string, before: Span, after: Span): boolean {
  if (after.end - before.start > LONGEST_QUOTATION) return false;
  const [first, second] = [text.slice(before.start, before.end), text.slice(after.start, after.end)];
  if (count(first, '"') % 2 === 1) return second.includes('"');
  return QUOTES.some(([open, close]) => first.lastIndexOf(open) > first.lastIndexOf(close) && second.includes(close));
}

const QUOTES = [['“', '”'], ['„', '“'], ['«', '»'], ['「', '」'], ['『', '』']] as const;
const count = (text: string, character: string) => text.split(character).length - 1;

/** Where a long sentence may be cut, best first. */
const CUTS = [/[;；。؛](?=\s|\P{ASCII})|\n/gu, /[,，、،:：](?=\s|\P{ASCII})/gu, /\s/gu];

function cutLong(text: string, { start, end }: Span, found: Span[]) {
  let from = start;
  while (end - from > LONGEST) {
    const to = from + cutPoint(text.slice(from, from + LONGEST));
    const span = trim(text, from, to);
    if (span.start < span.end) found.push(span);
    from = to;
  }
  const rest = trim(text, from, end);
  if (rest.start < rest.end) found.push(rest);
}

/** Length of the part to cut off: the last place of the best kind that leaves a part of a fair size. */
function cutPoint(text: string): number {
  for (const place of CUTS) {
    let last = 0;
    for (const match of text.matchAll(place)) last = match.index + match[0].length;
    if (last > text.length / 4) return last;
  }
  const inPair = /[\ud800-\udbff]$/.test(text);
  return inPair ? text.length - 1 : text.length;
}
