/** Model files are believed only when their bytes are the ones that the profile names. */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import { Problem } from '../contract/problem.ts';
import type { ModelFiles } from '../contract/model-files.ts';

/**
 * Reads one file of a model and compares its SHA-256 with the profile.
 * @throws Problem model-damaged when it has other bytes, model-unusable when it is missing or not named by the profile
 */
export async function readVerified(files: ModelFiles, profile: EmbeddingProfile, name: string): Promise<ArrayBuffer> {
  const expected = Object.hasOwn(profile.files, name) ? profile.files[name] : undefined;
  if (!expected) throw unusable(files.modelId, `its profile does not name ${name}`);
  const bytes = await readFile(files, name);
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== expected.toLowerCase()) {
    throw new Problem('model-damaged', { modelId: files.modelId, path: name });
  }
  return bytes;
}

/**
 * Files of a place that checked them at its door are checked again up to this size, which is every configuration and tokenizer. Weights
 * above it are only measured: their digest would need a second copy of them in memory at every load (browsers digest whole buffers only),
 * nobody but Carrel can write there, and weights that were damaged on the disk do not give the known vectors.
 */
const DIGEST_AGAIN_BYTES = 64 * 1024 * 1024;

/**
 * One file of a model for a reader that wants it as the body of a response.
 * @throws Problem model-damaged, model-unusable as `readVerified` does
 */
export async function openVerified(files: ModelFiles, profile: EmbeddingProfile, name: string): Promise<ArrayBuffer | Blob> {
  const blob = await files.open?.(name).catch((cause: unknown) => {
    throw cause instanceof Problem ? cause : unusable(files.modelId, `${name} could not be read`, cause);
  });
  return blob && blob.size > DIGEST_AGAIN_BYTES ? blob : readVerified(files, profile, name);
}

/**
 * Reads `profile.json`. A host that answers a missing file with a web page is found out here.
 * @throws Problem model-unusable when it is missing or is not a profile
 */
export async function readProfile(files: ModelFiles): Promise<EmbeddingProfile> {
  const profile = parseJson<Partial<EmbeddingProfile>>(files.modelId, 'profile.json', await readFile(files, 'profile.json'));
  const { id, files: digests, dimensions, prefixes, golden, queryPrompt, documentPrompt } = profile;
  const complete =
    typeof id === 'string' &&
    typeof digests === 'object' &&
    Number.isInteger(dimensions) &&
    Array.isArray(prefixes) &&
    Array.isArray(golden) &&
    typeof queryPrompt === 'string' &&
    typeof documentPrompt === 'string';
  if (!complete) throw unusable(files.modelId, 'its profile is incomplete');
  return profile as EmbeddingProfile;
}

/** @throws Problem model-unusable when the bytes are not a JSON object */
export function parseJson<Value extends object>(modelId: string, name: string, bytes: ArrayBuffer): Value {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw unusable(modelId, `${name} is not JSON`, cause);
  }
  if (typeof value !== 'object' || value === null) throw unusable(modelId, `${name} is not a JSON object`);
  return value as Value;
}

export const unusable = (modelId: string, why: string, cause?: unknown) =>
  new Problem('model-unusable', { modelId, why }, { cause });

async function readFile(files: ModelFiles, name: string): Promise<ArrayBuffer> {
  try {
    return await files.read(name);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw unusable(files.modelId, `${name} could not be read`, cause);
  }
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
