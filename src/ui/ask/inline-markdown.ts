/**
 * Text of a language model as the few things it may be: words, emphasis and code. Links, pictures and HTML are words like all others, so
 * nothing that a model was made to write can lead anywhere.
 */
import { Lexer, type Token } from 'marked';

export type Inline = Words | Emphasis;

export interface Words {
  kind: 'text' | 'code';
  text: string;
}

export interface Emphasis {
  kind: 'strong' | 'em';
  children: Inline[];
}

/** Deeper emphasis is no emphasis: a thousand asterisks must not become a thousand elements inside each other. */
const DEEPEST = 4;
/** Longer texts are shown as they are, in UTF-16 units: a sentence is never that long. */
const LONGEST = 20_000;

/** @returns pieces in order; nothing of a readable word is lost */
export function inlineOf(markdown: string): Inline[] {
  if (markdown.length > LONGEST) return [{ kind: 'text', text: markdown }];
  return joined(piecesOf(Lexer.lexInline(markdown), 0));
}

/** The words alone. */
export const inlineText = (markdown: string): string => inlineOf(markdown).map(textOf).join('');

const textOf = (piece: Inline): string => ('children' in piece ? piece.children.map(textOf).join('') : piece.text);

const piecesOf = (tokens: readonly Token[], depth: number): Inline[] => tokens.flatMap((token) => pieceOf(token, depth));

function pieceOf(token: Token, depth: number): Inline[] {
  const inner = 'tokens' in token ? token.tokens : undefined;
  switch (token.type) {
    case 'strong':
    case 'em': return depth < DEEPEST ? [{ kind: token.type, children: joined(piecesOf(inner ?? [], depth + 1)) }] : [words(token.raw)];
    case 'codespan': return [{ kind: 'code', text: textIn(token) }];
    case 'br': return [words('\n')];
    case 'html': return [words(token.raw)];
    case 'image': return [words(textIn(token))];
    default: return inner ? piecesOf(inner, depth) : [words(textIn(token))];
  }
}

const words = (text: string): Words => ({ kind: 'text', text });

const textIn = (token: Token): string => ('text' in token ? String(token.text) : token.raw);

function joined(pieces: readonly Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text') all[all.length - 1] = { kind: 'text', text: last.text + piece.text };
    else all.push(piece);
  }
  return all;
}
