/** What an embedding model is, and what the embed and encode workers promise. */
import type { RefusedWay } from './library.ts';
import type { Dtype, ModelDevice } from './model.ts';

export interface EmbeddingProfile {
  id: string;
  revision: string;
  /** SHA-256 in hex of every file of the model, by file name. */
  files: Record<string, string>;
  dimensions: number;
  /** Leading dimensions that are usable alone (Matryoshka). */
  prefixes: number[];
  pooling: 'sum' | 'mean' | 'cls';
  /** Output that holds the whole vector of each text, for models that pool by themselves (`EmbeddingFacts.output`). Then `pooling` is only for the record. */
  output?: 'sentence_embedding';
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
  /**
   * Cosines of this model brought to those of the built-in one: `a · cosine + b`. Measured when the model is first loaded, because models
   * differ in what a cosine of 0.5 says. Absent: they are taken as they are.
   */
  cosineScale?: { a: number; b: number };
  /** Known answers: the first values of the vector of each text, to find a backend that computes wrongly. */
  golden: { text: string; vector: number[] }[];
}

/**
 * Names one embedding space: vectors of different spaces are never compared.
 * @param dimensions length that vectors are cut to, when it is not the whole
 */
export const spaceOf = (profile: EmbeddingProfile, dimensions = profile.dimensions) => `${profile.id}@${profile.revision}/${dimensions}`;

export interface EmbedApi {
  profile(): Promise<EmbeddingProfile>;
  /** Tokens of each text, as the model counts them. */
  countTokens(texts: string[]): Promise<Uint32Array>;
  /**
   * Unit vectors, one after the other: `texts.length × dimensions` values. A text without a known token gets zeros.
   * @param dimensions leading dimensions to keep. Default: all
   * The result is transferred, not copied.
   */
  embed(signal: AbortSignal, kind: 'query' | 'document', texts: string[], dimensions?: number): Promise<Float32Array<ArrayBuffer>>;
}

/** One way to run a model. */
export interface EncoderWay {
  device: ModelDevice;
  dtype: Dtype;
}

/** What an encode worker promises: it runs one model of the vault, one way. After any failure it must be ended, and another way tried in a fresh one. */
export interface EncodeApi extends EmbedApi {
  /**
   * Must be called first, once. Loads the model and tests it: its vectors must agree with the known ones of its profile. Where none are known
   * yet, pass `golden` of the processor's own (see `knownAnswers`), or nothing on the processor itself. Nothing elsewhere means that the
   * device must find known passages by their questions.
   * @throws Problem model-unusable, device-lost
   */
  load(modelId: string, way: EncoderWay, golden: EmbeddingProfile['golden']): Promise<EmbeddingProfile>;
  /** Vectors of the test texts, as computed here. Call on the processor, and hand the result to `load` elsewhere. */
  knownAnswers(): Promise<EmbeddingProfile['golden']>;
  /**
   * How to bring this model's cosines to the built-in model's.
   * @param dimensions leading dimensions that its vectors are cut to, which changes their cosines. Default: all
   */
  cosineScale(dimensions?: number): Promise<{ a: number; b: number }>;
}

/** A way that works, and those before it that did not. */
export interface FoundWay {
  way: EncoderWay;
  refused: RefusedWay[];
}
