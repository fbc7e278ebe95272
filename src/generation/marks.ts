/**
 * The marks a model cites with, and the line that fences its passages in: drawn anew for every answer, so that no document can know them,
 * and never one that stands in a text of the same prompt, so that no document can hit them by chance or by listing them all.
 */

/** Random bytes, as many as asked for. */
export type RandomBytes = (count: number) => Uint8Array;

export interface Marks {
  /** One for each passage: "k7f". */
  ids: string[];
  /** The line before and after the passages: "==== q4m8t2w6 ====". */
  delimiter: string;
}

/** Letters that make no words and cannot be taken for digits. */
const LETTERS = 'bcdfghjkmnpqrtvwxz';
const DIGITS = '23456789';
/** Characters of an id. Longer only where a hostile text has used the shorter ones up: what is short is copied without mistakes. */
const ID_LENGTH = 3;
const DELIMITER_LENGTH = 8;
/** Draws of one length before the next is tried. */
const DRAWS = 64;

/** What an id looks like, of any answer: a letter and a digit in turns. */
export const ID_SHAPE = '[b-z]\\d[b-z](?:\\d[b-z]?)*';

/** @param texts all that goes into the prompt besides: none of them holds any of the marks, in any case or width */
export function drawMarks(count: number, random: RandomBytes, texts: readonly string[]): Marks {
  const taken = texts.map(comparable).join('\n');
  const drawn = new Set<string>();
  while (drawn.size < count) drawn.add(draw(ID_LENGTH, random, (id) => taken.includes(id) || drawn.has(id)));
  return { ids: [...drawn], delimiter: `==== ${draw(DELIMITER_LENGTH, random, (name) => taken.includes(name))} ====` };
}

function draw(length: number, random: RandomBytes, isTaken: (name: string) => boolean): string {
  for (let longer = length; ; longer += 1) {
    for (let i = 0; i < DRAWS; i += 1) {
      const name = nameOf(random(longer));
      if (!isTaken(name)) return name;
    }
  }
}

const nameOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte, i) => (i % 2 === 0 ? LETTERS[byte % LETTERS.length] : DIGITS[byte % DIGITS.length])).join('');

/** A text as a model may read it: small letters of ordinary width, with nothing invisible or separating between them. */
const comparable = (text: string): string => withoutInvisible(text).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Takes out what nobody sees: control characters, overrides of the direction of writing, characters without width, tags. Orders have been
 * hidden in them, and they turn what is read on a screen around. Joiners stay, which Persian, Hindi and emoji are written with.
 */
export const withoutInvisible = (text: string): string => text.toWellFormed().replace(INVISIBLE, '');

/** All but line ends, tabs, joiners, marks of direction (not overrides) and the choice between a sign and its picture. */
const INVISIBLE = /(?![\n\t\u061C]|[\u200C-\u200F]|[\uFE0E\uFE0F])[\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** A text from outside, as it may stand in a prompt: without what is invisible, and with ordinary brackets for those of marks. */
export const harmless = (text: string): string => withoutInvisible(text).replace(/[⟦〚]/gu, '[').replace(/[⟧〛]/gu, ']');

/** As `harmless`, on one line and not longer than `most` UTF-16 units. */
export function harmlessLine(text: string, most: number): string {
  const line = harmless(text).replace(/[\s\u2028\u2029]+/gu, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed().replace(/\uFFFD$/u, '')}…`;
}

/** How a mark is written. */
export const markOf = (id: string): string => `⟦${id}⟧`;

/** What stood in brackets, read as marks: ids that were given out, and how many name nothing. */
export interface ReadMarks {
  ids: string[];
  unknown: number;
}

const IDS = new RegExp(`^(?:\\p{L}+[ :]+)?\\^?${ID_SHAPE}(?:\\s*[,;&+|/]\\s*${ID_SHAPE})*$`, 'iu');
/** Numbers as papers cite: "1", "2, 3", "4–6", "^7", "4:0†source", "Source 2". The model was given none, so none of them can be true. */
const NUMBERS = /^(?:(?:source|passage|document|quelle|fuente|pasaje|fonte|来源|來源|出典)[ :.]*)?\^?\d{1,3}(?:\s*[,;–-]\s*\^?\d{1,3})*(?::\d+)?(?:†.*)?$/iu;
const EACH_ID = new RegExp(`(?<![\\p{L}\\p{N}])${ID_SHAPE}(?![\\p{L}\\p{N}])`, 'giu');

/**
 * @param inner what stands between the brackets
 * @param own whether they are the brackets of marks, so that it must be a mark whatever it says
 * @returns `undefined` when it is no mark but text
 */
export function readMarks(inner: string, own: boolean, isKnown: (id: string) => boolean): ReadMarks | undefined {
  const text = inner.normalize('NFKC').trim();
  const named = [...text.matchAll(EACH_ID)].map(([id]) => id.toLowerCase());
  const known = named.filter(isKnown);
  // One true id among words, "[passage k7f, page 2]", is a mark; a passage cannot have put it there.
  if (own || IDS.test(text) || known.length > 0) return { ids: [...new Set(known)], unknown: known.length > 0 ? named.length - known.length : Math.max(1, named.length) };
  return NUMBERS.test(text) ? { ids: [], unknown: 1 } : undefined;
}
