/** What every embedding model looks like from outside, whatever computes it. */
import type { EmbeddingProfile } from '../contract/embedding.ts';

export interface Embedder {
  readonly profile: EmbeddingProfile;
  /** Tokens of each text without its prompt, as the model counts them (special tokens included). */
  countTokens(texts: readonly string[]): Uint32Array;
  /**
   * Unit vectors, one after the other: `texts.length × dimensions` values. A text without a known token gets zeros.
   * The model's prompt for `kind` is put in front of each text.
   * @param dimensions leading dimensions to keep (Matryoshka); the shorter vectors have unit length again. Default: all.
   * @throws RangeError when the profile does not list `dimensions`; the signal's reason once it is aborted
   */
  embed(
    signal: AbortSignal,
    kind: TextKind,
    texts: readonly string[],
    dimensions?: number,
  ): Promise<Float32Array<ArrayBuffer>>;
}

export type TextKind = 'query' | 'document';

/** What is put in front of a text of that kind: models are trained with different words before questions and passages. */
export const promptFor = (profile: EmbeddingProfile, kind: TextKind) =>
  kind === 'query' ? profile.queryPrompt : profile.documentPrompt;

/** @throws RangeError for a length that the model was not trained to be cut to */
export function checkDimensions(profile: EmbeddingProfile, dimensions: number): void {
  if (dimensions === profile.dimensions || profile.prefixes.includes(dimensions)) return;
  throw new RangeError(`${profile.id} has vectors of ${profile.dimensions} dimensions that cannot be cut to ${dimensions}.`);
}
