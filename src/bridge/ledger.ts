/**
 * A note of how many documents there are, kept outside the database: a browser that removed the library is
 * found out, and the person is told instead of being greeted as a newcomer.
 */
const KEY = 'carrel-documents';

export const ledger = {
  /** Documents at the last visit; 0 when there was none. */
  read(): number {
    try {
      return Number(localStorage.getItem(KEY)) || 0;
    } catch {
      return 0; // Storage is switched off: there is nothing to compare with.
    }
  },
  write(documents: number): void {
    try {
      localStorage.setItem(KEY, String(documents));
    } catch {
      // The note is a help, not a promise.
    }
  },
};
