/**
 * The seal. This file stands between Carrel and the network, and does four things:
 *
 *  1. every answer it gives carries the policy (`HEADERS`) that keeps the page and its workers from reaching any other address;
 *  2. a request to any other address is refused here as well, but for the hosts that models come from: those are left to the policy of
 *     the page that asks, and only the page of models, which holds no documents, has one that allows them;
 *  3. Carrel's own files are kept, so that it works with the network cable pulled out, and each is accepted only when its
 *     SHA-256 is the one this build was made with: a host that answers something else cannot slip it in;
 *  4. a new version waits until a person agrees: code never changes under a running page.
 *
 * The build puts in the two constants and otherwise leaves this file as it is, so that it can be read where it is served.
 */
export type {};
declare const self: ServiceWorkerGlobalScope;

interface KeptFile {
  /** SHA-256 of its bytes, in lower-case hex. */
  sha256: string;
  type: string;
  /** Kept before this version may start, soon after, or not before somebody has a model that needs it (large runtimes). */
  keep: 'first' | 'soon' | 'on-use';
  /** Set for the page of models and its worker: they may reach the hosts that models come from. */
  vault?: true;
}
/** Policy headers, and Carrel's files by their path under the address it is served from. Put in by the build. */
declare const HEADERS: Record<string, string>;
/** For the files marked `vault` only. */
declare const VAULT_HEADERS: Record<string, string>;
declare const FILES: Record<string, KeptFile>;

const files = new Map(Object.entries(FILES));
const home = new URL(self.registration.scope);
/** Written in the policy of the page of models, "https://*.example" being any host that ends so. */
const modelHosts = [...(VAULT_HEADERS['Content-Security-Policy'] ?? '').matchAll(/https:\/\/(\*\.)?([\w.-]+)/g)];
const CACHE_PREFIX = `carrel-files ${home.pathname} `;
/** How many files are fetched at the same time while a version is being kept. */
const AT_ONCE = 6;

/**
 * Longest wait for what is kept, in milliseconds. A tab that crashes while a file is being put away can leave that cache without any answer
 * until the browser is started again (seen in Chromium 156), and Carrel would not open.
 */
const PATIENCE = 3_000;
const LATE = Symbol('late');
const inTime = <T>(work: Promise<T>): Promise<T | typeof LATE> =>
  Promise.race([work, new Promise<typeof LATE>((resolve) => { setTimeout(() => resolve(LATE), PATIENCE); })]);
let renewed: Promise<unknown> | undefined;

/** A name for this version that changes when any of its files does. */
const cacheName = digest(new TextEncoder().encode(JSON.stringify([HEADERS, VAULT_HEADERS, FILES]))).then((hash) => CACHE_PREFIX + hash);

self.addEventListener('install', (event) => event.waitUntil(keepAll('first')));

