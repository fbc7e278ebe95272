/** The text that a browser would show for HTML, as blocks; read in one pass, without a tree, so depth costs nothing. */
import { Parser } from 'htmlparser2';
import type { BlockWriter } from './block-writer.ts';
import { InlineText } from './inline-text.ts';

/** Elements whose content is not shown on the page. */
const UNSEEN: ReadonlySet<string> = new Set([
  'script', 'style', 'template', 'noscript', 'iframe', 'object', 'embed', 'svg', 'canvas', 'audio', 'video', 'head', 'datalist', 'noframes', 'noembed', 'rp',
]);
/** Elements of a head that end it when they come: `</head>` may be left out, and often is. */
const OF_HEAD: ReadonlySet<string> = new Set(['title', 'meta', 'link', 'base', 'style', 'script', 'noscript', 'template', 'basefont', 'bgsound']);

const HEADING = /^h([1-6])$/;
/** Elements that begin and end a line of their own. */
const BLOCKS: ReadonlySet<string> = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption',
  'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'html', 'legend', 'li', 'main', 'menu', 'nav', 'ol', 'option', 'optgroup',
  'p', 'pre', 'search', 'section', 'select', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', 'xmp', 'listing', 'plaintext', 'textarea',
]);
const VOID: ReadonlySet<string> = new Set(['area', 'base', 'basefont', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);
const VERBATIM: ReadonlySet<string> = new Set(['pre', 'xmp', 'listing', 'plaintext', 'textarea']);
const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'menu', 'dir']);
/** All that a link to the heading it stands in shows: it is no word of the heading. */
const PERMALINK = /^\s*(?:[¶#§🔗⚓]\uFE0F?)?\s*$/u;
/** What leads elsewhere on the site. Each link is a piece of its own there: run together, they would read as a sentence. */
const MENUS: ReadonlySet<string> = new Set(['nav', 'footer']);
const HIDING_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Elements nested deeper than this come from no author. */
export const HTML_DEPTH = 10_000;

/** Thrown when elements are nested deeper than `HTML_DEPTH`. */
export class HtmlTooDeep extends Error {
  override readonly name = 'HtmlTooDeep';
}

/**
 * Takes HTML in pieces (`write`, then `end`) and puts its visible text into a `BlockWriter`.
 * Nothing is loaded, run or resolved: scripts, styles, images and links are only ever characters here.
 */
export class HtmlText {
  readonly #writer: BlockWriter;
  readonly #parser: Parser;
  readonly #inline = new InlineText();
  readonly #open = new Map<string, number>();
  /** Levels of the headings we are in; only the innermost counts. */
  readonly #headings: number[] = [];
  /** Text of the link that we are in, inside a heading. */
  #link: string | undefined;
  #depth = 0;
  /** Depth of the outermost unseen element we are in, or Infinity. */
  #unseenFrom = Infinity;
  #unseenName = '';
  #titleParts: string[] = [];
  #inTitle = false;
  #titleDone = false;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#opened(name, attributes),
        onclosetag: (name) => this.#closed(name),
        ontext: (text) => this.#text(text),
      },
      { decodeEntities: true, recognizeSelfClosing: false },
    );
  }

  /** @throws HtmlTooDeep */
  write(html: string): void {
    this.#parser.write(html);
  }

  /** @throws HtmlTooDeep */
  end(): void {
    this.#parser.end();
    this.#flush();
  }

  get title(): string | undefined {
    const title = this.#titleParts.join('').replaceAll(/\s+/gu, ' ').trim();
    return title === '' ? undefined : title;
  }

  #opened(name: string, attributes: Record<string, string>): void {
    if (this.#unseenName === 'head' && !OF_HEAD.has(name)) this.#unseenFrom = Infinity;
    if (name === 'title' && !this.#titleDone && this.#unseen !== 'other') this.#inTitle = true;
    if (VOID.has(name)) this.#void(name);
    else this.#enter(name, attributes);
  }

  #enter(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    if (this.#depth > HTML_DEPTH) throw new HtmlTooDeep();
    if (this.#unseenFrom < this.#depth) return;
    if (UNSEEN.has(name) || name === 'title' || isHidden(attributes)) {
      this.#unseenFrom = this.#depth;
      this.#unseenName = name;
    } else if (BLOCKS.has(name)) this.#openBlock(name);
    else if (name === 'a' && this.#headings.length > 0) this.#link = '';
  }

  /** What hides the text at this point: nothing, the page's head, or anything else. */
  get #unseen(): 'nothing' | 'head' | 'other' {
    if (this.#unseenFrom === Infinity) return 'nothing';
    return this.#unseenName === 'head' ? 'head' : 'other';
  }

  #void(name: string): void {
    if (this.#unseenFrom < Infinity) return;
    if (name === 'br') {
      this.#endLink();
      this.#inline.lineBreak();
    } else if (name === 'hr') this.#flush();
  }

  #closed(name: string): void {
    if (VOID.has(name)) return;
    if (name === 'title' && this.#inTitle) {
      this.#inTitle = false;
      this.#titleDone = this.title !== undefined;
    }
    const depth = this.#depth;
    this.#depth -= 1;
    if (depth > this.#unseenFrom) return;
    if (depth === this.#unseenFrom) this.#unseenFrom = Infinity;
    else if (BLOCKS.has(name)) this.#closeBlock(name);
    else if (name === 'a') {
      this.#endLink();
      if (this.#count('nav') > 0) this.#flush();
    }
  }

  #endLink(): void {
    const text = this.#link;
    this.#link = undefined;
    if (text !== undefined && !PERMALINK.test(text)) this.#inline.add(text);
  }

  #openBlock(name: string): void {
    this.#flush();
    if (name === 'tr') this.#writer.openRow();
    if (name === 'td' || name === 'th') this.#writer.openCell();
    const level = HEADING.exec(name)?.[1];
    if (level !== undefined) this.#headings.push(Number(level));
    if (VERBATIM.has(name)) this.#inline.verbatim = true;
    this.#open.set(name, this.#count(name) + 1);
  }

  #closeBlock(name: string): void {
    this.#flush();
    if (name === 'tr') this.#writer.closeRow();
    if (HEADING.test(name)) this.#headings.pop();
    this.#open.set(name, Math.max(0, this.#count(name) - 1));
    this.#inline.verbatim = this.#within(VERBATIM);
  }

  #text(text: string): void {
    if (this.#inTitle) this.#titleParts.push(text);
    if (this.#unseenFrom < Infinity) return;
    if (this.#link === undefined) this.#inline.add(text);
    else this.#link += text;
  }

  #flush(): void {
    this.#endLink();
    const text = this.#inline.take();
    if (text === '') return;
    const heading = this.#headings.at(-1);
    if (heading !== undefined) this.#writer.add('heading', heading, text);
    else if (this.#inline.verbatim) this.#writer.add('code', 0, text);
    else if (this.#within(MENUS)) this.#writer.add('paragraph', 0, text);
    else if (this.#count('li') > 0) this.#writer.add('list-item', Math.max(1, this.#listDepth), text);
    else this.#writer.add(this.#count('blockquote') > 0 ? 'quote' : 'paragraph', 0, text);
  }

  #count(name: string): number {
    return this.#open.get(name) ?? 0;
  }

  #within(names: ReadonlySet<string>): boolean {
    for (const name of names) if (this.#count(name) > 0) return true;
    return false;
  }

  get #listDepth(): number {
    let depth = 0;
    for (const name of LISTS) depth += this.#count(name);
    return depth;
  }
}

function isHidden(attributes: Record<string, string>): boolean {
  const { hidden, style } = attributes;
  return (hidden !== undefined && hidden !== 'until-found') || (style !== undefined && HIDING_STYLE.test(style));
}
