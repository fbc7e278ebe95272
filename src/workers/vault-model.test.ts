import { describe, expect, test } from 'vitest';
import type { CatalogueEntry, InstalledModel } from '../contract/model.ts';
import { openVerified, readVerified } from '../embedding/read-verified.ts';
import { profileOf, vaultModel } from './vault-model.ts';

const entry: CatalogueEntry = {
  id: 'tiny', kind: 'embedding', name: 'Tiny', maker: 'us', repository: '', revision: 'r7', licence: 'Apache-2.0', gated: false,
  languages: ['en', 'de'], parameters: 1, goodFor: 'tests', commonFiles: ['config.json'], builds: [],
  embedding: { dimensions: 4, prefixes: [2, 4], pooling: 'cls', queryPrompt: 'query: ', documentPrompt: 'passage: ', maximumTokens: 128 },
};
const text = '{"model_type":"bert"}';
const sha256 = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  .then((digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join(''));
const installed: InstalledModel = { entry, source: 'hub', builds: [], files: { 'config.json': { bytes: text.length, sha256 } }, installedAt: 0 };
const holding = (blob: Blob) => vaultModel(installed, async () => blob);

describe('a model of the vault', () => {
  test('has the profile that the catalogue gives it, with the digests that were recorded', () => {
    expect(profileOf(installed)).toMatchObject({
      id: 'tiny', revision: 'r7', dimensions: 4, prefixes: [2, 4], pooling: 'cls', queryPrompt: 'query: ', documentPrompt: 'passage: ',
      languages: ['en', 'de'], maximumTokens: 128, licence: 'Apache-2.0', files: { 'config.json': sha256 }, golden: [],
    });
  });

  test('is refused as an embedder when it is a language model', () => {
    const { embedding: _, ...rest } = entry;
    expect(() => profileOf({ ...installed, entry: rest })).toThrow(expect.objectContaining({ code: 'model-unusable' }) as Error);
  });

  test('has small files whose digest is compared again at every load', async () => {
    const profile = profileOf(installed);
    expect(new TextDecoder().decode(await openVerified(holding(new Blob([text])), profile, 'config.json') as ArrayBuffer)).toBe(text);
    await expect(openVerified(holding(new Blob([text.replace('bert', 'gpt2')])), profile, 'config.json')).rejects.toMatchObject({
      code: 'model-damaged', details: { path: 'config.json' },
    });
    await expect(readVerified(holding(new Blob([text])), profile, 'other.json')).rejects.toMatchObject({ code: 'model-unusable' });
  });

  test('has large files that are handed on without their bytes being read', async () => {
    // Says that it is large; reading it fails.
    const large = { size: 65 * 1024 * 1024, arrayBuffer: () => Promise.reject(new Error('read')) } as unknown as Blob;
    expect(await openVerified(holding(large), profileOf(installed), 'config.json')).toBe(large);
  });

  test('tells of a file that is gone with the file’s name', async () => {
    const files = vaultModel(installed, () => Promise.reject(new Error('gone')));
    await expect(openVerified(files, profileOf(installed), 'config.json')).rejects.toMatchObject({
      code: 'model-unusable', details: { modelId: 'tiny', why: 'config.json could not be read' },
    });
  });
});
