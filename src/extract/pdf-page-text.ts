/** Writes the paragraphs of one page as text, with a run for every piece: all that is kept of a page until the last one is read. */
import type { Block } from '../contract/extraction.ts';
import type { Box } from './pdf-geometry.ts';
import type { Piece } from './pdf-pieces.ts';
import type { Line } from './pdf-lines.ts';
import { textOf, type Paragraph } from './pdf-paragraphs.ts';
import { glued } from './pdf-scripts.ts';

/** A block whose kind is settled when the whole document is known. */
export interface DraftBlock extends Block {
  /** Font size in points, and the one font of all its letters, or ''. */
  size: number;
  font: string;
}

export interface PageText {
  text: string;
  blocks: DraftBlock[];
  /** Run `i` is the text `starts[i]`–`ends[i]` in the box `boxes[4i…4i+3]`. */
  starts: number[];
  ends: number[];
  boxes: number[];
  /** Where a hyphen at a line's end is followed at once by the rest of its word. */
  hyphens: number[];
}

/** Text that lies over the page: a note, or what was filled into a form. */
export interface Overlay {
  text: string;
  box: Box;
}

const LINE_END_HYPHEN = /\p{L}\p{M}*[-\u2010]$/u;

export class PageWriter {
  readonly #page: PageText = { text: '', blocks: [], starts: [], ends: [], boxes: [], hyphens: [] };
  readonly #parts: string[] = [];
  #length = 0;

  addParagraph({ lines, kind }: Paragraph): void {
    const first = lines[0];
    if (!first) return;
    this.#separate(kind);
    const start = this.#length;
    let before: Line | undefined;
    for (const line of lines) {
      if (before) this.#joinLines(textOf(before), textOf(line));
      for (const [index, piece] of line.pieces.entries()) {
        this.#append(kind === 'table-row' ? (line.gaps[index] ?? '') : (line.gaps[index] ?? '').replace('\t', ' '));
        this.#addRun(piece);
      }
      before = line;
    }
    const font = lines.every((line) => line.oneFont && line.font === first.font) ? first.font : '';
    this.#page.blocks.push({ kind, level: kind === 'list-item' ? 1 : 0, start, end: this.#length, size: first.size, font });
  }

  addOverlay(overlay: Overlay): void {
    this.#separate('paragraph');
    const start = this.#length;
    this.#addRun(overlay);
    this.#page.blocks.push({ kind: 'paragraph', level: 0, start, end: this.#length, size: 0, font: '' });
  }

  finish(): PageText {
    this.#page.text = this.#parts.join('');
    return this.#page;
  }

  /** Lines of one paragraph run on: with a space, or with none after a hyphen and in scripts that have no spaces. */
  #joinLines(before: string, after: string): void {
    if (LINE_END_HYPHEN.test(before.slice(-12)) && /^\p{L}/u.test(after)) {
      if (/^\p{Ll}/u.test(after)) this.#page.hyphens.push(this.#length - 1);
    } else if (!glued(before, after)) this.#append(' ');
  }

  /** Items of a list and rows of a table follow each other line by line, all else after a blank line. */
  #separate(kind: Block['kind']): void {
    const before = this.#page.blocks.at(-1)?.kind;
    if (before !== undefined) this.#append(before === kind && kind !== 'paragraph' ? '\n' : '\n\n');
  }

  #addRun({ text, box }: Pick<Piece, 'text' | 'box'>): void {
    const { starts, ends, boxes } = this.#page;
    starts.push(this.#length);
    this.#append(text);
    ends.push(this.#length);
    boxes.push(box.x, box.y, box.width, box.height);
  }

  #append(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** The same page without the characters at `offsets` (ascending): everything after them moves up. */
export function withoutCharacters(page: PageText, offsets: readonly number[]): PageText {
  if (offsets.length === 0) return page;
  const parts: string[] = [];
  let from = 0;
  for (const offset of offsets) {
    parts.push(page.text.slice(from, offset));
    from = offset + 1;
  }
  const moved = movedBy(offsets);
  return {
    text: parts.join('') + page.text.slice(from),
    blocks: page.blocks.map((block) => ({ ...block, start: moved(block.start), end: moved(block.end) })),
    starts: page.starts.map(moved),
    ends: page.ends.map(moved),
    boxes: page.boxes,
    hyphens: [],
  };
}

/** Where an offset is after the characters at `offsets` are gone. */
function movedBy(offsets: readonly number[]): (offset: number) => number {
  return (offset) => {
    let [low, high] = [0, offsets.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  };
}
