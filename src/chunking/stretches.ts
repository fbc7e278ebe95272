/** A text as its blocks and what lies between them, without gaps. */
import type { Block } from '../contract/extraction.ts';
import type { Span } from '../contract/range.ts';

/** A block, or a paragraph that no block covers, with the white space behind it. */
export interface Stretch extends Span {
  kind: Block['kind'];
  level: number;
  /** Where its own text is, without white space around it that belongs to nobody. */
  textStart: number;
  textEnd: number;
}

/**
 * Stretches in order; the first starts at 0, the last ends at the end of the text, each starts where the one before ended.
 * Blocks that overlap, are empty, leave the text or split a character are put right.
 */
export function stretches(text: string, blocks: readonly Block[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { kind, level, ...block } of blocks) {
    const start = Math.max(found.at(-1)?.end ?? 0, betweenCharacters(text, block.start));
    const end = Math.min(betweenCharacters(text, block.end), text.length);
    if (end <= start || isBlank(text, start, end)) continue;
    addLoose(text, start, found);
    found.push({ kind, level, start: found.at(-1)?.end ?? 0, end, textStart: start, textEnd: end });
  }
  addLoose(text, text.length, found);
  if (found.length === 0 && text !== '') return [{ kind: 'paragraph', level: 0, start: 0, end: text.length, textStart: 0, textEnd: 0 }];
  return found;
}

/** Covers what is not covered yet, up to `end`: paragraphs between empty lines. White space goes to the stretch before it. */
function addLoose(text: string, end: number, found: Stretch[]) {
  let from = found.at(-1)?.end ?? 0;
  if (from >= end) return;
  for (const gap of text.slice(from, end).matchAll(/\n[^\S\n]*\n\s*/g)) {
    addParagraph(text, from + gap.index + gap[0].length, found);
  }
  from = found.at(-1)?.end ?? 0;
  if (from < end) addParagraph(text, end, found);
}

function addParagraph(text: string, end: number, found: Stretch[]) {
  const before = found.at(-1);
  const start = before?.end ?? 0;
  if (!isBlank(text, start, end)) found.push({ kind: 'paragraph', level: 0, start, end, textStart: start, textEnd: end });
  else if (before) before.end = end;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!/\s/.test(text[i]!)) return false;
  return true;
}

/** The offset itself, or the one behind it when it would split a character. */
const betweenCharacters = (text: string, at: number) => ((text.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at);
