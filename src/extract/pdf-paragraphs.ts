/** Decides which lines of a page run on into each other, from what a typesetter shows: spacing, indents and short last lines. */
import type { Line } from './pdf-lines.ts';
import { glued } from './pdf-scripts.ts';

/** Distances in parts of the font size. */
const INDENT = 0.8;
const ALIGNED = 0.35;
/** Largest distance of two baselines in one paragraph: double spacing. */
const WIDEST_PITCH = 2.6;
/** Spacing beyond this times the usual one begins a paragraph. */
const EXTRA_SPACING = 1.3;
const SAME_SIZE = 1.15;
/** How many neighbours tell where a column's right edge is. */
const NEIGHBOURS = 15;
/** Lines in scripts without spaces end up to this short of the edge, where punctuation must not begin a line. */
const UNSPACED_SLACK = 2.5;

const BULLET = /^[•‣◦▪▫●○■□♦➢➤✓✔⁃∙·*–—-](?:\s|$)/u;
const ENUMERATOR = /^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]|\d{1,3}(?:\.\d{1,3})+\.?)(?:\s|$)/u;
const SENTENCE_END = /[.!?…。！？؟।:;：；]["'”’»)\]]*$/u;
const LEADERS = /(?:\.\s?){5,}/u;

export interface Paragraph {
  lines: Line[];
  kind: 'paragraph' | 'list-item' | 'table-row';
}

/** @param lines of one page, in the order in which the page draws them */
export function toParagraphs(lines: readonly Line[]): Paragraph[] {
  const pitch = usualPitch(lines);
  const paragraphs: Paragraph[] = [];
  let current: Paragraph | undefined;
  for (const [index, line] of lines.entries()) {
    if (current && runsOn(current, line, { column: columnOf(lines, index - 1), pitch })) current.lines.push(line);
    else paragraphs.push((current = { lines: [line], kind: kindOf(line, lines[index - 1], lines[index + 1]) }));
  }
  return paragraphs;
}

/** Whether the line has cells, like its neighbour. A number set off from its text is no cell. */
function kindOf(line: Line, before: Line | undefined, after: Line | undefined): Paragraph['kind'] {
  if (BULLET.test(textOf(line))) return 'list-item';
  const near = (other: Line | undefined) => other && hasCells(other) && Math.abs(other.baseline - line.baseline) < 4 * line.size;
  return hasCells(line) && (near(before) || near(after)) ? 'table-row' : 'paragraph';
}

function hasCells(line: Line): boolean {
  const first = line.pieces[0]?.text ?? '';
  const from = BULLET.test(first) || ENUMERATOR.test(first) ? 2 : 1;
  return line.gaps.includes('\t', from);
}

interface Column {
  left: number;
  right: number;
}

interface Page {
  /** Where lines like the last one start and end. */
  column: Column;
  /** Distance of baselines, by font size. */
  pitch: (size: number) => number;
}

function runsOn({ lines, kind }: Paragraph, next: Line, page: Page): boolean {
  const last = lines.at(-1);
  if (!last || kind === 'table-row' || !setAlike(last, next)) return false;
  const [before, after] = [textOf(last), textOf(next)];
  if (hasCells(next) || BULLET.test(after) || LEADERS.test(before)) return false;
  const midSentence = isMidSentence(before, after);
  if (atNextColumn(last, next)) return midSentence;
  if (!spacedAlike(lines, next, page.pitch) || !overlap(last, next)) return false;
  return midSentence || (!isNextItem(before, after) && laidOutAsOne(lines, next, page.column));
}

function isMidSentence(before: string, after: string): boolean {
  return !SENTENCE_END.test(before) && /^\p{Ll}/u.test(after);
}

function isNextItem(before: string, after: string): boolean {
  return ENUMERATOR.test(after) && SENTENCE_END.test(before);
}

function atNextColumn(last: Line, next: Line): boolean {
  return next.baseline < last.baseline - next.size && next.start > last.start;
}

/** Whether the lines' edges say that they are one paragraph. */
function laidOutAsOne(lines: readonly Line[], next: Line, column: Column): boolean {
  const last = lines.at(-1);
  if (!last || hasCells(last)) return false;
  return alignedWith(lines, next) && (fills(last, next, column.right) || centred(last, next, column));
}

function setAlike(a: Line, b: Line): boolean {
  return a.angle === b.angle && Math.max(a.size, b.size) <= SAME_SIZE * Math.min(a.size, b.size);
}

function spacedAlike(lines: readonly Line[], next: Line, pitch: Page['pitch']): boolean {
  const [last, beforeLast] = [lines.at(-1), lines.at(-2)];
  if (!last) return false;
  const step = next.baseline - last.baseline;
  const usual = beforeLast ? last.baseline - beforeLast.baseline : pitch(next.size);
  return step > 0.5 * next.size && step < WIDEST_PITCH * next.size && step <= EXTRA_SPACING * usual + 1;
}

function overlap(a: Line, b: Line): boolean {
  return Math.min(a.end, b.end) - Math.max(a.start, b.start) > 0;
}

/** The left edge stays, or leaves it only as a first line's indent or a list item's hanging text does. */
function alignedWith(lines: readonly Line[], next: Line): boolean {
  const last = lines.at(-1);
  if (!last || isRightToLeft(last)) return true;
  const indent = (next.start - last.start) / next.size;
  if (Math.abs(indent) <= ALIGNED) return true;
  const first = textOf(last);
  if (indent > 0) return indent < INDENT || (lines.length === 1 && (BULLET.test(first) || ENUMERATOR.test(first))) || isCentred(last, next);
  return lines.length === 1 || -indent < INDENT || isCentred(last, next);
}

/** Whether the line is as full as it could be: the next one's first word had no room on it. */
function fills(line: Line, next: Line, edge: number): boolean {
  if (isRightToLeft(line)) return true;
  const room = edge - line.end;
  if (glued(textOf(line), textOf(next))) return room < UNSPACED_SLACK * line.size;
  const text = textOf(next);
  const word = /^\S+/u.exec(text)?.[0] ?? '';
  return room < ((next.end - next.start) / text.length) * (word.length + 1);
}

/** Lines of one title, in the middle of a column whose edges neither of them reaches. */
function centred(last: Line, next: Line, { left, right }: Column): boolean {
  const apart = Math.min(last.start, next.start) - left > last.size && right - Math.max(last.end, next.end) > last.size;
  return apart && isCentred(last, next) && last.oneFont && next.oneFont && last.font === next.font;
}

function isCentred(a: Line, b: Line): boolean {
  const [left, right] = [a.start - b.start, b.end - a.end];
  return Math.abs(left) > ALIGNED * a.size && Math.abs(left - right) < 0.5 * a.size;
}

function isRightToLeft(line: Line): boolean {
  return line.pieces[0]?.rightToLeft ?? false;
}

function columnOf(lines: readonly Line[], index: number): Column {
  const line = lines[index];
  if (!line) return { left: 0, right: 0 };
  let [left, right] = [line.start, line.end];
  for (const other of lines.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1)) {
    const shared = Math.min(other.end, line.end) - Math.max(other.start, line.start);
    const alike = other.angle === line.angle && Math.abs(other.size - line.size) < 0.1 * line.size;
    if (!alike || shared <= 0.5 * Math.min(other.end - other.start, line.end - line.start)) continue;
    left = Math.min(left, other.start);
    right = Math.max(right, other.end);
  }
  return { left, right };
}

/** The commonest distance of neighbouring baselines on this page, by font size. */
function usualPitch(lines: readonly Line[]): Page['pitch'] {
  const counts = new Map<number, Map<number, number>>();
  for (const [index, line] of lines.entries()) {
    const step = line.baseline - (lines[index - 1]?.baseline ?? Infinity);
    if (step < 0.7 * line.size || step > WIDEST_PITCH * line.size) continue;
    const key = Math.round(line.size);
    const steps = counts.get(key) ?? counts.set(key, new Map()).get(key);
    const rounded = Math.round(step * 2) / 2;
    steps?.set(rounded, (steps.get(rounded) ?? 0) + 1);
  }
  // Of steps as common as each other, the smaller is the one inside paragraphs.
  const pitches = new Map([...counts].map(([size, steps]) => [size, [...steps].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]]));
  return (size) => pitches.get(Math.round(size)) ?? 1.25 * size;
}

/** The line's text as it reads. */
export function textOf(line: Line): string {
  return line.pieces.map((piece, index) => (line.gaps[index] ?? '') + piece.text).join('');
}
