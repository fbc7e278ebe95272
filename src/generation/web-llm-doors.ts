/**
 * Takes the network away from a library that was written to download. Everything in its worker that fetches is replaced before it runs: what is
 * asked of `fetch` and of the browser's caches is answered by us, the rest is gone. The page's policy stands behind this as the last fence.
 */

/** Other ways to the network that a worker has. */
const OTHER_DOORS = ['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'indexedDB'];

export interface Answers {
  addresses(): string[];
  /** Rejects for an address that is not answered. */
  answer(address: string): Promise<Response>;
}

/**
 * For the rest of this worker's life, which is given to one model.
 * @param scope `globalThis`, but in tests
 */
export function closeDoors({ addresses, answer }: Answers, scope: object = globalThis): void {
  const addressOf = (input: RequestInfo | URL) => (input instanceof Request ? input.url : String(input));
  const refuse = () => Promise.reject(new TypeError('Failed to fetch'));
  // The library looks into its caches first, finds everything there, and so never downloads.
  const cache = {
    match: (request: RequestInfo | URL) => answer(addressOf(request)),
    keys: async () => addresses().map((url) => new Request(url)),
    add: refuse,
    addAll: refuse,
    put: refuse,
    delete: async () => false,
  };
  const caches = { open: async () => cache, has: async () => true, keys: async () => [], delete: async () => false, match: cache.match };
  put(scope, 'fetch', (input: RequestInfo | URL) => answer(addressOf(input)));
  put(scope, 'caches', caches);
  for (const name of OTHER_DOORS) put(scope, name, undefined);
}

/** The part of a graphics device that is used. TypeScript does not know that workers have any. */
interface Device {
  lost: Promise<{ reason?: string; message: string }>;
}
interface AdapterKind {
  prototype: { requestDevice(this: object, ...all: unknown[]): Promise<Device> };
}

/**
 * The library keeps its device to itself, and when it is lost while a model is being loaded, fails with whatever error comes first.
 * @returns resolves, in words, when a device that was made after this call has gone away; never otherwise
 */
export function watchDevices(scope: object = globalThis): Promise<string> {
  const { GPUAdapter } = scope as { GPUAdapter?: AdapterKind };
  const { promise, resolve } = Promise.withResolvers<string>();
  if (!GPUAdapter) return promise;
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...all) {
    const device = await requestDevice.apply(this, all);
    void device.lost.then(({ reason, message }) => resolve(message || reason || 'no reason was given'));
    return device;
  };
  return promise;
}

function put(scope: object, name: string, value: unknown): void {
  Object.defineProperty(scope, name, { value, configurable: true, writable: true });
}
