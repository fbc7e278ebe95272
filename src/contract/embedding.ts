/** What an embedding model is, and what the embed worker promises. */
export interface EmbeddingProfile {
  id: string;
  revision: string;
  /** SHA-256 in hex of every file of the model, by file name. */
  files: Record<string, string>;
  dimensions: number;
  /** Leading dimensions that are usable alone (Matryoshka). */
  prefixes: number[];
  pooling: 'sum' | 'mean' | 'cls';
  queryPrompt: string;
  documentPrompt: string;
  /** BCP 47 languages that the model knows. */
  languages: string[];
  /** Longer texts are cut by the model. `null`: no limit. */
  maximumTokens: number | null;
  licence: string;
  /** Cosine under which a passage says nothing about a query. */
  relevanceFloor: number;
  relevanceFloorCalibration: string;
  /** Known answers: the first values of the vector of each text, to find a backend that computes wrongly. */
  golden: { text: string; vector: number[] }[];
}

/** Names one embedding space: vectors of different spaces are never compared. */
export const spaceOf = ({ id, revision, dimensions }: EmbeddingProfile) => `${id}@${revision}/${dimensions}`;

export interface EmbedApi {
  profile(): Promise<EmbeddingProfile>;
  /** Tokens of each text, as the model counts them. */
  countTokens(texts: string[]): Promise<Uint32Array>;
  /**
   * Unit vectors, one after the other: `texts.length × dimensions` values. A text without a known token gets zeros.
   * The result is transferred, not copied.
   */
  embed(signal: AbortSignal, kind: 'query' | 'document', texts: string[]): Promise<Float32Array<ArrayBuffer>>;
}
