/** What every embedding model looks like from outside, whatever computes it. */
import type { EmbeddingProfile } from '../contract/embedding.ts';

/** Where the files of one model come from: our own origin, a dropped folder, a test. */
export interface ModelFiles {
  /** Names the model in a Problem, also when its profile cannot be read. */
  readonly modelId: string;
  /** All bytes of one file, by its name inside the model. The buffer belongs to the caller. Rejects when there is no such file. */
  read(name: string): Promise<ArrayBuffer>;
  /**
   * The same file without its bytes in memory, from a place that let in only files of the right digest. Absent: each file is read whole and
   * its digest compared at every load.
   */
  open?(name: string): Promise<Blob>;
}

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
