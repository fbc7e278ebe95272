/** Which words of a text a query means, for highlighting. */
import type { Span } from '../contract/range.ts';
import { Kind, kindAt } from './character-kind.ts';
import { queryTerms, type QueryTerm } from './query-terms.ts';
import { words, type Word } from './words.ts';

export interface MarkOptions {
  /** The last word of the query may be unfinished. */
  prefix?: boolean;
  /** How rare terms are (`LexicalIndex.rarity`). Without it every word of the query is marked, "the" included. */
  rarity?: (terms: readonly string[]) => readonly number[];
}

/**
 * Words this much more common than the rarest word of the query are not marked. "the" (in 9 of 10 passages: 0.1) beside a word
 * in 1 of 100 (4.6) is grammar; a word in half of all passages (0.7) beside it is still a subject. A query of common words only
 * has no rare one to stand beside, and keeps all its marks. No list of stop words could do that in every language.
 */
const LEAST_SHARE_OF_RAREST = 0.15;

/**
 * Spans of the words of `text` that `query` matches, in order, touching and overlapping ones made one.
 * Matching is that of `LexicalIndex.search`: folded, stemmed, pairs of characters where there are no spaces.
 */
export function marks(text: string, query: string, options: MarkOptions = {}): Span[] {
  const wanted = tellingTerms(queryTerms(query, options.prefix ?? false), options.rarity);
  const terms = new Set(wanted.map(({ term }) => term));
  const prefixes = wanted.flatMap(({ prefix }) => (prefix === undefined ? [] : [prefix]));
  const spans: Span[] = [];
  for (const word of words(text)) {
    const prefix = prefixes.find((start) => word.form.startsWith(start));
    if (terms.has(word.term)) add(spans, word);
    else if (prefix !== undefined) add(spans, beginning(text, word, prefix));
  }
  return spans;
}

function tellingTerms(terms: QueryTerm[], rarity: MarkOptions['rarity']): QueryTerm[] {
  if (!rarity) return terms;
  const rarities = rarity(terms.map(({ term }) => term));
  const least = LEAST_SHARE_OF_RAREST * Math.max(...rarities);
  return terms.filter(({ prefix }, i) => prefix !== undefined || rarities[i]! >= least);
}

/** One character looked for in a pair is that character; the beginning of a word stands for the word. */
function beginning(text: string, { start, end }: Word, prefix: string): Span {
  return { start, end: kindAt(text, start) === Kind.dense ? Math.min(end, start + prefix.length) : end };
}

/** Words come in order of their starts, so only the last span can touch the next. */
function add(spans: Span[], { start, end }: Span) {
  const last = spans.at(-1);
  if (last && start <= last.end) last.end = Math.max(last.end, end);
  else spans.push({ start, end });
}
