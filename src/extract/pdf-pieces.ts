/** Pieces of text as a page shows them: what pdf.js calls text items, with boxes measured from the page's top left corner. */
import { canonical } from './canonical.ts';
import { multiply, turnBack, uprightBox, type Box } from './pdf-geometry.ts';

/** The fields of pdf.js' `TextItem` that are read here. */
export interface PdfItem {
  str: string;
  dir: string;
  /** From text space, where the font is 1 high, to the space of the PDF. */
  transform: readonly number[];
  /** Length along and across the baseline, in the space of the PDF. */
  width: number;
  height: number;
  fontName: string;
}

/** The fields of pdf.js' `TextStyle` that are read here, in parts of the font size. */
export interface PdfFont {
  ascent: number;
  descent: number;
  vertical: boolean;
}

export interface Piece {
  /** Canonical, without white space at either end. */
  text: string;
  box: Box;
  /** Direction of the baseline in whole degrees, clockwise as shown. Text written downwards has 90. */
  angle: number;
  /** Where the piece starts and ends on its baseline, and where that lies, in the page turned back by `angle`. */
  start: number;
  end: number;
  baseline: number;
  /** Font size in points. */
  size: number;
  font: string;
  rightToLeft: boolean;
  /** Its place in the order of drawing, and whether white space is drawn between the piece drawn before and this one. */
  order: number;
  spaceBefore: boolean;
}

/** Used where a font does not say how high its letters are, or says something impossible. */
const USUAL_ASCENT = 0.8;
const USUAL_DESCENT = -0.2;

/** In points. Pages are at most 200 inches long; what lies farther out is nonsense, and numbers must not overflow. */
const FARTHEST = 1_000_000;

/** Text drawn again within this part of its size is the same text made bold or given a shadow. */
const REDRAWN_WITHIN = 0.15;

/**
 * @param items in the order in which the page draws them
 * @param toPage the six numbers of the transform from the space of the PDF to the page as shown, in points
 */
export function toPieces(items: readonly PdfItem[], fonts: ReadonlyMap<string, PdfFont>, toPage: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  let spaceBefore = false;
  for (const item of items) {
    const piece = toPiece(item, fonts.get(item.fontName), toPage);
    if (piece) {
      pieces.push({ ...piece, order: pieces.length, spaceBefore: spaceBefore || /^\s/u.test(item.str) });
      spaceBefore = /\s$/u.test(item.str);
    } else if (/\s/u.test(item.str)) spaceBefore = true;
  }
  return withoutRedrawn(pieces);
}

function toPiece(item: PdfItem, font: PdfFont | undefined, toPage: readonly number[]): Omit<Piece, 'order' | 'spaceBefore'> | undefined {
  const text = canonical(plainLetters(item.str));
  const trimmed = text.trim();
  const place = trimmed === '' ? undefined : placeOf(item, font?.vertical ?? false, toPage);
  if (!place) return undefined;
  const { origin, baseline, length, size, angle } = place;
  const perCharacter = length / text.length;
  const start = origin + perCharacter * (text.length - text.trimStart().length);
  const end = start + perCharacter * trimmed.length;
  const [ascent, descent] = metrics(font);
  return {
    // A line end inside an item means nothing: a line is what stands on one baseline.
    text: trimmed.replace(/\s+/gu, ' '),
    box: uprightBox({ start, end, top: baseline - ascent * size, bottom: baseline - descent * size }, angle),
    angle,
    start,
    end,
    baseline,
    size,
    font: item.fontName,
    rightToLeft: item.dir === 'rtl',
  };
}

/**
 * Ligatures and the joined forms of Arabic letters, which a font has glyphs for and nobody types. pdf.js could do this,
 * but does it before it turns right-to-left text round, and so swaps the letters of Arabic ligatures.
 */
const JOINED_FORMS = /[\uFB00-\uFB06\uFB13-\uFB17\uFB50-\uFBB1\uFBD3-\uFC5D\uFC64-\uFD3D\uFD50-\uFDC7\uFE80-\uFEFC]/gu;

function plainLetters(text: string): string {
  return text.replace(JOINED_FORMS, (form) => form.normalize('NFKC'));
}

/** Ascent and descent in parts of the font size, kept within what letters can be. */
function metrics(font: PdfFont | undefined): [number, number] {
  // Letters written downwards have their origin in the middle.
  if (font?.vertical) return [0.5, -0.5];
  const ascent = font && font.ascent > 0.3 && font.ascent < 1.3 ? font.ascent : USUAL_ASCENT;
  const descent = font && font.descent < 0 && font.descent > -0.6 ? font.descent : USUAL_DESCENT;
  return [ascent, descent];
}

/** Where the item lies, its baseline turned to run to the right. `undefined` where the file's numbers make no sense. */
function placeOf(item: PdfItem, vertical: boolean, toPage: readonly number[]) {
  const [a, b, c, d, e, f] = multiply(toPage, item.transform);
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  const length = (vertical ? item.height : item.width) * Math.hypot(toPage[0] ?? 1, toPage[1] ?? 0);
  // Written so that what is not a number fails as well.
  if (!(size > 0 && Math.max(size, ...[length, a, b, e, f].map(Math.abs)) < FARTHEST)) return undefined;
  const angle = wholeAngle(Math.atan2(b, a) + (vertical ? Math.PI / 2 : 0));
  const [origin, baseline] = turnBack(e, f, angle);
  return { origin, baseline, length, size, angle };
}

function wholeAngle(radians: number): number {
  return (Math.round((radians * 180) / Math.PI) + 360) % 360;
}

/** Leaves out what is drawn a second time over itself. */
function withoutRedrawn(pieces: readonly Piece[]): Piece[] {
  // By text, then by place in a grid as wide as the letters are high, so that a page of equal pieces stays quick to read.
  const drawn = new Map<string, Map<number, Piece>>();
  return pieces.filter((piece) => {
    const alike = drawn.get(piece.text) ?? new Map<number, Piece>();
    drawn.set(piece.text, alike);
    const [column, row] = [Math.round(piece.start / piece.size), Math.round(piece.baseline / piece.size)];
    for (let cell = 0; cell < 9; cell += 1) {
      const other = alike.get(cellKey(column - 1 + (cell % 3), row - 1 + Math.floor(cell / 3)));
      if (other && covers(other, piece)) return false;
    }
    alike.set(cellKey(column, row), piece);
    return true;
  });
}

const cellKey = (column: number, row: number) => column * FARTHEST + row;

function covers(one: Piece, other: Piece): boolean {
  const near = one.size * REDRAWN_WITHIN;
  return (
    one.angle === other.angle &&
    Math.abs(one.start - other.start) <= near &&
    Math.abs(one.end - other.end) <= near &&
    Math.abs(one.baseline - other.baseline) <= near
  );
}
