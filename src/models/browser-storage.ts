/** What the browser tells of its storage. */
import type { Estimate, StorageFacts } from './storage-report.ts';

let counted: Promise<number> | undefined;

export const browserStorage: StorageFacts = {
  estimate: () => navigator.storage.estimate() as Promise<Estimate>,
  persisted: () => navigator.storage.persisted(),
  // Nothing of the page of models changes the caches, so they are counted once.
  cachedBytes: () => (counted ??= countCaches()),
};

async function countCaches(): Promise<number> {
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
  }
  return bytes;
}
