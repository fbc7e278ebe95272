/** Parts titles from sentences: a title names what follows it, and is no answer by itself. */
import type { Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';
import { behindHeadings } from './behind-headings.ts';
import { isLabel, isLink } from './label.ts';

/** The sentences of a passage, relative to its text, and what stands above each: its headings, and the last title before it. */
export function titled(passage: Pick<Passage, 'text' | 'place' | 'format'>, all: readonly Span[]): { sentences: Span[]; titles: string[] } {
  const { text, place, format } = passage;
  const from = behindHeadings(passage);
  const sentences: Span[] = [];
  const titles: string[] = [];
  let last = '';
  for (const { start, end } of all) {
    if (end <= from) continue;
    const span = { start: Math.max(start, from), end };
    const sentence = text.slice(span.start, end);
    if (isLabel(sentence) || place.headings.includes(sentence) || (format === 'html' && isLink(text, span))) last = sentence;
    else {
      sentences.push(span);
      titles.push([...place.headings, last].join('\n'));
    }
  }
  return { sentences, titles };
}

/** A sentence means more under the title nearest to it: "Insurance", then "The Buyer shall provide it". */
export const underTitle = (titles: string | undefined, sentence: string): string => [titles?.split('\n').findLast((line) => line !== ''), sentence].filter(Boolean).join(' ');
