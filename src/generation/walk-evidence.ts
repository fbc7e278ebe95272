/** Collects the passages that a walk cites, numbers them, and says when there is no room for more. */
import type { DraftSentence, Evidence } from '../contract/answer.ts';
import type { Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { MOST_ITEMS } from './walk-parts.ts';
import { collapse } from './white-space.ts';

/** A stretch of a passage, in canonical offsets, and how much it is worth. */
export interface Quotable extends Span {
  passage: Passage;
  score: number;
}

export class WalkEvidence {
  readonly items: Evidence[] = [];

  /** @returns the sentence verbatim, with its citation; `undefined` when there is no room for another passage */
  quote({ passage, start, end, score }: Quotable, opens: NonNullable<DraftSentence['opens']>): DraftSentence | undefined {
    const item = this.items.find(({ range }) => range.documentId === passage.range.documentId && range.start === passage.range.start) ?? this.add(passage);
    if (!item) return undefined;
    if (!item.sentences.some((sentence) => sentence.start === start)) item.sentences = [...item.sentences, { start, end, score }].toSorted((a, b) => a.start - b.start);
    item.score = Math.max(item.score, score);
    return { text: textOf({ passage, start, end }), cites: [{ evidence: item.number, start, end }], opens };
  }

  private add(passage: Passage): Evidence | undefined {
    if (this.items.length === MOST_ITEMS) return undefined;
    const item = { ...passage, number: this.items.length + 1, score: 0, sentences: [] };
    this.items.push(item);
    return item;
  }
}

/** The words of a stretch, on one line. */
export const textOf = ({ passage: { text, range }, start, end }: Pick<Quotable, 'passage' | 'start' | 'end'>): string => collapse(text.slice(start - range.start, end - range.start));

/** Fewer words are a title, a label or a remnant, and tell nothing by themselves. */
const TELLING_WORDS = 5;
/** … and fewer units in a script without spaces. */
const TELLING_UNITS = 8;

export function isTelling(text: string): boolean {
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return dense >= TELLING_UNITS || (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= TELLING_WORDS;
}
