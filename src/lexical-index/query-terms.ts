/** A query as the terms to look up, shared by searching and marking so that what was found is what is marked. */
import { Kind, kindAt } from './character-kind.ts';
import { words, type Word } from './words.ts';

export interface QueryTerm {
  term: string;
  /** How often the query says it. */
  weight: number;
  /** Words whose form begins with this are meant too: the word is still being typed, or is a single Chinese character. */
  prefix: string | undefined;
}

/** Shorter beginnings of words say too little; a single character of a script without spaces is a word. */
const SHORTEST_PREFIX = 2;

/**
 * The distinct terms of a query in the order of their first occurrence.
 * @param typing the query may end in the middle of a word
 */
export function queryTerms(query: string, typing: boolean): QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  const found = words(query);
  for (const [i, word] of found.entries()) {
    if (isEndOfPair(query, word, found[i - 1])) continue;
    const prefix = prefixOf(query, word, typing);
    const known = terms.get(word.term);
    if (known) {
      known.weight++;
      known.prefix ??= prefix;
    } else terms.set(word.term, { term: word.term, weight: 1, prefix });
  }
  return [...terms.values()];
}

/** The last character of a run is in the pair before it already; alone it is there for documents only. */
const isEndOfPair = (query: string, word: Word, before: Word | undefined) =>
  kindAt(query, word.start) === Kind.dense && before !== undefined && before.end === word.end;

function prefixOf(query: string, { form, start, end }: Word, typing: boolean): string | undefined {
  if (kindAt(query, start) === Kind.dense) return [...form].length === 1 ? form : undefined;
  return typing && end === query.length && form.length >= SHORTEST_PREFIX ? form : undefined;
}
