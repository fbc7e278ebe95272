/**
 * Canonical text keeps the line breaks of its original; a quotation is the same quotation wherever its lines break.
 * White space is therefore compared by run: any run of it equals any other.
 */

/** The text with every run of white space as one space, none at the ends. */
export const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Collapsed text that knows where each of its units stood in the text it was made from. */
export interface CollapsedText {
  text: string;
  /** `origin[i]` is the offset, in the original text, of unit `i` of the collapsed text. One more at the end. */
  origin: Uint32Array;
}

/** As `collapse`, with a way back to the original offsets. */
export function collapseWithOrigin(text: string): CollapsedText {
  const origin = new Uint32Array(text.length + 1);
  const parts: string[] = [];
  let length = 0;
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    if (length > 0) {
      origin[length] = index - 1;
      length += 1;
    }
    parts.push(word);
    for (let i = 0; i < word.length; i += 1) origin[length + i] = index + i;
    length += word.length;
  }
  origin[length] = length > 0 ? (origin[length - 1] ?? 0) + 1 : 0;
  return { text: parts.join(' '), origin: origin.subarray(0, length + 1) };
}
