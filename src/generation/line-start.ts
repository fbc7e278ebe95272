/** What the beginning of a line of Markdown opens: a paragraph, an item of a list, a heading. Nothing else of blocks is kept of an answer. */

export type LineStart =
  /** It can still become something else. */
  | { kind: 'undecided' }
  /** An empty line, a rule, a fence of code: of the line nothing is kept. */
  | { kind: 'nothing' }
  /** `skip` units of the line are its marker. */
  | { kind: 'paragraph' | 'item' | 'heading'; skip: number };

const QUOTED = /^(?:\s*>)*\s*/u;
const FENCE = /^(?:`{3,}|~{3,})/u;
const RULE = /^(?:[-*_=|:]\s*){3,}$/u;
const HEADING = /^#{1,6}\s+(?=\S)/u;
/** Of lists, numbered ones too, and of the rows of a table. */
const ITEM = /^(?:[-*+–]\s+|\d{1,3}[.)]\s+|[•‣◦]\s*|\d{1,3}、|\|\s*)(?=\S)/u;
/** What may become one of these. */
const BEGINNING = /^(?:`{1,2}|~{1,2}|[-*_=|:\s]+|#{1,6}\s*|[-*+–•‣◦]\s*|\d{1,3}[.)、]?\s*|\d{1,3}[.)]\s*)?$/u;

/**
 * @param line what there is of the line, without its end
 * @param whole that there is no more of it
 */
export function readLineStart(line: string, whole: boolean): LineStart {
  const quoted = QUOTED.exec(line)?.[0].length ?? 0;
  const rest = line.slice(quoted);
  if (FENCE.test(rest)) return { kind: 'nothing' };
  if (!whole && BEGINNING.test(rest)) return { kind: 'undecided' };
  if (rest.trim() === '' || RULE.test(rest)) return { kind: 'nothing' };
  for (const [kind, pattern] of [['heading', HEADING], ['item', ITEM]] as const) {
    const marker = pattern.exec(rest)?.[0].length;
    if (marker !== undefined) return { kind, skip: quoted + marker };
  }
  return { kind: 'paragraph', skip: quoted };
}
