/** Waits for work that cannot be stopped, but no longer than its caller wants it. */

/**
 * Settles as `work` does, or rejects with the signal's reason as soon as there is one. What becomes of `work` after that is nobody's concern
 * here: its failure is swallowed.
 */
export function orAbort<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
