/** Web Locks and a broadcast channel for several tabs in one test. */
import type { TabParts } from './vault-tabs.ts';

type Hold = { name: string; mode: 'shared' | 'exclusive'; tab: object; run: () => void };

/** A browser with tabs. */
export function fakeBrowser() {
  const held: Hold[] = [];
  let queue: Hold[] = [];
  const listeners = new Map<object, ((event: MessageEvent) => void)[]>();

  const isFree = ({ name, mode }: Hold) => held.every((each) => each.name !== name || (mode === 'shared' && each.mode === 'shared'));
  function grant() {
    const next = queue.find((hold, i) => isFree(hold) && !queue.slice(0, i).some(({ name }) => name === hold.name));
    if (!next) return;
    queue = queue.filter((each) => each !== next);
    held.push(next);
    next.run();
    grant();
  }
  function release(hold: Hold) {
    if (held.includes(hold)) held.splice(held.indexOf(hold), 1);
    grant();
  }

  function request(tab: object, name: string, options: LockOptions, work: (lock: Lock | null) => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const mode = options.mode ?? 'exclusive';
      const run = () => {
        Promise.resolve()
          .then(() => work({ name, mode }))
          .then(resolve, reject)
          .finally(() => release(hold));
      };
      const hold: Hold = { name, mode, tab, run };
      const mustWait = !isFree(hold) || queue.some((each) => each.name === name);
      if (options.ifAvailable && mustWait) return resolve(Promise.resolve(work(null)));
      options.signal?.addEventListener('abort', () => {
        queue = queue.filter((each) => each !== hold);
        reject(options.signal?.reason);
      });
      queue.push(hold);
      grant();
    });
  }

  return {
    openTab(): Pick<TabParts, 'locks' | 'channel'> & { kill(): void } {
      const tab = {};
      listeners.set(tab, []);
      return {
        locks: { request: (name: string, options: LockOptions, work: (lock: Lock | null) => unknown) => request(tab, name, options, work) } as TabParts['locks'],
        channel: {
          postMessage(data: unknown) {
            if (!listeners.has(tab)) return;
            for (const [other, heard] of listeners) if (other !== tab) for (const listener of heard) setTimeout(() => listener({ data } as MessageEvent), 0);
          },
          addEventListener: (_type: string, listener: unknown) => void listeners.get(tab)?.push(listener as (event: MessageEvent) => void),
        } as TabParts['channel'],
        /** As if its process ended: it says nothing more, and holds nothing. */
        kill() {
          listeners.delete(tab);
          for (const hold of held.filter((each) => each.tab === tab)) release(hold);
        },
      };
    },
  };
}
