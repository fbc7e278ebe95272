import fc from 'fast-check';

// On a developer's machine properties look in new places every time; a shared run must be repeatable.
if (process.env['CI']) fc.configureGlobal({ seed: 20_261_121 });

/** What every current browser has and Node 20, on which the unit tests must run, does not. */
Promise.withResolvers ??= function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T | PromiseLike<T>) => void;
  let reject!: (reason?: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};
