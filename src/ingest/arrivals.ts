/** Files on their way in: listed at once, then stored one after the other. */
import type { DocumentId } from '../contract/range.ts';
import type { DocumentRecord } from '../contract/stored.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import { plainProblem, type Entry, type Incoming, type Shelf } from './shelf.ts';

export interface ArrivalParts {
  /** SHA-256 in hex. */
  digest(bytes: ArrayBuffer): Promise<string>;
  putOriginal(id: DocumentId, bytes: ArrayBuffer, record: DocumentRecord): Promise<void>;
  deleteOriginal(id: DocumentId): Promise<void>;
  putDocument(record: DocumentRecord): Promise<void>;
}

/** What becomes of a file that was taken in. */
export interface Arrived {
  /** It is durable. */
  stored(record: DocumentRecord): Promise<void>;
  /** The same bytes are there already. */
  known(entry: Entry): Promise<void>;
}

export function createArrivals(parts: ArrivalParts, shelf: Shelf, arrived: Arrived) {
  let count = 0;

  /** Resolves when the file is durable, or refused. */
  async function take(key: string, arrival: Incoming): Promise<void> {
    const { file } = arrival;
    try {
      if (arrival.cancelled) return;
      refuseUnfit(file);
      const bytes = await file.arrayBuffer();
      const id = (await parts.digest(bytes)) as DocumentId;
      if (arrival.cancelled) return;
      const known = shelf.entries.get(id);
      if (known) return await arrived.known(known);
      const record: DocumentRecord = { id, name: file.name, mediaType: file.type, bytes: file.size, addedAt: Date.now() };
      await parts.putOriginal(id, bytes, record);
      if (arrival.cancelled) return await parts.deleteOriginal(id);
      await parts.putDocument(record);
      shelf.incoming.delete(key);
      await arrived.stored(record);
    } catch (error) {
      shelf.refuse(key, file.name, plainProblem(error));
    } finally {
      shelf.incoming.delete(key);
      shelf.batch.drop(key);
      shelf.changed();
    }
  }

  return {
    /** Resolves when all are durable, or refused. */
    async add(files: readonly File[]): Promise<void> {
      const arrivals = files.map((file) => ({ key: `arrival-${(count += 1)}`, arrival: { file, cancelled: false } }));
      for (const { key, arrival } of arrivals) {
        shelf.incoming.set(key, arrival);
        shelf.batch.start(key, arrival.file.size);
      }
      shelf.changed();
      for (const { key, arrival } of arrivals) await take(key, arrival);
    },

    /** @returns whether a file of that key was on its way */
    cancel(key: string): boolean {
      const arrival = shelf.incoming.get(key);
      if (!arrival) return false;
      arrival.cancelled = true;
      shelf.incoming.delete(key);
      shelf.batch.drop(key);
      shelf.changed();
      return true;
    },
  };
}
