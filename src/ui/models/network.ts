/** Whether the browser knows of a network at all. It may be wrong when it says yes; when it says no, downloads cannot go on. */
export interface Network {
  online(): boolean;
  /** Returns how to stop. */
  watch(listener: () => void): () => void;
}

export const browserNetwork: Network = {
  online: () => navigator.onLine,
  watch(listener) {
    for (const type of ['online', 'offline']) addEventListener(type, listener);
    return () => { for (const type of ['online', 'offline']) removeEventListener(type, listener); };
  },
};
