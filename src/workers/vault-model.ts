/** A model of the vault, as the embedding room knows models: where its files come from, and its profile. */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import type { InstalledModel } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { BUILT_IN_FLOOR } from '../embedding/cosine-scale.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { openModelFile } from '../models/installed.ts';

/**
 * The files of an installed model. Their digests were checked when they were let in; at every opening the vault compares their length, and
 * the embedding room the digest of all but the largest.
 */
export function vaultModel({ entry }: InstalledModel, openFile: (modelId: string, path: string) => Promise<Blob> = openModelFile): ModelFiles {
  return {
    modelId: entry.id,
    read: async (name) => (await openFile(entry.id, name)).arrayBuffer(),
    open: (name) => openFile(entry.id, name),
  };
}

/**
 * What its catalogue entry says of it, with the digests that were recorded when it was installed. Known vectors it has none: nobody computed them
 * for the catalogue, so each machine's own processor does (`findWay`).
 * @throws Problem model-unusable when it is no embedding model
 */
export function profileOf({ entry, files }: InstalledModel): EmbeddingProfile {
  const { id, revision, languages, licence, embedding } = entry;
  if (!embedding) throw new Problem('model-unusable', { modelId: id, why: 'it is not a model for searching by meaning' });
  const { dimensions, prefixes, pooling, output, queryPrompt, documentPrompt, maximumTokens } = embedding;
  return {
    id, revision, dimensions, prefixes, pooling, ...(output && { output }), queryPrompt, documentPrompt, languages, maximumTokens, licence,
    files: Object.fromEntries(Object.entries(files).map(([path, { sha256 }]) => [path, sha256])),
    relevanceFloor: BUILT_IN_FLOOR.cosine,
    relevanceFloorCalibration: BUILT_IN_FLOOR.calibration,
    golden: [],
  };
}
