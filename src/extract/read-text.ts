/** Plain text: it stays as it was written; blank lines part its paragraphs. */
import type { Block } from '../contract/extraction.ts';
import { canonical } from './canonical.ts';
import { decodeText } from './decode-text.ts';
import { EXTRACTORS } from './extractors.ts';
import { readBytes } from './read-bytes.ts';
import type { ReadableFile, Reading } from './reader.ts';

/** Reads a plain text file. A hard-wrapped paragraph is one block. */
export async function readText(source: ReadableFile): Promise<Reading> {
  const { text: decoded, guessedEncoding } = await decodeText(await readBytes(source), 'nothing');
  const text = canonical(decoded);
  return { format: 'text', extractor: EXTRACTORS.text, text, blocks: paragraphs(text), guessedEncoding };
}

interface Line {
  start: number;
  end: number;
}

/** Lines that belong together so far: the last one, and those before it. */
interface Open {
  start: number;
  /** Where the line before the last one ends. Absent: there is none. */
  before?: number;
  last: Line;
}

/**
 * Stretches of text between blank lines; a short one-line stretch may be a heading, and so may a short line right above a longer one.
 * One pass over the text.
 */
export function paragraphs(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Open | undefined;
  const close = () => {
    if (open) blocks.push(blockOf(text, open));
    open = undefined;
  };
  const add = (line: Line) => {
    const level = open ? levelAbove(text, open, line) : 0;
    if (open && level > 0) {
      if (open.before !== undefined) blocks.push({ kind: 'paragraph', level: 0, start: open.start, end: open.before });
      blocks.push({ kind: 'heading', level, ...open.last });
      open = undefined;
    }
    open = open ? { start: open.start, before: open.last.end, last: line } : { start: line.start, last: line };
  };
  for (let lineStart = 0; lineStart < text.length; ) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    const start = firstVisible(text, lineStart, lineEnd);
    if (start === lineEnd) close();
    else add({ start, end: lastVisible(text, start, lineEnd) });
    lineStart = lineEnd + 1;
  }
  close();
  return blocks;
}

const HEADING_LENGTH = 100;
const NUMBERED = /^(?:(?:article|section|chapter|part|schedule|annex|appendix|exhibit|artículo|sección|capítulo|artikel|abschnitt|kapitel|anhang|§)\s*)?((?:\d{1,3}\.)*\d{1,3}|[IVXLC]{1,6}|[A-Z])[.):]?\s+(\S.*)$/iu;
const CHINESE_NUMBERED = /^第[〇一二三四五六七八九十百千\d]{1,6}[编編章节節条條]/u;

function blockOf(text: string, { start, before, last }: Open): Block {
  const level = before === undefined && last.end - start <= HEADING_LENGTH ? headingLevel(text.slice(start, last.end)) : 0;
  return { kind: level > 0 ? 'heading' : 'paragraph', level, start, end: last.end };
}

/** A sentence, or an item, ends so. */
const ENDED = /[.!?:;…。！？：；]["'”’»)\]]*$/u;

/** The level of the last open line when it is a heading of the line below it, without a blank line between; 0 when it is not. */
function levelAbove(text: string, { start, before, last }: Open, below: Line): number {
  const length = last.end - last.start;
  if (length > HEADING_LENGTH || below.end - below.start <= length) return 0;
  if (before !== undefined && !ENDED.test(text.slice(Math.max(start, before - 3), before))) return 0;
  const line = text.slice(last.start, last.end);
  // The whole of a line may be very long, and only its beginning is looked at.
  const next = text.slice(below.start, Math.min(below.end, below.start + HEADING_LENGTH));
  if (isCapitals(next) || areItems(line, next)) return 0;
  return headingLevel(line) || (before === undefined && isPlainTitle(line) && standsBelow(text, below, length) ? PLAIN_LEVEL : 0);
}

/** Whether a line is what a title of some length stands above: much longer, and the beginning of a sentence. */
function standsBelow(text: string, { start, end }: Line, length: number): boolean {
  const isWhole = /[.!?。]/u.test(text[end - 1] ?? '');
  return /^\p{Lu}/u.test(text.slice(start, start + 2)) && end - start >= Math.max(isWhole ? 0 : BELOW_PLAIN_TITLE, 2 * length);
}

/** "1. Rent" above "2. Heating": items of a list, neither of which is a heading of the other. */
function areItems(line: string, next: string): boolean {
  const [, one] = NUMBERED.exec(line) ?? [];
  const [, other] = NUMBERED.exec(next) ?? [];
  return one !== undefined && other !== undefined && /^\d/.test(one) === /^\d/.test(other) && depthOf(one) === depthOf(other);
}

/** A title in the case of a sentence stands above a whole sentence, or at least a full line of one. In UTF-16 units. */
const BELOW_PLAIN_TITLE = 60;
/** Below headings in capitals. */
const PLAIN_LEVEL = 2;
const PLAIN_TITLE_LENGTH = 60;
const PLAIN_TITLE_WORDS = 8;
/** Words that no title ends with: such a line goes on below. */
const GOES_ON = /(?:^|\s)(?:a|an|the|of|and|or|to|in|for|with|by|from|at|on|el|la|los|las|de|del|y|o|en|con|der|die|das|dem|den|des|und|oder|von|mit|im|in|le|les|du|des|et|ou)$/iu;

/** "What we cover": a few words that begin with a capital, with no mark that a sentence, an address or a record would have. */
const isPlainTitle = (line: string): boolean =>
  line.length <= PLAIN_TITLE_LENGTH && /^\p{Lu}[^\t:;,.|@]*[\p{L}\p{N})]$/u.test(line) && line.split(/\s+/u).length <= PLAIN_TITLE_WORDS && !GOES_ON.test(line);

/**
 * The level of a line that is plainly a heading: capitals throughout, or a number before words that
 * are capitalised as titles are. 0 otherwise: a missed heading costs less than a sentence taken for one.
 */
function headingLevel(line: string): number {
  if (CHINESE_NUMBERED.test(line)) return chineseHeadingLevel(line);
  if (/[.;,!?…]$/u.test(line)) return 0;
  const [, number, title] = NUMBERED.exec(line) ?? [];
  if (number === undefined || title === undefined) return isCapitals(line) ? 1 : 0;
  const counted = /^\d|^[IVXLC]+$/.test(number) && isTitleCase(title);
  return counted || isCapitals(title) ? depthOf(number) : 0;
}

/** 编 and 章 are parts and chapters; 节 and 条 are sections and articles in them. */
function chineseHeadingLevel(line: string): number {
  if (line.length > 40 || /[。；，]$/u.test(line)) return 0;
  return /^第[^编編章]*[节節条條]/u.test(line) ? 2 : 1;
}

function depthOf(number: string): number {
  return Math.min(6, number.split('.').length);
}

function isCapitals(words: string): boolean {
  return !/\p{Ll}/u.test(words) && (words.match(/\p{Lu}/gu)?.length ?? 0) >= 4;
}

/** Every long word begins with a capital, and there are not many. */
function isTitleCase(words: string): boolean {
  const long = words.split(/\s+/u).filter((word) => word.length > 3);
  return long.length > 0 && long.length <= 8 && long.every((word) => /^[^\p{L}]*\p{Lu}/u.test(word));
}

function firstVisible(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function lastVisible(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** What `\s` matches, for canonical text. A regular expression per character would be ten times slower. */
function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0 || unit === 0x1680 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}
