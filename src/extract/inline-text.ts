/** Gathers the characters of one block, with white space collapsed as a browser collapses it. */

const SPACES = /[ \t\n\r\f]+/g;

export class InlineText {
  /** Whether white space is kept as it is, as in `<pre>`. */
  verbatim = false;
  #parts: string[] = [];
  /** Nothing, or a line break, stands before what comes next: a space there would not be shown. */
  #atLineStart = true;
  #spaceWaits = false;

  add(text: string): void {
    if (this.verbatim) {
      this.#parts.push(text);
      return;
    }
    const collapsed = text.replace(SPACES, ' ');
    if (collapsed === '') return;
    const startsWithSpace = collapsed.startsWith(' ');
    if (startsWithSpace) this.#spaceWaits = true;
    const body = collapsed.slice(startsWithSpace ? 1 : 0, collapsed.length > 1 && collapsed.endsWith(' ') ? -1 : undefined);
    if (body === '') return;
    if (this.#spaceWaits && !this.#atLineStart) this.#parts.push(' ');
    this.#parts.push(body);
    this.#atLineStart = false;
    this.#spaceWaits = collapsed.length > 1 && collapsed.endsWith(' ');
  }

  lineBreak(): void {
    this.#parts.push('\n');
    this.#atLineStart = true;
    this.#spaceWaits = false;
  }

  /** The text so far; begins anew. */
  take(): string {
    if (this.#parts.length === 0) {
      this.#spaceWaits = false;
      return '';
    }
    const text = this.#parts.join('');
    this.#parts = [];
    this.#atLineStart = true;
    this.#spaceWaits = false;
    return text;
  }
}
