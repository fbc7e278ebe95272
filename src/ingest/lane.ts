/**
 * One after the other, in the order they came. Reading and embedding are two lanes, so that one document
 * is read while the one before it is embedded.
 */
import type { DocumentId } from '../contract/range.ts';

export interface Lane {
  /** Joins the end, unless it waits or runs already. */
  enqueue(id: DocumentId): void;
  /** Takes a document out. Resolves once nothing is done to it any more. */
  withdraw(id: DocumentId): Promise<void>;
  /** Ids waiting or running. */
  has(id: DocumentId): boolean;
}

/**
 * @param run does the work on one document; what it throws is its own to report, the lane goes on
 * @param ready awaited before each document: how a pause holds the lane
 */
export function createLane(run: (signal: AbortSignal, id: DocumentId) => Promise<void>, ready: () => Promise<void>): Lane {
  const waiting = new Set<DocumentId>();
  let current: { id: DocumentId; abort: AbortController; ended: Promise<void> } | undefined;
  let awake = false;

  async function goOn() {
    if (awake) return;
    awake = true;
    for (;;) {
      await ready();
      const [id] = waiting;
      if (id === undefined) break;
      waiting.delete(id);
      const abort = new AbortController();
      const ended = run(abort.signal, id).catch(() => {});
      current = { id, abort, ended };
      await ended;
      current = undefined;
    }
    awake = false;
  }

  return {
    enqueue(id) {
      waiting.add(id);
      void goOn();
    },
    async withdraw(id) {
      waiting.delete(id);
      if (current?.id !== id) return;
      current.abort.abort();
      await current.ended;
    },
    has: (id) => waiting.has(id) || current?.id === id,
  };
}
