/** The only way to change the database: all or nothing, and only while this tab is the writer. */
import type { IDBPTransaction } from 'idb';
import { Problem } from '../contract/problem.ts';
import type { Db, Table, Tables } from './schema.ts';

export type Transaction = IDBPTransaction<Tables, Table[], 'readwrite'>;

/** Another tab has taken over writing. Not shown to anybody: this tab becomes a reader. */
export class Deposed extends Error {
  override readonly name = 'Deposed';
}

/**
 * `strict` for what a person made, so that it survives a power cut; `relaxed` for what can be made again.
 */
export type Durability = 'strict' | 'relaxed';

export type Write = (tables: Table[], durability: Durability, work: (tx: Transaction) => Promise<unknown>) => Promise<void>;

/**
 * Commits everything `work` wrote, or nothing. A `put` that throws (a value that cannot be cloned)
 * does not abort its transaction by itself: without this, what was put before it would stay.
 * `work` awaits nothing but the database.
 * @param epoch number of this writer: a frozen tab that was replaced finds a higher one and writes nothing
 * @throws Deposed, Problem storage-full
 */
export function createWrite(db: Db, epoch: number): Write {
  return async (tables, durability, work) => {
    const tx = db.transaction([...new Set<Table>([...tables, 'facts'])], 'readwrite', { durability });
    try {
      if (((await tx.objectStore('facts').get('epoch')) ?? 0) !== epoch) throw new Deposed();
      await work(tx);
    } catch (error) {
      try {
        tx.abort();
      } catch {
        // It is over already: a failed request aborts by itself.
      }
      await tx.done.catch(() => {});
      throw asProblem(tx.error ?? error);
    }
    await tx.done.catch((error: unknown) => {
      throw asProblem(tx.error ?? error);
    });
  };
}

/** Makes this tab the writer: every earlier one finds its epoch gone. Call only while holding the writer's lock. */
export async function beginEpoch(db: Db): Promise<number> {
  const tx = db.transaction('facts', 'readwrite', { durability: 'strict' });
  const epoch = ((await tx.store.get('epoch')) ?? 0) + 1;
  await tx.store.put(epoch, 'epoch');
  await tx.done;
  return epoch;
}

function asProblem(error: unknown): unknown {
  return isQuotaError(error) ? new Problem('storage-full', { neededBytes: 0 }, { cause: error }) : error;
}

/** Whether the browser refused to store for lack of room. */
export function isQuotaError(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}
