/** Models for the fake hub: the project's own tiny encoder under the names that the catalogue gives a real one, as large as a test wants it. */
import { readFileSync } from 'node:fs';
import type { CatalogueEntry, ModelBuild } from '../../src/contract/model.ts';
import type { RepositoryMaking } from './repository.ts';
import { seededBytes } from './seeded.ts';

const own = (path: string) => readFileSync(new URL(`../encoder/model/${path}`, import.meta.url));
/** Field 500, a length follows: no reader of ONNX knows it, and protobuf readers pass over what they do not know. */
const UNKNOWN_FIELD = [0xa2, 0x1f];

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

/** The tiny encoder's weights, that many bytes longer, and still a model that runs. */
export function weights(paddingBytes: number, seed = 1): Buffer {
  const network = own('onnx/model.onnx');
  return Buffer.concat([network, Buffer.from([...UNKNOWN_FIELD, ...varint(paddingBytes)]), seededBytes(seed, paddingBytes)]);
}

/**
 * The repository of a catalogue's model, as the hub would have it: the tiny encoder's own files where it has them, and seeded bytes for others.
 * @param paddingBytes what each file of the build is padded with
 */
export function servedModel(entry: CatalogueEntry, build: ModelBuild, paddingBytes: number): RepositoryMaking {
  const common = entry.commonFiles.map((path, index): [string, Buffer] => [path, ownOrSeeded(path, index)]);
  const heavy = build.files.map((path, index): [string, Buffer] => [path, weights(paddingBytes, index + 1)]);
  return {
    name: entry.repository,
    ...(entry.revision !== 'main' && { commit: entry.revision }),
    files: Object.fromEntries([...common, ...heavy]),
    gated: entry.gated,
  };
}

function ownOrSeeded(path: string, seed: number): Buffer {
  try {
    return own(path);
  } catch {
    return Buffer.from(JSON.stringify({ seed, words: seededBytes(seed, 300).toString('base64') }));
  }
}