self.addEventListener('activate', (event) => {
  // Only the very first version has unclaimed pages to claim: later ones start when no page is left, or when a person agreed.
  event.waitUntil(forgetOldVersions().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  // Only a running page of Carrel can send these; the first one after a person agreed to the update.
  if (event.data === 'activate-update') void self.skipWaiting();
  // When it is offline again, both are asked anew at the next start.
  if (event.data === 'keep-for-offline') event.waitUntil(keepAll('soon').catch(() => {}));
  if (event.data === 'keep-runtimes') event.waitUntil(keepAll('on-use').catch(() => {})); // A model is here that needs them.
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return;
  if (isModelHost(url)) return;
  if (url.origin !== home.origin) return event.respondWith(Response.error());
  // A browser's own request that must not reach the network (devtools sends these); answering it throws.
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  event.respondWith(answer(request, url));
});

function isModelHost({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && modelHosts.some(([, any, host = '']) => hostname === host || (any !== undefined && hostname.endsWith(`.${host}`)));
}

async function answer(request: Request, url: URL): Promise<Response> {
  const path = pathOf(url);
  if (request.method !== 'GET') return sealed(await fetch(request));
  if (path !== undefined && files.has(path)) return keep(path);
  // An address of ours that is no file: its relative links would lead astray, so the way goes through the door.
  if (request.mode === 'navigate' && path !== undefined) return Response.redirect(home.href);
  // A page that was open before an update may still ask for a part of the version before.
  return (await keptByOlderVersion(url)) ?? sealed(await fetch(request));
}

/** The path under Carrel's own address, or `undefined` for the rest of the host. */
function pathOf(url: URL): string | undefined {
  if (!url.pathname.startsWith(home.pathname)) return undefined;
  try {
    return decodeURIComponent(url.pathname.slice(home.pathname.length)) || 'index.html';
  } catch {
    return undefined; // Not valid percent-encoding: none of ours.
  }
}

/** The same answer with the policy on it. */
function sealed(response: Response, policy = HEADERS): Response {
  if (response.status === 0) return response; // A redirect for the browser to follow: it comes back here.
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(policy)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** Makes sure that all files of this class are kept. Throws when one cannot be had. */
async function keepAll(which: KeptFile['keep']): Promise<void> {
  const waiting = [...files].filter(([, file]) => file.keep === which).map(([path]) => path);
  const next = async (): Promise<void> => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) await keep(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** Our file of that path: as kept, else from an older version when it has not changed, else from the host. */
async function keep(path: string): Promise<Response> {
  const file = files.get(path);
  if (!file) throw new Error(`${path} is not a file of this version.`);
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), home);
  const kept = await inTime(caches.open(await cacheName).then((cache) => cache.match(url)));
  if (kept && kept !== LATE) return kept;
  const bytes = (await bytesOfOlderVersion(url, file)) ?? (await bytesOfHost(url, file));
  // Not before the host has answered: without a network, what is kept is all there is, once the browser was started again.
  if (kept === LATE) await renew();
  const cache = await caches.open(await cacheName);
  const response = sealed(new Response(bytes, { headers: { 'Content-Type': file.type } }), file.vault ? VAULT_HEADERS : HEADERS);
  // A full disk must not stop a page that is online.
  await cache.put(url, response.clone()).catch((error: unknown) => {
    if (file.keep === 'first') throw error;
  });
  return response;
}

/** Puts an empty cache in the place of one that gives no answer. */
function renew(): Promise<unknown> {
  return (renewed ??= cacheName.then((name) => inTime(caches.delete(name))));
}

/** Names of the caches of other versions of Carrel at this address, newest first. Others on the same host have their own. */
async function olderCaches(): Promise<string[]> {
  const current = await cacheName;
  return (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== current).reverse();
}

async function keptByOlderVersion(url: URL): Promise<Response | undefined> {
  for (const name of await olderCaches()) {
    const kept = await inTime(caches.match(url, { cacheName: name, ignoreSearch: true }));
    if (kept && kept !== LATE) return kept;
  }
  return undefined;
}

async function bytesOfOlderVersion(url: URL, file: KeptFile) {
  const older = await keptByOlderVersion(url);
  if (!older) return undefined;
  const bytes = await older.arrayBuffer();
  return (await digest(bytes)) === file.sha256 ? bytes : undefined;
}

async function bytesOfHost(url: URL, file: KeptFile) {
  // `no-cache` asks the host whether the browser's copy is current. What the page itself waits for goes first.
  const response = await fetch(url, { cache: 'no-cache', priority: file.keep === 'soon' ? 'low' : 'auto' });
  const bytes = await response.arrayBuffer();
  if (response.ok && (await digest(bytes)) === file.sha256) return bytes;
  // The host's files are of another version, or not ours at all.
  throw new Error(`The host answered something else for ${url.pathname}.`);
}

async function digest(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keeps this version and the one before it, which a page in another tab may still be running. */
async function forgetOldVersions(): Promise<void> {
  await Promise.all((await olderCaches()).slice(1).map((name) => caches.delete(name)));
}
