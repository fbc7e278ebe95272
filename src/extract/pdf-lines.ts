/** Puts pieces that stand on one baseline together into lines, in the order in which they are read. */
import { canonical } from './canonical.ts';
import { glued } from './pdf-scripts.ts';
import type { Piece } from './pdf-pieces.ts';

/** What stands between a piece and the one before it on its line; a tab is the gap between cells or columns. */
export type Gap = '' | ' ' | '\t';

export interface Line {
  /** In reading order. `gaps[i]` precedes `pieces[i]`; the first is ''. */
  pieces: Piece[];
  gaps: Gap[];
  angle: number;
  start: number;
  end: number;
  /** Those of the largest letters on the line. */
  baseline: number;
  size: number;
  /** The font of most letters on the line, and whether it is that of all of them. */
  font: string;
  oneFont: boolean;
}

/** In parts of the font size. */
const SPACE = 0.15;
const CELL_GAP = 2;
/** Letters may be set this much into each other. */
const KERNING = 0.4;
/** Letters set wider apart than this are not one word in scripts without spaces. */
const GLUED_SPACE = 0.9;

/** A line while it is drawn. */
interface Drawn {
  pieces: Piece[];
  tallest: Piece;
}

/** @param pieces of one page, in the order in which it draws them */
export function toLines(pieces: readonly Piece[]): Line[] {
  const lines: Drawn[] = [];
  let current: Drawn | undefined;
  for (const piece of pieces) {
    if (current && sharesLine(current, piece)) {
      current.pieces.push(piece);
      if (piece.size > current.tallest.size) current.tallest = piece;
    } else lines.push((current = { pieces: [piece], tallest: piece }));
  }
  return lines.map(toLine);
}

/** Whether the piece stands on the same baseline, or is raised or lowered beside it, without lying over a part of the line. */
function sharesLine({ pieces, tallest }: Drawn, piece: Piece): boolean {
  if (tallest.angle !== piece.angle || shared(tallest, piece) < 0.5 * Math.min(tallest.size, piece.size)) return false;
  const slack = KERNING * Math.max(tallest.size, piece.size);
  // Only the latest pieces can be near: a line of thousands of pieces must not be compared with itself over and over.
  return pieces.slice(-50).every((other) => piece.start >= other.end - slack || piece.end <= other.start + slack);
}

/** How far two pieces reach beside each other, across the baseline. */
function shared(a: Piece, b: Piece): number {
  const top = Math.max(a.baseline - 0.8 * a.size, b.baseline - 0.8 * b.size);
  const bottom = Math.min(a.baseline + 0.2 * a.size, b.baseline + 0.2 * b.size);
  return bottom - top;
}

function toLine(drawn: Drawn): Line {
  const ordered = inReadingOrder(drawn.pieces);
  const pieces: Piece[] = [];
  const gaps: Gap[] = [];
  for (const piece of ordered) {
    const before = pieces.at(-1);
    const gap = before ? gapBetween(before, piece) : '';
    if (before && gap === '' && /^[\p{M}\u1160-\u11FF\u200C\u200D]/u.test(piece.text)) pieces[pieces.length - 1] = merged(before, piece);
    else {
      pieces.push(piece);
      gaps.push(gap);
    }
  }
  const { tallest } = drawn;
  const font = commonFont(pieces);
  return {
    pieces,
    gaps,
    angle: tallest.angle,
    start: Math.min(...extremes(pieces, 'start')),
    end: Math.max(...extremes(pieces, 'end')),
    baseline: tallest.baseline,
    size: tallest.size,
    font,
    oneFont: pieces.every((piece) => piece.font === font),
  };
}

/** The first and last value: enough in an ordered line, and safe for a line of any length. */
function extremes(pieces: readonly Piece[], side: 'start' | 'end'): [number, number] {
  return [pieces[0]?.[side] ?? 0, pieces.at(-1)?.[side] ?? 0];
}

/** By place on the baseline; in a line of right-to-left text from the right, stretches of left-to-right text kept as they are. */
function inReadingOrder(drawn: readonly Piece[]): Piece[] {
  const fromLeft = drawn.toSorted((a, b) => a.start - b.start);
  const letters = (rightToLeft: boolean) =>
    drawn.reduce((sum, piece) => (piece.rightToLeft === rightToLeft ? sum + piece.text.length : sum), 0);
  if (letters(true) <= letters(false)) return reversedWhere(fromLeft, (piece) => piece.rightToLeft);
  return reversedWhere(fromLeft.toReversed(), (piece) => !piece.rightToLeft);
}

/** Turns round each stretch of neighbours that fulfil the condition. */
function reversedWhere(pieces: readonly Piece[], condition: (piece: Piece) => boolean): Piece[] {
  const result: Piece[] = [];
  let stretch: Piece[] = [];
  for (const piece of pieces) {
    if (condition(piece)) stretch.push(piece);
    else {
      result.push(...stretch.toReversed(), piece);
      stretch = [];
    }
  }
  return [...result, ...stretch.toReversed()];
}

function gapBetween(before: Piece, piece: Piece): Gap {
  const width = piece.start >= before.start ? piece.start - before.end : before.start - piece.end;
  const size = Math.max(before.size, piece.size);
  // Where the direction turns, the neighbours in reading are not neighbours in place, and the distance means nothing.
  if (width > CELL_GAP * size) return before.rightToLeft === piece.rightToLeft ? '\t' : ' ';
  if (glued(before.text, piece.text)) return width > GLUED_SPACE * size ? ' ' : '';
  return spaceDrawn(before, piece) || width > SPACE * Math.min(before.size, piece.size) ? ' ' : '';
}

function spaceDrawn(a: Piece, b: Piece): boolean {
  return Math.abs(a.order - b.order) === 1 && (a.order > b.order ? a : b).spaceBefore;
}

/** A mark belongs to the letter before it, or the text would not be canonical where the two meet. */
function merged(before: Piece, mark: Piece): Piece {
  const x = Math.min(before.box.x, mark.box.x);
  const y = Math.min(before.box.y, mark.box.y);
  return {
    ...before,
    text: canonical(before.text + mark.text),
    box: {
      x,
      y,
      width: Math.max(before.box.x + before.box.width, mark.box.x + mark.box.width) - x,
      height: Math.max(before.box.y + before.box.height, mark.box.y + mark.box.height) - y,
    },
    end: Math.max(before.end, mark.end),
  };
}

function commonFont(pieces: readonly Piece[]): string {
  const letters = new Map<string, number>();
  for (const { font, text } of pieces) letters.set(font, (letters.get(font) ?? 0) + text.length);
  return [...letters].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
