/** Seals the page, tries the seal from inside, and tells about new versions. Unsealed, Carrel takes no documents. */
import type { SealState } from '../contract/seal.ts';
import { isStoppedByPolicy } from '../wire/policy-probe.ts';
import { guardPage } from './page-guard.ts';

/** Set while the one reload is under way, so that a host on which it does not help is not reloaded for ever. */
const RELOAD_MARK = 'carrel-reloaded-to-be-sealed';
/** First Chromium that enforces Connection-Allowlist without a flag. */
const CHROMIUM_WITH_ALLOWLIST = 152;
/** Longest wait for the worker that tries the lock. One that cannot start is as bad as one that gets out. */
const PROBE_MILLISECONDS = 10_000;

/** Set when a person agreed to a new version and the page is reloaded so that it can take its place. */
const AGREED_MARK = 'carrel-agreed-to-update';
/** Longest wait for an old version to end what it is doing for this page. It was seen to take minutes; leaving the page ends it. */
const OLD_VERSION_MILLISECONDS = 5_000;

type Failure = Extract<SealState, { sealed: false }>['why'];

/** Vite's development server sends the headers itself, and there is nothing to keep for offline use. */
const container = import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;

/**
 * Closes the page off and tries the lock. Call once, before any document is shown or taken. May reload the page, once:
 * on a host that sends no headers, only a page that came through the service worker has them. It then resolves with
 * `why: 'reloading'`, and nothing more should be started.
 */
export async function seal(): Promise<SealState> {
  guardPage();
  if (!isSecureContext) return { sealed: false, why: 'insecure-address' };
  const cameThroughServiceWorker = Boolean(container?.controller);
  // Asked before the service worker can take over: the answer must be about the response that this page was made of.
  const enforced = isEnforcedByBrowser();
  const registration = await register();
  const failure = await tryTheLock();
  if (!failure) {
    sessionStorage.removeItem(RELOAD_MARK);
    void container?.ready.then(({ active }) => active?.postMessage('keep-for-offline'));
    return { sealed: true, byBrowser: await enforced };
  }
  const reloading = registration && !cameThroughServiceWorker && (await reloadOnce(registration));
  return { sealed: false, why: reloading ? 'reloading' : failure };
}

/** What is wrong with the seal, if anything. Tries nothing while the page is not even isolated: that can be seen without. */
async function tryTheLock(): Promise<Failure | undefined> {
  if (!crossOriginIsolated) return 'no-service-worker';
  const stopped = await Promise.all([isStoppedByPolicy(window), isWorkerSealed()]);
  return stopped.every(Boolean) ? undefined : 'probe-left';
}

function isWorkerSealed(): Promise<boolean> {
  const worker = new Worker(new URL('../workers/seal-probe.worker.ts', import.meta.url), { type: 'module', name: 'seal-probe' });
  const answer = new Promise<boolean>((resolve) => {
    worker.addEventListener('message', ({ data }) => resolve(data === true), { once: true });
    worker.addEventListener('error', () => resolve(false), { once: true });
    setTimeout(() => resolve(false), PROBE_MILLISECONDS);
  });
  return answer.finally(() => worker.terminate());
}

/**
 * Whether the browser itself refuses every connection out of this page, whatever opens it. Nothing in a page can see that
 * happen: what could be tried is stopped by the Content-Security-Policy before. So it is inferred: the header is on the
 * page, and the engine is one that obeys it. An engine whose makers switched it off again would be told apart only by the
 * tests of this project.
 */
async function isEnforcedByBrowser(): Promise<boolean> {
  const { userAgentData } = navigator as { userAgentData?: { brands: { brand: string; version: string }[] } };
  const chromium = userAgentData?.brands.find(({ brand }) => brand === 'Chromium');
  if (!chromium || Number(chromium.version) < CHROMIUM_WITH_ALLOWLIST) return false;
  try {
    const page = await fetch(location.href, { headers: { Accept: 'text/html' } });
    return page.headers.get('Connection-Allowlist') === '(response-origin)';
  } catch {
    return false;
  }
}

/** Registers the service worker for the folder that the page is in. `undefined` where that is not possible. */
async function register(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await container?.register('./service-worker.js', { updateViaCache: 'none' });
  } catch {
    return undefined; // Some browsers allow none in private windows; or the host does not have the file, or is offline.
  }
}

/** Has the page loaded again through the service worker, unless that was tried before. Tells whether it is about to happen. */
async function reloadOnce(registration: ServiceWorkerRegistration): Promise<boolean> {
  if (sessionStorage.getItem(RELOAD_MARK) !== null || !(await becomesActive(registration))) return false;
  sessionStorage.setItem(RELOAD_MARK, 'yes');
  location.reload();
  return true;
}

/** Resolves when the service worker answers requests, or with false when it could not be installed. */
function becomesActive({ active, waiting, installing }: ServiceWorkerRegistration): Promise<boolean> {
  const worker = active ?? waiting ?? installing;
  if (!worker) return Promise.resolve(false);
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve(true);
      // A file of Carrel could not be fetched, or was not the one this version was made with.
      if (worker.state === 'redundant') resolve(false);
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/**
 * Calls back when a new version has been fetched completely and waits. `apply` puts it in place and reloads this page;
 * until then nothing changes. Called once for each new version.
 */
export function onUpdateWaiting(listener: (apply: () => void) => void): void {
  const agreed = sessionStorage.getItem(AGREED_MARK) !== null;
  sessionStorage.removeItem(AGREED_MARK);
  void container?.ready.then((registration) => {
    let told: ServiceWorker | undefined;
    const look = (): void => {
      const { waiting } = registration;
      if (!waiting || waiting === told) return;
      const first = told === undefined;
      told = waiting;
      // Once only: a version that does not take over then either is offered again, and the page is not reloaded for ever.
      if (agreed && first) agreeTo(waiting);
      listener(() => applyUpdate(waiting));
    };
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
    look();
  });
}

function applyUpdate(waiting: ServiceWorker): void {
  agreeTo(waiting);
  setTimeout(() => {
    sessionStorage.setItem(AGREED_MARK, 'yes');
    location.reload();
  }, OLD_VERSION_MILLISECONDS);
}

/** Reloads the page when the new version has taken over. */
function agreeTo(waiting: ServiceWorker): void {
  container?.addEventListener('controllerchange', () => location.reload(), { once: true });
  // Chromium lets the old one finish what it is doing, and then may not look again by itself. Ends with the reload.
  const agree = (): void => waiting.postMessage('activate-update');
  agree();
  setInterval(agree, 1_000);
}
