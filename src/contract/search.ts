/** Questions to the index and what comes back: used by the search box and by answering alike. */
import type { Format } from './extraction.ts';
import type { DocumentId, Span, TextRange } from './range.ts';

export type Scope = 'all' | DocumentId[];

/** Where a range is, in terms of the original. */
export interface Place {
  /** Page number from 1, for originals with pages. */
  page?: number;
  pageLabel?: string;
  /** Headings above the range, outermost first. */
  headings: string[];
}

/** A range of a document with all that is needed to show it. */
export interface Passage {
  range: TextRange;
  documentName: string;
  format: Format;
  place: Place;
  text: string;
}

export interface SearchRequest {
  text: string;
  scope: Scope;
  limit: number;
  /** Words only, for the results shown while the person still types. */
  wordsOnly: boolean;
}

export interface Hit {
  passage: Passage;
  /** The most telling part of the passage, inside `passage.range` (canonical offsets). */
  snippet: Span;
  /** Words of the query, inside `passage.range` (canonical offsets). */
  marks: Span[];
  foundBy: 'word' | 'meaning' | 'both';
  scores: { fused: number; bm25?: number; cosine?: number };
}

export interface SearchResult {
  hits: Hit[];
  /** Whether meaning took part: false while vectors are missing or the model cannot run. */
  byMeaning: boolean;
  milliseconds: number;
}
