/** The record of a whole model, as it lies in the vault: written last, and believed only when every field makes sense. */
import type { InstalledModel, VaultFile } from '../contract/model.ts';
import { asCatalogueEntry, isInnerPath } from './entry-check.ts';

/** Raised when the record changes its meaning. A record of another format is not a model for this Carrel. */
const FORMAT = 1;

export const asNote = (model: InstalledModel): unknown => ({ format: FORMAT, ...model });

/** `undefined` when it is none, or of another format. */
export function asInstalledModel(note: unknown): InstalledModel | undefined {
  const { format, entry, source, builds, files, installedAt } = (note ?? {}) as Record<string, unknown>;
  const known = asCatalogueEntry(entry);
  if (format !== FORMAT || !known || !isSource(source) || typeof installedAt !== 'number') return undefined;
  if (!Array.isArray(builds) || !builds.every((build) => typeof build === 'string') || !areFiles(files)) return undefined;
  return { entry: known, source, builds, files, installedAt };
}

export function isSource(value: unknown): value is InstalledModel['source'] {
  return value === 'hub' || value === 'own-address' || value === 'folder';
}

function areFiles(value: unknown): value is Record<string, VaultFile> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([path, file]) => isInnerPath(path) && isVaultFile(file));
}

function isVaultFile(value: unknown): boolean {
  const { bytes, sha256 } = (value ?? {}) as Partial<VaultFile>;
  return Number.isSafeInteger(bytes) && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
}

/** Bytes of all files of a model. */
export const bytesOf = ({ files }: InstalledModel): number => Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
