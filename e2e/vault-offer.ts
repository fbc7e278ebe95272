/** The model of the catalogue that tests of the vault download: how a hub offers it, and what must lie on the disk afterwards. */
import { createHash } from 'node:crypto';
import { catalogue } from '../src/models/catalogue.ts';
import type { CatalogueEntry } from '../src/contract/model.ts';
import { servedModel } from './hub/hub-model.ts';
import type { Hub } from './hub/hub.ts';
import type { VaultPage, ModelOnPage } from './vault-page.ts';
import { expect } from './vault-test.ts';

export const MB = 1_000_000;

export const entry = catalogueEntry('all-minilm-l6-v2');
export const build = entry.builds.find(({ id }) => id === 'wasm-q8')!;

export function catalogueEntry(id: string): CatalogueEntry {
  const found = catalogue.find((each) => each.id === id);
  if (!found) throw new Error(`The catalogue has no ${id}.`);
  return found;
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Puts the model on the hub. Returns its files by path. */
export function offer(hub: Hub, paddingBytes = 3 * MB): Record<string, Buffer> {
  const making = servedModel(entry, build, paddingBytes);
  hub.add(making);
  return Object.fromEntries(Object.entries(making.files).map(([path, bytes]) => [path, Buffer.from(bytes)]));
}

export async function expectInstalled(vault: VaultPage, model: ModelOnPage, files: Record<string, Buffer>, id = entry.id) {
  await expect(model.installed).toBeVisible({ timeout: 30_000 });
  const { record, onDisk } = await vault.installed(id);
  const wanted = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, { bytes: bytes.length, sha256: sha256(bytes) }]));
  expect(record.files).toEqual(wanted);
  // Nothing but these files, and the bytes that lie there are theirs.
  expect(Object.values(onDisk).toSorted()).toEqual(Object.values(wanted).map((file) => file.sha256).toSorted());
}

export const expectNothingInstalled = async (vault: VaultPage) => expect(await vault.manifests()).toEqual([]);
