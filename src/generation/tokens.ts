/** Words of a text with their places: what the checks of a sentence compare. */
import { fold, isGrammar } from './grammar-words.ts';

export interface Token {
  /** As written. */
  text: string;
  /** Lower case, without marks, without a possessive ending. */
  folded: string;
  start: number;
  end: number;
  /** A word that carries meaning: not a number, and none of those a sentence is built with. */
  content: boolean;
  /** It begins with a capital letter of a script that has them. */
  capital: boolean;
}

/** Scripts written without spaces: their characters are compared in overlapping pairs. */
const DENSE = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const PIECE = new RegExp(String.raw`[${DENSE}]+|(?:(?![${DENSE}])[\p{L}\p{M}\p{N}])+(?:['’](?:(?![${DENSE}])[\p{L}\p{M}])+)*`, 'gu');
const IS_DENSE = new RegExp(`^[${DENSE}]`, 'u');
const POSSESSIVE = /['’]s?$/u;
/** "l'avion", "d'une", "dell'anno": the article says nothing. */
const ELIDED = /^\p{L}{1,5}['’](?=\p{L}{3})/u;

/** One form for all ways to write the same characters, with marks that point to a source taken out: "[1]", "[2, 3]", "⟦k7⟧", "【1】". */
export const plain = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/gu, ' ').replace(/ ?(?:\[\^?\d{1,2}(?:\s*[,;–-]\s*\d{1,2})*\]|⟦[^⟧]{0,20}⟧|【[^】]{0,20}】)/gu, '').trim();

/** The words of a text in `plain` form, in order. */
export function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (IS_DENSE.test(piece)) pushPairs(found, piece, index);
    else found.push(tokenOf(piece, index));
  }
  return found;
}

function tokenOf(piece: string, start: number): Token {
  const folded = fold(piece.replace(ELIDED, '').replace(POSSESSIVE, '')).replaceAll('’', "'");
  const number = /^\p{N}/u.test(piece);
  return { text: piece, folded, start, end: start + piece.length, content: !number && !isGrammar(folded), capital: /^\p{Lu}/u.test(piece) };
}

function pushPairs(found: Token[], run: string, start: number): void {
  const characters = [...run];
  let at = start;
  for (const [i, character] of characters.entries()) {
    const pair = character + (characters[i + 1] ?? '');
    if (i === 0 || i + 1 < characters.length) {
      found.push({ text: pair, folded: fold(pair), start: at, end: at + pair.length, content: true, capital: false });
    }
    at += character.length;
  }
}
