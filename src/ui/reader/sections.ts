/** Cuts a document into stretches that the reader draws one by one, so that a long text costs no more than what is in view. */
import type { Block } from '../../contract/extraction.ts';
import type { Span } from '../../contract/range.ts';

export interface Section extends Span {
  blocks: Block[];
}

/** Characters in one section: about four screens. */
const SECTION_CHARACTERS = 12_000;
const SECTION_BLOCKS = 150;
/** A block longer than this (a file with one endless line) is drawn in parts: one element of megabytes blocks the page. */
const BLOCK_CHARACTERS = 8_000;

/** Cuts an overlong block at white space where there is some. No character is lost. */
function parts(block: Block, text: string): Block[] {
  const cut: Block[] = [];
  let { start } = block;
  while (block.end - start > BLOCK_CHARACTERS) {
    const limit = start + BLOCK_CHARACTERS;
    const space = text.lastIndexOf(' ', limit);
    let end = space > start + BLOCK_CHARACTERS / 2 ? space + 1 : limit;
    // Never between the halves of a surrogate pair.
    if (/[\uD800-\uDBFF]/u.test(text.charAt(end - 1)) && end === limit) end -= 1;
    cut.push({ ...block, start, end });
    start = end;
  }
  return [...cut, { ...block, start }];
}

/** @returns sections in text order; together they hold every block, or all of the text when there are no blocks */
export function sectionsOf(blocks: readonly Block[], text: string): Section[] {
  const all: readonly Block[] = blocks.length > 0 ? blocks : [{ kind: 'paragraph', level: 0, start: 0, end: text.length }];
  const sections: Section[] = [];
  for (const block of all) {
    for (const part of parts(block, text)) {
      const last = sections.at(-1);
      if (last && part.end - last.start <= SECTION_CHARACTERS && last.blocks.length < SECTION_BLOCKS) {
        last.blocks.push(part);
        last.end = part.end;
      } else {
        sections.push({ start: part.start, end: part.end, blocks: [part] });
      }
    }
  }
  return sections;
}

/** Index of the section, page or block that holds an offset; the nearest before it when it lies between two; -1 for none. */
export function indexAt(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? (spans.length > 0 ? 0 : -1) : low - 1;
}

/** The cells of a table row: canonical text parts them by tabs. */
export function cellsOf(row: Span, text: string): Span[] {
  const cells: Span[] = [];
  for (let start = row.start; start <= row.end;) {
    const tab = text.indexOf('\t', start);
    const end = tab < 0 || tab > row.end ? row.end : tab;
    cells.push({ start, end });
    start = end + 1;
  }
  return cells;
}

export type Group = { kind: 'list' | 'table'; blocks: Block[] } | { kind: 'single'; block: Block };

/** Puts neighbouring list items into one list and neighbouring rows into one table. */
export function groupsOf(blocks: readonly Block[]): Group[] {
  const groups: Group[] = [];
  for (const block of blocks) {
    const kind = block.kind === 'list-item' ? 'list' : block.kind === 'table-row' ? 'table' : 'single';
    const last = groups.at(-1);
    if (kind === 'single') groups.push({ kind, block });
    else if (last?.kind === kind) last.blocks.push(block);
    else groups.push({ kind, blocks: [block] });
  }
  return groups;
}
