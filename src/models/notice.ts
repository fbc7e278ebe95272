/** Many changes are one notice. A change while a notice is on its way makes another: the last word always arrives. */

export interface Notice {
  /** Something changed: it will be told soon. */
  changed(): void;
  /** Tells now, and resolves when it was heard. */
  flush(): Promise<void>;
}

/**
 * @param after how to wait
 * @param intervalMs shortest time between two notices
 */
export function createNotice(after: (milliseconds: number, run: () => void) => void, intervalMs: number, send: () => Promise<void>): Notice {
  let pending = false;
  let sending = Promise.resolve();
  const sendInTurn = () => (sending = sending.then(send, send));
  return {
    changed() {
      if (pending) return;
      pending = true;
      after(intervalMs, () => {
        // A page that is slow to hear is waited for: notices never pile up.
        void sending.catch(() => {}).then(() => {
          pending = false;
          return sendInTurn();
        }).catch(() => {});
      });
    },
    flush: sendInTurn,
  };
}
