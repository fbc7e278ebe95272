/** Copies a recognised model into the vault. What lies on the disk afterwards is compared with what was read, before it is believed. */
import type { InstalledModel, VaultFile } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { startHashing } from './digest.ts';
import { install } from './install.ts';
import type { Meter } from './meter.ts';
import type { Net } from './net.ts';
import type { ParcelFile } from './parcel.ts';
import { partOf } from './present.ts';
import type { Recognised } from './recognise.ts';
import { finishedName } from './vault-layout.ts';
import { StoreFull, type ModelFolder } from './vault-store.ts';
import { verify } from './verify.ts';

export interface TakeInParts {
  net: Pick<Net, 'now'>;
  folder: ModelFolder;
  freeBytes(): Promise<number | undefined>;
  meter: Meter;
}

/**
 * @param name what a person calls the folder or archive
 * @throws Problem storage-full, download-wrong-digest, model-incomplete, file-*, and what the signal says
 */
export async function takeInModel(signal: AbortSignal, parts: TakeInParts, name: string, found: Recognised): Promise<InstalledModel> {
  const { folder, freeBytes, meter, net } = parts;
  const all = [...found.files.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  meter.begin(0, 0, all);
  const free = await freeBytes();
  if (free !== undefined && all > free) throw new Problem('storage-full', { neededBytes: all });
  const checked = meter.checking();
  const files: Record<string, VaultFile> = {};
  let done = 0;
  try {
    for (const [path, file] of found.files) {
      signal.throwIfAborted();
      files[path] = await takeInFile(signal, parts, path, file, found.digests.get(path));
      done += file.bytes;
    }
    return await install(folder, { entry: found.entry, source: 'folder', builds: found.builds, files }, net.now());
  } catch (error) {
    if (error instanceof StoreFull) throw new Problem('storage-full', { neededBytes: all - done }, { cause: error });
    // The folder was moved or its disk taken away meanwhile.
    const isGone = error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'NotReadableError');
    if (isGone) throw new Problem('model-incomplete', { name, missing: [[...found.files.keys()][Object.keys(files).length] ?? ''] }, { cause: error });
    throw error;
  } finally {
    checked();
  }
}

async function takeInFile(signal: AbortSignal, { folder, meter }: TakeInParts, path: string, file: ParcelFile, claimed?: string): Promise<VaultFile> {
  const name = partOf({ path, address: 'folder:' });
  const hashing = startHashing(file.bytes);
  let bytes = 0;
  const part = await folder.openPart(name);
  try {
    part.empty();
    for await (const stretch of file.read(signal)) {
      part.append(stretch);
      hashing.update(stretch);
      bytes += stretch.length;
      // Copying is half of the work on a byte, and reading it back the other half.
      meter.checked(stretch.length / 2);
    }
    part.flush();
  } finally {
    part.close();
  }
  const digest = { kind: 'sha256', hex: claimed ?? hashing.sha256() } as const;
  try {
    const verified = await verify(signal, folder, name, { path, address: '', bytes, digest }, (read) => meter.checked(read / 2));
    const finished = finishedName(path, verified.sha256);
    const isHere = (await folder.list()).some((each) => each.name === finished && each.bytes === verified.bytes);
    // The same bytes stay where they are: somebody may be reading them.
    if (isHere) await folder.drop(name);
    else await folder.rename(name, finished);
    return verified;
  } catch (error) {
    await folder.drop(name);
    throw error;
  }
}
