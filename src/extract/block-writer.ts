/** Puts canonical text and its blocks together piece by piece, and decides what is a table row and what was only laid out as one. */
import type { Block } from '../contract/extraction.ts';
import { canonical } from './canonical.ts';

export interface Piece {
  kind: Block['kind'];
  level: number;
  text: string;
}

interface Row {
  cells: Piece[][];
}

/** A longer row is a page layout, not a record: its pieces become blocks of their own. */
const ROW_LENGTH = 2_000;
/** Tables inside tables beyond this depth only give their text. */
const ROW_DEPTH = 20;

const TIGHT: ReadonlySet<Block['kind']> = new Set(['list-item', 'table-row']);

/**
 * Cells of a row are joined by a tab: it adds no character that the original does not show, and pastes into a spreadsheet
 * as cells. Blocks are a blank line apart; items of a list and rows of a table follow each other line by line.
 */
export class BlockWriter {
  readonly #parts: string[] = [];
  readonly #blocks: Block[] = [];
  readonly #rows: Row[] = [];
  #untrackedRows = 0;
  #length = 0;

  /** Adds one piece, in document order. What has no visible character is left out. */
  add(kind: Block['kind'], level: number, text: string): void {
    const tidy = kind === 'code' ? trimLines(canonical(text)) : trimEachLine(canonical(text));
    if (!/\S/u.test(tidy)) return;
    this.#put({ kind, level, text: tidy });
  }

  get inRow(): boolean {
    return this.#rows.length > 0;
  }

  openRow(): void {
    if (this.#rows.length === ROW_DEPTH) this.#untrackedRows += 1;
    else this.#rows.push({ cells: [] });
  }

  openCell(): void {
    if (this.#untrackedRows === 0) this.#rows.at(-1)?.cells.push([]);
  }

  closeRow(): void {
    if (this.#untrackedRows > 0) {
      this.#untrackedRows -= 1;
      return;
    }
    const row = this.#rows.pop();
    if (!row) return;
    const pieces = row.cells.flat();
    if (isRecord(pieces)) {
      const cells = row.cells.map((cell) => cell.map(({ text }) => text.replaceAll(/\s*\n\s*/gu, ' ').replaceAll('\t', ' ')).join(' '));
      const text = cells.join('\t').replace(/^[\t ]+|[\t ]+$/gu, '');
      if (text !== '') this.#put({ kind: 'table-row', level: 0, text });
    } else for (const piece of pieces) this.#put(piece);
  }

  /** The text and blocks of everything added. Rows left open are closed. */
  finish(): { text: string; blocks: Block[] } {
    this.#untrackedRows = 0;
    while (this.inRow) this.closeRow();
    return { text: this.#parts.join(''), blocks: this.#blocks };
  }

  #put(piece: Piece): void {
    const row = this.#rows.at(-1);
    if (row) {
      if (row.cells.length === 0) row.cells.push([]);
      row.cells.at(-1)?.push(piece);
      return;
    }
    const before = this.#blocks.at(-1)?.kind;
    if (before !== undefined) this.#append(before === piece.kind && TIGHT.has(before) ? '\n' : '\n\n');
    const start = this.#length;
    this.#append(piece.text);
    this.#blocks.push({ kind: piece.kind, level: piece.level, start, end: this.#length });
  }

  #append(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** A row of a data table, as opposed to one that lays out a page: short, without headings, code or tables inside. */
function isRecord(pieces: readonly Piece[]): boolean {
  let length = 0;
  for (const { kind, text } of pieces) {
    if (kind === 'heading' || kind === 'code' || kind === 'table-row') return false;
    length += text.length;
  }
  return length <= ROW_LENGTH;
}

/** Takes blank lines off both ends and white space off the end; indentation stays, because in code it means something. */
function trimLines(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
}

function trimEachLine(text: string): string {
  const trimmed = text.trim();
  return trimmed.includes('\n') ? trimmed.split('\n').map((line) => line.trim()).join('\n').replaceAll(/\n{3,}/g, '\n\n') : trimmed;
}
