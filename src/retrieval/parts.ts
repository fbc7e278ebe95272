/** What retrieval needs, handed in: it owns no index, no model and no storage, so every test can give it its own. */
import type { DocumentId, Span } from '../contract/range.ts';
import type { Passage } from '../contract/search.ts';

/** Names one passage: the document and the number of the passage in it, from 0. */
export interface PassageKey {
  documentId: DocumentId;
  passage: number;
}

/** A passage as the key of a map or set. */
export const keyOf = ({ documentId, passage }: PassageKey): string => `${passage}/${documentId}`;

/** A passage found by its words. */
export interface WordHit extends PassageKey {
  /** BM25. */
  score: number;
}

export interface LookupOptions {
  limit: number;
  /** Documents to look in. All of them when absent. */
  scope?: ReadonlySet<DocumentId>;
}

/** The word half: `LexicalIndex`. Results come best first. */
export interface LexicalPart {
  /** How much each term (as `words` gives it) tells, by how few passages of the library have it. Never negative. */
  rarity(terms: readonly string[]): ArrayLike<number>;
  search(query: string, options: LookupOptions & { prefix?: boolean }): WordHit[];
}

/** The meaning half: `VectorIndex`. Results come best first. */
export interface VectorPart {
  nearest(query: Float32Array, options: LookupOptions): (PassageKey & { cosine: number })[];
  /** Of each of these passages to a unit vector, in their order; NaN for one without a vector. */
  cosines(query: Float32Array, passages: readonly PassageKey[]): number[];
  /**
   * How crowded it is around each of these passages, in terms of cosines: 0 is as on average. NaN for one without a vector.
   * @param leading how many leading dimensions tell which others may be near
   */
  densities(passages: readonly PassageKey[], leading: number): number[];
  /** The weighted middle of these passages, at length one; zeros when they have no vectors. */
  centroid(passages: readonly PassageKey[], weights: readonly number[]): Float32Array;
}

/** What is known of the embedding model that made the vectors. */
export interface MeaningFacts {
  dimensions: number;
  /** Numbers of leading dimensions that are usable alone (`EmbeddingProfile.prefixes`). */
  prefixes: readonly number[];
  /** Cosine under which a passage says nothing about a query (`EmbeddingProfile.relevanceFloor`). */
  relevanceFloor: number;
  /** BCP 47 languages that the model knows. */
  languages: readonly string[];
  /** What its cosines are in those of the built-in model, which everything here was calibrated on: `a · cosine + b`. Absent: the same. */
  cosineScale?: { a: number; b: number };
}

export interface RetrievalParts {
  lexical: LexicalPart;
  vectors: VectorPart;
  /** Absent while no embedding model can run: then words decide alone. */
  meaning?: MeaningFacts;
  /** One unit vector. `undefined` when the model cannot run or knows no token of the text. */
  embedQuery(signal: AbortSignal, text: string): Promise<Float32Array | undefined>;
  /** Unit vectors one after the other, as documents are embedded; zeros for a text without a known token. */
  embedSentences(signal: AbortSignal, texts: string[]): Promise<Float32Array | undefined>;
  /** Tokens of each text, as the model counts them. Without it no query counts as familiar to the model. */
  countTokens?(texts: string[]): Promise<ArrayLike<number>> | ArrayLike<number>;
  /** A passage with its text, or `undefined` when the document has no passage of that number (any more). */
  passage(documentId: DocumentId, passage: number): Passage | undefined | Promise<Passage | undefined>;
  /** The sentences of a stretch of text, in order; only white space lies between them. */
  sentences(text: string, span: Span): Span[];
}
