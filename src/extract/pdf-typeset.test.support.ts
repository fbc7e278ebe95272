/** A small typesetter for tests: makes the items that pdf.js would give for text set in a column. */
import { toPieces, type PdfFont, type PdfItem, type Piece } from './pdf-pieces.ts';

/** A page of US letter size, whose y grows upwards in the PDF and downwards as shown. */
export const PAGE = { width: 612, height: 792, toPage: [1, 0, 0, -1, 0, 792] } as const;

export const FONTS: ReadonlyMap<string, PdfFont> = new Map([
  ['body', { ascent: 0.8, descent: -0.2, vertical: false }],
  ['bold', { ascent: 0.8, descent: -0.2, vertical: false }],
  ['downwards', { ascent: 0.8, descent: -0.2, vertical: true }],
]);

/** Every character is half as wide as the font is high. */
export const widthOf = (text: string, size = 10) => [...text].length * size * 0.5;

interface Setting {
  x: number;
  /** From the top of the page to the baseline. */
  y: number;
  size: number;
  font: string;
  dir: string;
}

const USUAL: Setting = { x: 72, y: 100, size: 10, font: 'body', dir: 'ltr' };

export function item(str: string, setting: Partial<Setting> = {}): PdfItem {
  const { x, y, size, font, dir } = { ...USUAL, ...setting };
  return { str, dir, transform: [size, 0, 0, size, x, PAGE.height - y], width: widthOf(str, size), height: size, fontName: font };
}

export const pieces = (...items: PdfItem[]): Piece[] => toPieces(items, FONTS, PAGE.toPage);

export interface ColumnSetting extends Partial<Setting> {
  /** Of the column, in points. */
  width?: number;
  leading?: number;
  /** Of first lines. */
  indent?: number;
}

/** Sets a text as a typesetter does, as many words to a line as have room: one item a line. */
export function column(text: string, { width = 300, leading = 12, indent = 0, ...setting }: ColumnSetting = {}): PdfItem[] {
  const { x, y, size } = { ...USUAL, ...setting };
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    const room = width - (lines.length <= 1 ? indent : 0);
    if (line !== undefined && widthOf(`${line} ${word}`, size) <= room) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((words, index) => item(words, { ...setting, x: x + (index === 0 ? indent : 0), y: y + index * leading }));
}

/** Where the line after a column would stand. */
export const below = (items: readonly PdfItem[], leading = 12): number => PAGE.height - (items.at(-1)?.transform[5] ?? 0) + leading;
