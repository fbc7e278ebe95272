/** Fetches what a build still lacks, checks every file as it lies on the disk, and only then lets the model be there. */
import type { InstalledModel, VaultFile } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { fetchFile } from './fetch-file.ts';
import { hubPage } from './hub.ts';
import { install } from './install.ts';
import type { Limiter } from './limiter.ts';
import type { Meter } from './meter.ts';
import type { Net } from './net.ts';
import { bytesOfPlan, type Plan, type WantedFile } from './plan.ts';
import { bytesPresent, findFinished, partOf } from './present.ts';
import { finishedName } from './vault-layout.ts';
import { StoreFull, type ModelFolder } from './vault-store.ts';
import { verify } from './verify.ts';

export interface DownloadParts {
  net: Net;
  folder: ModelFolder;
  /** Shared by all models: how many files come at once. */
  limiter: Limiter;
  /** Bytes that the browser says are left; `undefined` when it does not say. */
  freeBytes(): Promise<number | undefined>;
  meter: Meter;
}

/** @throws Problem download-*, storage-full, and what the signal says. What has arrived stays. */
export async function downloadModel(
  signal: AbortSignal,
  parts: DownloadParts,
  plan: Plan,
  installed: InstalledModel | undefined,
): Promise<InstalledModel> {
  const { folder, meter, net } = parts;
  const listed = await folder.list();
  const files: Record<string, VaultFile> = {};
  const missing: WantedFile[] = [];
  for (const wanted of plan.files) {
    const finished = await findFinished(folder, wanted, listed, installed);
    if (finished) files[wanted.path] = finished;
    else missing.push(wanted);
  }
  const finished = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  const present = missing.reduce((sum, wanted) => sum + bytesPresent(wanted, listed), finished);
  meter.begin(present, finished, bytesOfPlan(plan));
  await refuseWithoutRoom(parts);
  try {
    for (const [path, file] of await fetchAll(signal, parts, plan, missing)) files[path] = file;
    const { entry, source, build } = plan;
    return await install(folder, { entry, source, builds: [build], files }, net.now());
  } catch (error) {
    if (error instanceof StoreFull) throw new Problem('storage-full', { neededBytes: bytesMissing(meter) }, { cause: error });
    throw error;
  }
}

function bytesMissing(meter: Meter): number {
  const { status, done, of } = meter.read();
  return status === 'verifying' ? 0 : of - done;
}

async function refuseWithoutRoom({ freeBytes, meter }: DownloadParts): Promise<void> {
  const free = await freeBytes();
  const needed = bytesMissing(meter);
  if (free !== undefined && needed > free) throw new Problem('storage-full', { neededBytes: needed });
}

/** The first failure ends the others; all of them have let go of their files when this is over. */
async function fetchAll(signal: AbortSignal, parts: DownloadParts, plan: Plan, missing: WantedFile[]): Promise<[string, VaultFile][]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  // Small files first: a configuration that is refused is known before gigabytes have come.
  const inOrder = missing.toSorted((a, b) => (a.bytes ?? 0) - (b.bytes ?? 0));
  const work = inOrder.map((wanted) =>
    parts
      .limiter(either, () => fetchOne(either, parts, plan, wanted))
      .catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
  );
  const ends = await Promise.allSettled(work);
  signal.throwIfAborted();
  if (failed.signal.aborted) throw failed.signal.reason;
  return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

async function fetchOne(signal: AbortSignal, parts: DownloadParts, plan: Plan, wanted: WantedFile): Promise<[string, VaultFile]> {
  const { folder, meter } = parts;
  const name = partOf(wanted);
  const bytes = await fetchWhole(signal, parts, plan, wanted, name);
  const checked = meter.checking();
  try {
    const file = await verify(signal, folder, name, { ...wanted, bytes }, meter.checked);
    await folder.rename(name, finishedName(wanted.path, file.sha256));
    return [wanted.path, file];
  } catch (error) {
    if (error instanceof Problem) {
      await folder.drop(name);
      meter.lost(bytes);
    }
    throw error;
  } finally {
    checked();
  }
}

/** @returns the length of the whole file */
async function fetchWhole(signal: AbortSignal, { folder, net, meter }: DownloadParts, { entry }: Plan, wanted: WantedFile, name: string): Promise<number> {
  const { address, path, bytes } = wanted;
  const part = await folder.openPart(name);
  const fetched = meter.fetching();
  try {
    if (bytes !== undefined && part.size > bytes) part.empty();
    const page = entry.repository ? hubPage(entry.repository) : address;
    await fetchFile(signal, net, {
      address,
      bytes,
      part,
      errand: { path, modelName: entry.name, page },
      onBytes: meter.fetched,
      onWait: (wait) => meter.wait(path, wait),
    });
    return part.size;
  } finally {
    fetched();
    part.close();
  }
}
