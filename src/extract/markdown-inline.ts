/** What a person reads of Markdown's inline syntax: the words, without the signs around them. */
import { Parser } from 'htmlparser2';
import type { Token } from 'marked';

/** Link texts stay, images give their alternative text, raw tags go, scripts and styles go with their content. */
export function inlineText(tokens: readonly Token[]): string {
  const parts: string[] = [];
  let silencedBy: string | undefined;
  for (const token of tokens) {
    if (token.type === 'html') {
      silencedBy = silencedAfter(token.raw, silencedBy);
      if (/^<br\b/i.test(token.raw)) parts.push('\n');
    } else if (silencedBy === undefined) parts.push(textOf(token));
  }
  return parts.join('');
}

/** Which element's content is not shown after this tag, if any. */
function silencedAfter(tag: string, silencedBy: string | undefined): string | undefined {
  const [, slash, name] = /^<(\/?)(script|style)\b/i.exec(tag.toLowerCase()) ?? [];
  if (name === undefined) return silencedBy;
  if (slash === '/') return name === silencedBy ? undefined : silencedBy;
  return silencedBy ?? name;
}

function textOf(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'checkbox') return '';
  if ('tokens' in token && token.tokens !== undefined && token.type !== 'image') return inlineText(token.tokens);
  if (!('text' in token) || typeof token.text !== 'string') return '';
  return token.type === 'codespan' || token.type === 'escape' ? token.text : decodeEntities(token.text);
}

/** "&eacute;" as the letter it stands for; everything else, "<" included, as it is. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  const parts: string[] = [];
  const parser = new Parser({ ontext: (part) => parts.push(part) }, { decodeEntities: true });
  parser.end(text.replaceAll('<', '&lt;'));
  return parts.join('');
}
