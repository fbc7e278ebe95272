/** An embedding model as indexing and searching use it, whatever runs it. */
import type { EmbeddingProfile, FoundWay } from '../contract/embedding.ts';

/** A model that was loaded and has passed its test. */
export interface LoadedModel {
  profile: EmbeddingProfile;
  /** Where it runs; absent for the built-in model, which runs everywhere. */
  found?: FoundWay;
  /** How to bring its cosines, at that length of vectors, to those of the built-in model. Absent: they are its own. */
  cosineScale?(dimensions: number): Promise<{ a: number; b: number }>;
  /** Unit vectors, one after the other. */
  embed(signal: AbortSignal, kind: 'query' | 'document', texts: string[], dimensions: number): Promise<Float32Array>;
}
