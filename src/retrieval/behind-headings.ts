/** A passage begins with its headings. In plain text no more than a line end parts them from their text, and a sentence would begin with them. */
import type { Passage } from '../contract/search.ts';

/** Where a passage goes on behind the headings that it begins with, relative to its text. */
export function behindHeadings({ text, place }: Pick<Passage, 'text' | 'place'>): number {
  let at = Math.max(0, text.search(/\S/u));
  for (;;) {
    const heading = place.headings.find((one) => one !== '' && text.startsWith(one, at) && /^[^\S\n]*\n/u.test(text.slice(at + one.length)));
    if (heading === undefined) return at;
    const rest = text.slice(at + heading.length);
    at += heading.length + rest.length - rest.trimStart().length;
  }
}
