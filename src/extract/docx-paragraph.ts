/** One paragraph of a Word file while it is being read: its characters, and the properties that say what it is. */
import type { Piece } from './block-writer.ts';
import type { DocxContext } from './docx-context.ts';
import type { XmlElement } from './xml-stream.ts';

const QUOTE_STYLES: ReadonlySet<string> = new Set(['quote', 'intense quote', 'block text']);
/** A numbering of this identifier means: not numbered after all. */
const NO_NUMBERING = '0';

interface Run {
  parts: string[];
  hidden: boolean;
}

export class DocxParagraph {
  /** Blocks of text boxes and charts that hang on this paragraph. */
  readonly attached: Piece[] = [];
  readonly #parts: string[] = [];
  readonly #runs: Run[] = [];
  /** Open property lists: 'pPr' describes the paragraph, 'rPr' in it the paragraph's mark, 'rPr' in a run the run. */
  readonly #properties: string[] = [];
  #style: string | undefined;
  #outlineLevel: number | undefined;
  #numId: string | undefined;
  #numLevel: number | undefined;

  open(element: XmlElement): void {
    const { local } = element;
    if (local === 'pPr' || local === 'rPr') this.#properties.push(local);
    else if (local === 'r') this.#runs.push({ parts: [], hidden: false });
    else if (this.#properties.length > 0) this.#describe(local, element.attribute('val'));
  }

  close(local: string): void {
    if (local === 'pPr' || local === 'rPr') this.#properties.pop();
    else if (local === 'r') {
      const run = this.#runs.pop();
      if (run && !run.hidden) this.#parts.push(...run.parts);
    }
  }

  /** Characters of `w:t`. */
  addText(text: string): void {
    (this.#runs.at(-1)?.parts ?? this.#parts).push(text);
  }

  /** A tab or line break; among properties the same element describes a tab stop. */
  addCharacter(character: string): void {
    if (this.#properties.length === 0) this.addText(character);
  }

  /** What the paragraph is and says. Counts its number, so it must be called once, in document order. */
  piece({ styles, numbering }: DocxContext): Piece {
    const style = styles.resolve(this.#style);
    const numId = this.#numId ?? style.numId;
    const text = this.#parts.join('');
    if (numId === undefined || numId === NO_NUMBERING) return { ...this.#kind(style.name, style.outlineLevel), text };
    const level = this.#numLevel ?? style.numLevel ?? numbering.levelOfStyle(numId, this.#style) ?? 0;
    // Word numbers empty paragraphs as well: a gap in the numbers would show.
    const label = numbering.next(numId, level, (styleId) => styles.resolve(styleId).numId);
    const labelled = label !== '' && text.trim() !== '' ? `${label} ${text.trimStart()}` : text;
    const heading = this.#kind(style.name, style.outlineLevel);
    return heading.kind === 'heading' ? { ...heading, text: labelled } : { kind: 'list-item', level: Math.min(9, level + 1), text: labelled };
  }

  #kind(styleName: string, outlineOfStyle: number | undefined): { kind: Piece['kind']; level: number } {
    const outline = this.#outlineLevel ?? outlineOfStyle ?? 9;
    if (outline >= 0 && outline < 9) return { kind: 'heading', level: Math.min(6, Math.floor(outline) + 1) };
    return { kind: QUOTE_STYLES.has(styleName) ? 'quote' : 'paragraph', level: 0 };
  }

  #describe(local: string, value: string | undefined): void {
    const run = this.#runs.at(-1);
    if (local === 'vanish' && run) run.hidden = value === undefined || /^(?:1|true|on)$/.test(value);
    if (this.#properties.length !== 1 || this.#properties[0] !== 'pPr' || value === undefined) return;
    if (local === 'pStyle') this.#style = value;
    else if (local === 'outlineLvl') this.#outlineLevel = count(value);
    else if (local === 'numId') this.#numId = value;
    else if (local === 'ilvl') this.#numLevel = count(value);
  }
}

function count(value: string): number | undefined {
  return /^\d{1,2}$/.test(value) ? Number(value) : undefined;
}
