/** What a character does in a word. Looked up once per character of every document, so the answers are kept in a table. */
export const Kind = {
  /** White space, punctuation, symbols: ends a word. */
  separator: 0,
  letter: 1,
  digit: 2,
  /** Combining marks: part of whatever is before them. */
  mark: 3,
  /** Scripts that are written without spaces (and Hangul, whose words carry their particles): indexed as pairs of characters. */
  dense: 4,
  /** Soft hyphens, joiners and other invisible characters: inside a word they are skipped. */
  invisible: 5,
  apostrophe: 6,
  /** Joins the parts of codes, numbers, addresses: "HR-2021/44", "17.2", "a_b", "x@y". */
  joiner: 7,
  sectionSign: 8,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

const DENSE =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u;

/** Half-width voicing marks of katakana. Unicode calls them letters; they belong to the character before them. */
const isHalfWidthVoicing = (codePoint: number) => codePoint === 0xff9e || codePoint === 0xff9f;

function classify(codePoint: number): Kind {
  const character = String.fromCodePoint(codePoint);
  if ("'’ʼ＇".includes(character)) return Kind.apostrophe;
  if ('-‐‑/._@&,:'.includes(character)) return Kind.joiner;
  if (character === '§') return Kind.sectionSign;
  if (/^\p{M}$/u.test(character) || isHalfWidthVoicing(codePoint)) return Kind.mark;
  if (/^\p{Nd}$/u.test(character)) return Kind.digit;
  if (/^[\p{L}\p{N}]$/u.test(character)) return DENSE.test(character) ? Kind.dense : Kind.letter;
  return /^\p{Cf}$/u.test(character) ? Kind.invisible : Kind.separator;
}

const UNKNOWN = 255;
const table = new Uint8Array(0x10000).fill(UNKNOWN);

/** Kind of the character that starts at `offset`; separator behind the end. */
export function kindAt(text: string, offset: number): Kind {
  const unit = text.charCodeAt(offset);
  if (Number.isNaN(unit)) return Kind.separator;
  if (unit >= 0xd800 && unit < 0xdc00) return classify(text.codePointAt(offset)!);
  const known = table[unit]!;
  return known === UNKNOWN ? (table[unit] = classify(unit)) : (known as Kind);
}

/** UTF-16 units of the character that starts at `offset`. */
export function widthAt(text: string, offset: number): 1 | 2 {
  const unit = text.charCodeAt(offset);
  return unit >= 0xd800 && unit < 0xdc00 && text.codePointAt(offset)! > 0xffff ? 2 : 1;
}
