/** The service worker by itself, with caches that can be left without an answer: no browser does that on demand. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const HOME = 'https://office.example/carrel/';
const PAGE = '<!doctype html><title>Carrel</title>';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Caches by name, each of which may hang until it is deleted. */
class Caches {
  readonly #kept = new Map<string, Map<string, Response>>();
  readonly hanging = new Set<string>();
  #cache = (name: string) => this.#kept.get(name) ?? this.#kept.set(name, new Map()).get(name)!;

  async open(name: string) {
    const whole = <T>(value: T): Promise<T> => (this.hanging.has(name) ? new Promise(() => {}) : Promise.resolve(value));
    return {
      match: (url: URL) => whole(this.#cache(name).get(String(url))?.clone()),
      put: (url: URL, response: Response) => whole(void this.#cache(name).set(String(url), response)),
    };
  }
  async match(url: URL, { cacheName }: { cacheName: string }) {
    return (await this.open(cacheName)).match(url);
  }
  async keys() {
    return [...this.#kept.keys()];
  }
  async delete(name: string) {
    this.hanging.delete(name);
    return this.#kept.delete(name);
  }
}

let caches: Caches;
let asked: string[];
let host: (path: string) => Response;
let respond: (path: string) => Promise<Response>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  caches = new Caches();
  asked = [];
  host = () => new Response(PAGE);
  const listeners = new Map<string, (event: object) => void>();
  vi.stubGlobal('self', { registration: { scope: HOME }, addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener) });
  vi.stubGlobal('caches', caches);
  vi.stubGlobal('HEADERS', { 'Content-Security-Policy': "default-src 'self'" });
  vi.stubGlobal('VAULT_HEADERS', {});
  vi.stubGlobal('FILES', { 'index.html': { sha256: sha256(PAGE), type: 'text/html', keep: 'first' } });
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(String(url));
    return host(String(url));
  });
  // Its types are those of a service worker, and this file has those of a page.
  const path = './service-worker.ts';
  await import(/* @vite-ignore */ path);
  respond = (path) => new Promise((resolve, reject) => {
    const request = new Request(new URL(path, HOME));
    listeners.get('fetch')?.({ request, respondWith: (answer: Promise<Response>) => Promise.resolve(answer).then(resolve, reject) });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Until it is answered, however long the worker waits. */
async function answered(path: string): Promise<Response> {
  const answer = respond(path);
  answer.catch(() => {});
  await vi.advanceTimersByTimeAsync(20_000);
  return answer;
}

test('a file is asked of the host once, kept, and carries the policy', async () => {
  for (let visit = 1; visit <= 2; visit += 1) {
    const response = await answered('index.html');
    expect(await response.text()).toBe(PAGE);
    expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'self'");
  }
  expect(asked).toEqual([`${HOME}index.html`]);
});

test('a cache that a crash left without an answer is waited for, and then an empty one takes its place', async () => {
  await answered('index.html');
  const [name] = await caches.keys();
  caches.hanging.add(name!);
  expect(await (await answered('index.html')).text()).toBe(PAGE);
  expect(asked).toHaveLength(2);
  expect(caches.hanging.size, 'it was deleted').toBe(0);
  expect(await (await answered('index.html')).text()).toBe(PAGE);
  expect(asked, 'kept again').toHaveLength(2);
});

test('without a network nothing is deleted: what is kept is all there is', async () => {
  await answered('index.html');
  const [name] = await caches.keys();
  caches.hanging.add(name!);
  host = () => { throw new TypeError('Failed to fetch'); };
  await expect(answered('index.html')).rejects.toThrow('Failed to fetch');
  expect(caches.hanging, 'not deleted').toEqual(new Set([name]));
});

test('a host that answers something else is not believed, and nothing of it is kept', async () => {
  host = () => new Response('<script src="https://elsewhere.example"></script>');
  await expect(answered('index.html')).rejects.toThrow('something else');
  host = () => new Response(PAGE);
  expect(await (await answered('index.html')).text()).toBe(PAGE);
});

test('another address is refused', async () => {
  expect((await answered('https://elsewhere.example/')).type).toBe('error');
  expect(asked).toEqual([]);
});
