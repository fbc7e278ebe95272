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

/** Stretches of text between blank lines; a short one-line stretch may be a heading. One pass over the text. */
export function paragraphs(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { start: number; end: number; lines: number } | undefined;
  const close = () => {
    if (open) blocks.push(blockOf(text, open));
    open = undefined;
  };
  for (let lineStart = 0; lineStart < text.length; ) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    const start = firstVisible(text, lineStart, lineEnd);
    if (start === lineEnd) close();
    else {
      const end = lastVisible(text, start, lineEnd);
      open = open ? { start: open.start, end, lines: open.lines + 1 } : { start, end, lines: 1 };
    }
    lineStart = lineEnd + 1;
  }
  close();
  return blocks;
}

const HEADING_LENGTH = 100;
const NUMBERED = /^(?:(?:article|section|chapter|part|schedule|annex|appendix|exhibit|artículo|sección|capítulo|artikel|abschnitt|kapitel|anhang|§)\s*)?((?:\d{1,3}\.)*\d{1,3}|[IVXLC]{1,6}|[A-Z])[.):]?\s+(\S.*)$/iu;
const CHINESE_NUMBERED = /^第[〇一二三四五六七八九十百千\d]{1,6}[编編章节節条條]/u;

function blockOf(text: string, { start, end, lines }: { start: number; end: number; lines: number }): Block {
  const level = lines === 1 && end - start <= HEADING_LENGTH ? headingLevel(text.slice(start, end)) : 0;
  return { kind: level > 0 ? 'heading' : 'paragraph', level, start, end };
}

/**
 * The level of a line that stands alone, when it is plainly a heading: capitals throughout, or a number before words that
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
