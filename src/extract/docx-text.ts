/** The text of one part of a Word file (body, notes, header), as a reader of the printed page would see it. */
import type { BlockWriter } from './block-writer.ts';
import type { DocxContext } from './docx-context.ts';
import { DocxParagraph } from './docx-paragraph.ts';
import type { XmlElement, XmlHandler } from './xml-stream.ts';

const WORD = /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/wordprocessingml\/(?:2006\/)?main$/;
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const MATH = /\/(?:officeDocument\/(?:2006\/)?)math$/;

/** Deleted or moved text, what it looked like before, field codes, phonetic guides, the settings of content controls. */
const UNSEEN: ReadonlySet<string> = new Set([
  'del', 'moveFrom', 'delText', 'instrText', 'delInstrText', 'rt', 'sdtPr', 'sdtEndPr', 'pPrChange', 'rPrChange', 'sectPrChange', 'tblPrChange', 'trPrChange', 'tcPrChange',
  'tblGridChange', 'tblPrExChange', 'numberingChange', 'sectPr', 'background',
]);
/** Notes that are the line above the notes, and no notes. */
const NOTE_LINES: ReadonlySet<string> = new Set(['separator', 'continuationSeparator', 'continuationNotice']);
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'], ['ptab', '\t'], ['br', '\n'], ['cr', '\n'],
  // A person types the plain hyphen when looking for it.
  ['noBreakHyphen', '-'],
]);

export class DocxText implements XmlHandler {
  readonly #writer: BlockWriter;
  readonly #context: DocxContext;
  /** More than one only inside text boxes, which hang on a paragraph. */
  readonly #paragraphs: DocxParagraph[] = [];
  /** For each `mc:AlternateContent` we are in, whether one of its alternatives was read: they say the same in two ways. */
  readonly #alternatives: boolean[] = [];
  /** How deep we are in something unseen. */
  #unseen = 0;
  #collecting = false;

  constructor(writer: BlockWriter, context: DocxContext) {
    this.#writer = writer;
    this.#context = context;
  }

  open(element: XmlElement): void {
    if (this.#unseen > 0 || this.#hides(element)) {
      this.#unseen += 1;
      return;
    }
    if (element.uri === COMPATIBILITY && element.local === 'AlternateContent') this.#alternatives.push(false);
    else if (WORD.test(element.uri)) this.#openWord(element);
    else if (MATH.test(element.uri)) this.#collecting ||= element.local === 't';
    else if (element.local === 'chart') this.#embed(element.attribute('id'));
  }

  text(text: string): void {
    if (this.#collecting && this.#unseen === 0) this.#paragraphs.at(-1)?.addText(text.replaceAll(/[\r\n]+/g, ' '));
  }

  close(local: string, uri: string): void {
    if (this.#unseen > 0) {
      this.#unseen -= 1;
      return;
    }
    if (uri === COMPATIBILITY && local === 'AlternateContent') this.#alternatives.pop();
    else if (local === 't') this.#collecting = false;
    else if (WORD.test(uri)) this.#closeWord(local);
  }

  #hides(element: XmlElement): boolean {
    if (element.uri === COMPATIBILITY && (element.local === 'Choice' || element.local === 'Fallback')) {
      const taken = this.#alternatives.at(-1) ?? false;
      this.#alternatives[this.#alternatives.length - 1] = true;
      return taken;
    }
    if (!WORD.test(element.uri)) return false;
    return UNSEEN.has(element.local) || (/^(?:foot|end)note$/.test(element.local) && NOTE_LINES.has(element.attribute('type') ?? ''));
  }

  #openWord(element: XmlElement): void {
    const paragraph = this.#paragraphs.at(-1);
    const character = CHARACTERS.get(element.local);
    if (element.local === 'p') this.#paragraphs.push(new DocxParagraph());
    else if (element.local === 't') this.#collecting = true;
    else if (character !== undefined) paragraph?.addCharacter(character);
    else if (element.local === 'altChunk') this.#embed(element.attribute('id'));
    else if (element.local === 'tr' && !paragraph) this.#writer.openRow();
    else if (element.local === 'tc' && !paragraph) this.#writer.openCell();
    else paragraph?.open(element);
  }

  #closeWord(local: string): void {
    if (local === 'p') this.#endParagraph();
    else if (local === 'tr' && this.#paragraphs.length === 0) this.#writer.closeRow();
    else this.#paragraphs.at(-1)?.close(local);
  }

  /** Text boxes come after the paragraph they hang on. */
  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const pieces = [paragraph.piece(this.#context), ...paragraph.attached];
    const outer = this.#paragraphs.at(-1);
    if (outer) outer.attached.push(...pieces);
    else for (const { kind, level, text } of pieces) this.#writer.add(kind, level, text);
  }

  #embed(relationshipId: string | undefined): void {
    const pieces = this.#context.embedded.get(relationshipId ?? '') ?? [];
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.attached.push(...pieces);
    else for (const { kind, level, text } of pieces) this.#writer.add(kind, level, text);
  }
}
