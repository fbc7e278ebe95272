/** What the paragraph styles of a Word file say about structure: which are headings, and which are numbered. */
import type { XmlElement, XmlHandler } from './xml-stream.ts';

export interface ParagraphStyle {
  name: string;
  basedOn?: string;
  /** 0–8 for the nine heading levels; 9 is body text. */
  outlineLevel?: number;
  numId?: string;
  numLevel?: number;
}

/** Styles of a longer chain refer to each other in a circle. */
const CHAIN = 20;

export class Styles implements XmlHandler {
  readonly #styles = new Map<string, ParagraphStyle>();
  #current: ParagraphStyle | undefined;

  open(element: XmlElement): void {
    const value = element.attribute('val');
    if (element.local === 'style') {
      this.#current = { name: '' };
      if (element.attribute('type') === 'paragraph') this.#styles.set(element.attribute('styleId') ?? '', this.#current);
    }
    if (!this.#current || value === undefined) return;
    if (element.local === 'name') this.#current.name = value.toLowerCase();
    else if (element.local === 'basedOn') this.#current.basedOn = value;
    else if (element.local === 'outlineLvl') this.#current.outlineLevel = Number(value);
    else if (element.local === 'numId') this.#current.numId = value;
    else if (element.local === 'ilvl') this.#current.numLevel = Number(value);
  }

  text(): void {}

  close(local: string): void {
    if (local === 'style') this.#current = undefined;
  }

  /** A style with what it inherits. A style that no list defines is known by its identifier alone. */
  resolve(styleId: string | undefined): ParagraphStyle {
    const resolved: ParagraphStyle = { name: '' };
    let id = styleId;
    for (let step = 0; id !== undefined && step < CHAIN; step += 1) {
      const style: ParagraphStyle = this.#styles.get(id) ?? { name: id.replace(/(?<=\D)(?=\d)/, ' ').toLowerCase() };
      const outlineLevel = style.outlineLevel ?? headingLevel(style.name);
      resolved.name ||= style.name;
      if (outlineLevel !== undefined) resolved.outlineLevel ??= outlineLevel;
      if (style.numId !== undefined && resolved.numId === undefined) resolved.numId = style.numId;
      if (style.numLevel !== undefined) resolved.numLevel ??= style.numLevel;
      id = style.basedOn;
    }
    return resolved;
  }
}

/** The built-in styles have English names in every language of Word. */
function headingLevel(name: string): number | undefined {
  if (name === 'title') return 0;
  const level = /^heading ([1-9])$/.exec(name)?.[1];
  return level === undefined ? undefined : Number(level) - 1;
}
