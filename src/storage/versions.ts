/** Which index version answers. Pointers change together in one transaction, so there is no moment without an answer. */
import type { Pointer, VersionRecord } from '../contract/stored.ts';
import type { Db } from './schema.ts';
import type { Transaction, Write } from './write.ts';

export interface StoredVersions {
  active: VersionRecord | undefined;
  previous: VersionRecord | undefined;
  building: VersionRecord | undefined;
  paused: boolean;
}

/** `active` is `undefined` as long as no model was ever chosen: then the one that came with the page answers. */
export async function storedVersions(db: Db): Promise<StoredVersions> {
  const tx = db.transaction(['versions', 'pointers']);
  const at = async (pointer: Pointer) => {
    const space = await tx.objectStore('pointers').get(pointer);
    return space === undefined ? undefined : tx.objectStore('versions').get(space);
  };
  const [active, previous, building, paused] = await Promise.all([at('active'), at('previous'), at('building'), tx.objectStore('pointers').get('build-paused')]);
  return { active, previous, building, paused: paused !== undefined };
}

/** Notes that a version is to be made. One that was being made until now is given up. */
export function beginVersion(write: Write, version: VersionRecord): Promise<void> {
  return write(['versions', 'pointers'], 'strict', async (tx) => {
    await tx.objectStore('versions').put(version);
    await tx.objectStore('pointers').put(version.space, 'building');
    await tx.objectStore('pointers').delete('build-paused');
  });
}

export function setBuildPaused(write: Write, paused: boolean): Promise<void> {
  return write(['pointers'], 'strict', (tx) => {
    const pointers = tx.objectStore('pointers');
    return paused ? pointers.put('yes', 'build-paused') : pointers.delete('build-paused');
  });
}

/** Puts `to` in the place of `from`, which is kept as the previous one. The one before that is no longer pointed at: see `dropUnused`. */
export function flipTo(write: Write, to: VersionRecord, from: VersionRecord): Promise<void> {
  return write(['versions', 'pointers'], 'strict', async (tx) => {
    await tx.objectStore('versions').put(to);
    await tx.objectStore('versions').put(from);
    const pointers = tx.objectStore('pointers');
    await pointers.put(to.space, 'active');
    await pointers.put(from.space, 'previous');
    if ((await pointers.get('building')) !== to.space) return;
    await pointers.delete('building');
    await pointers.delete('build-paused');
  });
}

export function dropPointer(write: Write, pointer: 'previous' | 'building'): Promise<void> {
  return write(['pointers'], 'strict', async (tx) => {
    await tx.objectStore('pointers').delete(pointer);
    if (pointer === 'building') await tx.objectStore('pointers').delete('build-paused');
  });
}

/**
 * Deletes the vectors and records of every space that nothing points at.
 * @param answering the space that answers, also when no pointer says so
 */
export function dropUnused(write: Write, answering: string): Promise<void> {
  return write(['versions', 'pointers', 'vectors'], 'relaxed', async (tx) => {
    const kept = new Set([answering, ...(await tx.objectStore('pointers').getAll())]);
    for (const space of await spacesIn(tx)) if (!kept.has(space)) await tx.objectStore('vectors').delete(everythingIn(space));
    for (const space of await tx.objectStore('versions').getAllKeys()) if (!kept.has(space)) await tx.objectStore('versions').delete(space);
  });
}

const everythingIn = (space: string) => IDBKeyRange.bound([space], [space, []]);

/** Jumps from one space to the next instead of walking over all vectors. */
async function spacesIn(tx: Transaction): Promise<string[]> {
  const spaces: string[] = [];
  let cursor = await tx.objectStore('vectors').openKeyCursor();
  while (cursor) {
    const [space] = cursor.primaryKey;
    spaces.push(space);
    cursor = await tx.objectStore('vectors').openKeyCursor(IDBKeyRange.lowerBound([space, []], true));
  }
  return spaces;
}
