/** What takes how much room at this address, in the words of a person: models, library, Carrel itself, and what is left. */
import type { StorageReport } from '../contract/model.ts';

/** `usageDetails` is Chromium's alone: bytes by kind of storage. */
export interface Estimate {
  usage?: number;
  quota?: number;
  usageDetails?: { fileSystem?: number; indexedDB?: number; caches?: number; serviceWorkerRegistrations?: number };
}

export interface StorageFacts {
  estimate(): Promise<Estimate>;
  persisted(): Promise<boolean>;
  /** Bytes of everything in the caches, counted. Asked for only where the browser does not tell. */
  cachedBytes(): Promise<number>;
}

/** @param models sizes as the vault counts them */
export async function storageReport(facts: StorageFacts, models: StorageReport['models']): Promise<StorageReport> {
  const [estimate, persisted] = await Promise.all([facts.estimate().catch((): Estimate => ({})), facts.persisted().catch(() => false)]);
  const modelBytes = models.reduce((sum, { bytes }) => sum + bytes, 0);
  return { models, ...(await shares(facts, estimate, modelBytes)), freeBytes: freeOf(estimate), persisted };
}

/** What may still be stored; `undefined` where the browser does not say. */
export function freeOf({ usage, quota }: Estimate): number | undefined {
  return usage === undefined || quota === undefined ? undefined : Math.max(0, quota - usage);
}

async function shares(facts: StorageFacts, { usage = 0, usageDetails }: Estimate, modelBytes: number): Promise<{ libraryBytes: number; appBytes: number }> {
  if (usageDetails) {
    const { fileSystem = 0, indexedDB = 0, caches = 0, serviceWorkerRegistrations = 0 } = usageDetails;
    // Originals and models share the private file system; the vault knows its own part.
    return { libraryBytes: indexedDB + Math.max(0, fileSystem - modelBytes), appBytes: caches + serviceWorkerRegistrations };
  }
  const appBytes = await facts.cachedBytes().catch(() => 0);
  return { libraryBytes: Math.max(0, usage - modelBytes - appBytes), appBytes };
}
