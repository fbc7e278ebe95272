/** The smallest pieces that passages are made of: whole blocks where they fit, else sentences, else words. They tile the text. */
import type { Block } from '../contract/extraction.ts';
import type { Span } from '../contract/range.ts';
import { sentences } from './sentences.ts';
import { stretches, type Stretch } from './stretches.ts';
import { weigh, type CountTokens, type Piece } from './weigh.ts';

export interface Atom extends Piece {
  startsBlock: boolean;
  /** Set on the atom that begins a heading. */
  heading?: { level: number; text: string };
}

/** Longest heading kept in a path. In UTF-16 units. */
const LONGEST_HEADING = 120;

/** Pieces of at most `size` tokens, in order, the first starting at 0 and the last ending at the end of the text. */
export async function atoms(text: string, blocks: readonly Block[], countTokens: CountTokens, size: number): Promise<Atom[]> {
  const whole = stretches(text, blocks);
  const weighed = await weigh(text, whole, countTokens);
  const isLong = longOnes(whole, weighed, size);
  const long = whole.filter((_, i) => isLong[i]);
  const sentencesOf = long.map((stretch) => smaller(text, stretch));
  const weighedSentences = await weigh(text, sentencesOf.flat(), countTokens);
  const small = await brokenUp(text, weighedSentences, countTokens, size);
  let next = 0;
  return whole.flatMap((stretch, i) => {
    const pieces: Piece[] = [];
    if (!isLong[i]) pieces.push(weighed[i]!);
    else while (next < small.length && small[next]!.start < stretch.end) pieces.push(small[next++]!);
    return pieces.map((piece, place) => ({ ...piece, startsBlock: place === 0, ...(place === 0 ? headingOf(text, stretch) : {}) }));
  });
}

/** Whether each stretch is too large for a passage; behind a heading, for what the heading leaves of one, so that it is not left alone. */
function longOnes(whole: readonly Stretch[], weighed: readonly Piece[], size: number): boolean[] {
  let headings = 0;
  return whole.map(({ kind }, i) => {
    const { tokens } = weighed[i]!;
    const isLong = tokens > (headings < size ? size - headings : size);
    headings = kind === 'heading' ? headings + tokens : 0;
    return isLong;
  });
}

function headingOf(text: string, { kind, level, textStart, textEnd }: Stretch): { heading?: { level: number; text: string } } {
  if (kind !== 'heading') return {};
  const words = text.slice(textStart, Math.min(textEnd, textStart + 4 * LONGEST_HEADING)).replace(/\s+/g, ' ').trim();
  return { heading: { level, text: shortened(words) } };
}

function shortened(heading: string): string {
  if (heading.length <= LONGEST_HEADING) return heading;
  return `${heading.slice(0, LONGEST_HEADING - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

/** The lines of code, the sentences of anything else, each with the white space behind it. */
function smaller(text: string, stretch: Stretch): Span[] {
  const starts = stretch.kind === 'code' ? lineStarts(text, stretch) : sentences(text, stretch).map(({ start }) => start);
  return starts.map((start, i) => ({ start: i === 0 ? stretch.start : start, end: starts[i + 1] ?? stretch.end }));
}

function lineStarts(text: string, { start, end }: Span): number[] {
  const starts = [start];
  for (let at = text.indexOf('\n', start); at >= 0 && at + 1 < end; at = text.indexOf('\n', at + 1)) {
    // An empty line stays with the line before it.
    if (!/\s/.test(text[at + 1]!) || /\S/.test(lineAt(text, at + 1, end))) starts.push(at + 1);
  }
  return starts;
}

function lineAt(text: string, start: number, end: number): string {
  const lineEnd = text.indexOf('\n', start);
  return text.slice(start, lineEnd < 0 ? end : Math.min(lineEnd, end));
}

/** Cuts pieces that are still too large, again and again, until they fit or are single characters. */
async function brokenUp(text: string, pieces: Piece[], countTokens: CountTokens, size: number): Promise<Piece[]> {
  const large = new Set(pieces.filter((piece) => piece.tokens > size && !isOneCharacter(text, piece)));
  if (large.size === 0) return pieces;
  const parts = await weigh(text, [...large].flatMap((piece) => partsOf(text, piece, size)), countTokens);
  const small = await brokenUp(text, parts, countTokens, size);
  let next = 0;
  return pieces.flatMap((piece) => {
    if (!large.has(piece)) return [piece];
    const from = next;
    while (next < small.length && small[next]!.start < piece.end) next++;
    return small.slice(from, next);
  });
}

function isOneCharacter(text: string, piece: Span): boolean {
  const { start, end } = trim(text, piece);
  return start >= end || end - start === (text.codePointAt(start)! > 0xffff ? 2 : 1);
}

/** Cuts a piece of several characters into two or more, of about equal length: as many as its tokens ask for. */
function partsOf(text: string, piece: Piece, size: number): Span[] {
  const { start, end } = trim(text, piece);
  const count = Math.max(2, Math.min(end - start, Math.ceil((piece.tokens / size) * 1.1)));
  const cuts: number[] = [piece.start];
  for (let from = start, left = count; left > 1; left--) {
    from = cutNear(text, from, from + Math.ceil((end - from) / left));
    if (from >= end) break;
    cuts.push(from);
  }
  return cuts.map((cut, i) => ({ start: cut, end: cuts[i + 1] ?? piece.end }));
}

/** The last place behind white space in the second half of `from`–`to`; else `to`, or beside it where it would split a character. */
function cutNear(text: string, from: number, to: number): number {
  const least = from + ((to - from) >> 1);
  for (let at = to; at > least; at--) {
    if (!isSpace(text, at - 1)) continue;
    while (isSpace(text, at)) at++;
    return at;
  }
  const splitsPair = text.codePointAt(to - 1)! > 0xffff;
  if (!splitsPair) return to;
  return to - 1 > from ? to - 1 : to + 1;
}

function trim(text: string, { start, end }: Span): Span {
  while (start < end && isSpace(text, start)) start++;
  while (end > start && isSpace(text, end - 1)) end--;
  return { start, end };
}

const isSpace = (text: string, at: number) => at < text.length && /\s/.test(text[at]!);
