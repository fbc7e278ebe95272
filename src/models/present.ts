/** What of a wanted file is in the vault already. Asked of the files themselves: nothing remembers how far a download was. */
import type { InstalledModel, VaultFile } from '../contract/model.ts';
import { startHashing } from './digest.ts';
import type { WantedFile } from './plan.ts';
import { digestInName, finishedName, partName } from './vault-layout.ts';
import type { ModelFolder, StoredFile } from './vault-store.ts';

export const partOf = ({ path, address, digest }: WantedFile): string => partName(path, digest ? `${digest.kind}:${digest.hex}` : address);

/** Bytes of a wanted file that are here, finished or not. Reads none of them. */
export function bytesPresent(wanted: WantedFile, listed: readonly StoredFile[]): number {
  const unfinished = listed.find(({ name }) => name === partOf(wanted))?.bytes ?? 0;
  const finished = listed.find(({ name, bytes }) => isCandidate(wanted, name, bytes))?.bytes ?? 0;
  // One that is longer than the file is begun again.
  return Math.max(finished, unfinished > (wanted.bytes ?? Infinity) ? 0 : unfinished);
}

/** The finished file that a wanted file is, if it is here: by its digest, not by its name alone. */
export async function findFinished(
  folder: ModelFolder,
  wanted: WantedFile,
  listed: readonly StoredFile[],
  installed: InstalledModel | undefined,
): Promise<VaultFile | undefined> {
  const candidates = listed.filter(({ name, bytes }) => isCandidate(wanted, name, bytes));
  if (wanted.digest?.kind !== 'git-blob') {
    // Where nothing is published, what the installed model has is the file.
    const ofModel = installed?.files[wanted.path]?.sha256;
    const chosen = candidates.find(({ name }) => ofModel !== undefined && name === finishedName(wanted.path, ofModel)) ?? candidates[0];
    return chosen && asVaultFile(wanted, chosen);
  }
  for (const candidate of candidates) {
    const hashing = startHashing(candidate.bytes, wanted.digest);
    for await (const stretch of folder.read(candidate.name)) hashing.update(stretch);
    if (hashing.agrees()) return asVaultFile(wanted, candidate);
  }
  return undefined;
}

function isCandidate({ path, bytes, digest }: WantedFile, name: string, length: number): boolean {
  const named = digestInName(path, name);
  if (named === undefined || (bytes !== undefined && bytes !== length)) return false;
  return digest?.kind !== 'sha256' || digest.hex === named;
}

function asVaultFile({ path }: WantedFile, { name, bytes }: StoredFile): VaultFile {
  return { bytes, sha256: digestInName(path, name) ?? '' };
}
