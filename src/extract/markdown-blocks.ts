/** Markdown's block structure as blocks of readable text. */
import { Lexer, type Token, type Tokens } from 'marked';
import type { BlockWriter } from './block-writer.ts';
import { HtmlText } from './html-text.ts';
import { inlineText } from './markdown-inline.ts';

/** The lexer calls itself for every quote in a quote and list in a list, and no author goes this deep. */
const TOO_DEEP = /^[ \t]{200,}(?:[-*+]|\d{1,9}[.)])[ \t]|^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){64}/m;

interface Place {
  /** Depth of the list item we are in; 0 outside of lists. */
  listDepth: number;
  quoted: boolean;
}

/** Whether the structure is nested so deep that it is an attack or an accident, better read as plain text. */
export function nestsTooDeep(markdown: string): boolean {
  return TOO_DEEP.test(markdown);
}

/** Puts the blocks of a Markdown text into a writer. The text must not nest too deep. */
export function writeMarkdown(markdown: string, writer: BlockWriter): void {
  for (const token of new Lexer({ gfm: true }).lex(markdown)) writeBlock(token, { listDepth: 0, quoted: false }, writer);
}

function writeBlock(token: Token, place: Place, writer: BlockWriter): void {
  switch (token.type) {
    case 'heading':
      writer.add('heading', (token as Tokens.Heading).depth, inlineText(token.tokens ?? []));
      break;
    case 'code':
      writer.add('code', 0, (token as Tokens.Code).text);
      break;
    case 'list':
      writeList(token as Tokens.List, place, writer);
      break;
    case 'blockquote':
      for (const inner of token.tokens ?? []) writeBlock(inner, { ...place, quoted: true }, writer);
      break;
    case 'table':
      writeTable(token as Tokens.Table, writer);
      break;
    default:
      writeSimple(token, place, writer);
  }
}

function writeSimple(token: Token, place: Place, writer: BlockWriter): void {
  if (token.type === 'html') writeHtml(token.raw, writer);
  else if (token.type === 'paragraph' || token.type === 'text') writeText(inlineText(token.tokens ?? [token]), place, writer);
}

function writeText(text: string, { listDepth, quoted }: Place, writer: BlockWriter): void {
  if (listDepth > 0) writer.add('list-item', listDepth, text);
  else writer.add(quoted ? 'quote' : 'paragraph', 0, text);
}

/** The numbers of an ordered list are part of what a person sees, and cites; bullets are not. */
function writeList(list: Tokens.List, place: Place, writer: BlockWriter): void {
  const inside = { ...place, listDepth: place.listDepth + 1 };
  const first = typeof list.start === 'number' ? list.start : 1;
  for (const [index, item] of list.items.entries()) {
    let label = list.ordered ? `${first + index}. ` : '';
    for (const token of item.tokens) {
      if (token.type === 'text' || token.type === 'paragraph') {
        writeText(label + inlineText(token.tokens ?? [token]), inside, writer);
        label = '';
      } else writeBlock(token, inside, writer);
    }
  }
}

function writeTable(table: Tokens.Table, writer: BlockWriter): void {
  for (const row of [table.header, ...table.rows]) {
    writer.openRow();
    for (const cell of row) {
      writer.openCell();
      writer.add('paragraph', 0, inlineText(cell.tokens));
    }
    writer.closeRow();
  }
}

function writeHtml(html: string, writer: BlockWriter): void {
  const visible = new HtmlText(writer);
  visible.write(html);
  visible.end();
}
