/** The words and numbers of a chart in a Word file, as rows: its title, then for each series its name, categories and values. */
import type { Piece } from './block-writer.ts';
import type { XmlElement, XmlHandler } from './xml-stream.ts';

/** Elements whose cached values make one row. */
const ROWS: ReadonlySet<string> = new Set(['tx', 'cat', 'val', 'xVal', 'yVal', 'bubbleSize']);
/** More values than this are data, not words to read. */
const VALUES = 1_000;

export class ChartText implements XmlHandler {
  readonly pieces: Piece[] = [];
  readonly #seen = new Set<string>();
  #row: string[] | undefined;
  #value = '';
  #collecting = false;

  open({ local }: XmlElement): void {
    if (ROWS.has(local)) this.#row = [];
    else if (local === 'v' || local === 't') {
      this.#value = '';
      this.#collecting = true;
    }
  }

  text(text: string): void {
    if (this.#collecting) this.#value += text;
  }

  close(local: string): void {
    if (local === 'v' || local === 't') {
      this.#collecting = false;
      if (this.#row && this.#row.length < VALUES) this.#row.push(this.#value.replaceAll(/\s+/g, ' '));
      else if (!this.#row) this.#add('paragraph', this.#value);
    } else if (ROWS.has(local) && this.#row) {
      this.#add(this.#row.length > 1 ? 'table-row' : 'paragraph', this.#row.join('\t'));
      this.#row = undefined;
    }
  }

  /** Every series repeats the categories; a reader sees them once. */
  #add(kind: Piece['kind'], text: string): void {
    if (this.#seen.has(text)) return;
    this.#seen.add(text);
    this.pieces.push({ kind, level: 0, text });
  }
}
