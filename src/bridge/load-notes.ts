/**
 * Notes which models are being loaded in this page. A load that takes too much memory ends the tab, and nothing that runs in the tab can say so
 * afterwards. Only a page can tell that from a tab that was closed or reloaded in the middle: it is told before it goes (`pagehide`), and what it
 * writes into `localStorage` then is kept. Workers are told nothing, and their files could not be written in time.
 */
import type { LoadNotes } from '../contract/library.ts';

/** Held by every page that lives. A browser frees it when the tab ends in any way. */
const LOCK = 'carrel-page/';
const KEY = 'carrel-load/';

/** The part of `navigator.locks` that is used. */
export interface NoteLocks {
  request(name: string, work: (lock: unknown) => Promise<unknown>): Promise<unknown>;
  query(): Promise<{ held?: { name?: string }[] }>;
}

/** @param openStorage throws where the browser keeps nothing for us: loads then go on without notes */
export function createLoadNotes(openStorage = () => window.localStorage, locks: NoteLocks = navigator.locks, page: EventTarget = window): LoadNotes {
  const id = crypto.randomUUID();
  const ownKey = (load: string) => `${KEY}${id}/${load}`;
  const change = (work: (storage: Storage) => void) => {
    try {
      work(openStorage());
    } catch {
      // A note is a help, not a promise.
    }
  };
  const keys = (): string[] => {
    const found: string[] = [];
    change((storage) => found.push(...Array.from(storage, (_, i) => storage.key(i) ?? '').filter((key) => key.startsWith(KEY))));
    return found;
  };
  const forget = (wanted: (key: string) => boolean) => change((storage) => keys().filter(wanted).forEach((key) => storage.removeItem(key)));
  const loadOf = (key: string) => key.slice(key.indexOf('/', KEY.length) + 1);
  const pageOf = (key: string) => key.slice(KEY.length, key.indexOf('/', KEY.length));

  const held = new Promise<void>((resolve) => {
    const hold = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    locks.request(LOCK + id, hold).catch(() => resolve());
  });
  page.addEventListener('pagehide', () => forget((key) => pageOf(key) === id));

  return {
    async begins(load) {
      await held;
      change((storage) => storage.setItem(ownKey(load), ''));
    },
    async ends(load) {
      change((storage) => storage.removeItem(ownKey(load)));
    },
    async crashed() {
      const before = keys();
      if (before.length === 0) return [];
      const alive = new Set((await locks.query()).held?.map(({ name }) => name));
      // A load may have ended between the two looks: then its note is gone now.
      const after = new Set(keys());
      return before.filter((key) => after.has(key) && !alive.has(LOCK + pageOf(key))).map(loadOf);
    },
    async forget(loads) {
      const gone = new Set(loads);
      forget((key) => pageOf(key) !== id && gone.has(loadOf(key)));
    },
  };
}
