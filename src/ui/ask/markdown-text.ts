/** Words as Markdown that shows exactly these words, whatever is in them. */
import { inlineOf, type Inline } from './inline-markdown.ts';

/** Every character that can mean something within a line. A backslash before it makes it an ordinary one (CommonMark 2.4). */
const SIGNS = /[\\`*_{}[\]<>#|~!&$^]/gu;
/** What makes a list, a heading or a rule of a line that begins with it. */
const LINE_START = /^(?:[-+=]|\d{1,9}(?=[.)]))/u;

/** One line of Markdown that shows `text` as it is, with white space made single. */
export function literal(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim().replaceAll(SIGNS, '\\$&');
  return line.replace(LINE_START, (start) => (/\d$/u.test(start) ? start : `\\${start}`)).replace(/^(\d{1,9})([.)])/u, '$1\\$2');
}

/** One line of Markdown with the emphasis and the code of a model's text, and nothing else of it. */
export const tamed = (markdown: string): string => inlineOf(markdown.replaceAll(/\s+/gu, ' ').trim()).map(pieceAsMarkdown).join('').trim();

function pieceAsMarkdown(piece: Inline): string {
  if ('text' in piece) return piece.kind === 'code' ? fenced(piece.text) : literalWithin(piece.text);
  const inner = piece.children.map(pieceAsMarkdown).join('');
  const mark = piece.kind === 'strong' ? '**' : '*';
  return `${mark}${inner}${mark}`;
}

/** As `literal`, keeping the white space at both ends, which parts it from its neighbours. */
const literalWithin = (text: string): string => `${/^\s/u.test(text) ? ' ' : ''}${literal(text)}${/\S\s+$/u.test(text) ? ' ' : ''}`;

/** Code needs more backticks around it than are in it. */
function fenced(code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/u.test(code) ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}
