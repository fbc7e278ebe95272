/**
 * Several tabs, one writer for each model: who holds a model's lock works on it, and tells the others how far it is. A lock ends with its tab, so
 * one that died is never waited for.
 */
import type { WorkState } from './model-states.ts';
import { safeName } from './vault-layout.ts';

export const VAULT_CHANNEL = 'carrel-vault';
const lockOfFolder = (name: string) => `carrel-model-${name}`;
const lockOf = (modelId: string) => lockOfFolder(safeName(modelId));

/** How long the last word of a tab may come after its lock: both travel on ways of their own. */
const LAST_WORD_MS = 300;

type Message =
  | { type: 'work'; modelId: string; work: WorkState }
  /** The work is over, and what lies in the vault may have changed. `work` is how it failed, if it did. */
  | { type: 'ended'; modelId: string; work?: WorkState }
  | { type: 'stop'; modelId: string }
  | { type: 'state-please' };

export interface TabParts {
  locks: Pick<LockManager, 'request'>;
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;
  after(milliseconds: number, run: () => void): void;
  /** Another tab's work on a model; `undefined`: it is over. */
  onOthersWork(modelId: string, work: WorkState | undefined): void;
  /** Another tab asks this one to stop. */
  onStop(modelId: string): void;
  /** What this tab works on. */
  ownWork(): Iterable<[string, WorkState]>;
}

export type VaultTabs = ReturnType<typeof createVaultTabs>;

export function createVaultTabs(parts: TabParts) {
  const { locks, channel } = parts;
  const post = (message: Message) => channel.postMessage(message);
  /** Models that another tab works on, as far as is known. */
  const others = new Set<string>();
  const endWaits = new Map<string, (how: 'said' | 'died') => void>();

  function isOver(modelId: string, how: 'said' | 'died', work?: WorkState) {
    others.delete(modelId);
    endWaits.get(modelId)?.(how);
    parts.onOthersWork(modelId, work);
  }

  /** A tab that was closed says nothing; its lock does. */
  function noticeDeath(modelId: string) {
    if (others.has(modelId)) return;
    others.add(modelId);
    void locks.request(lockOf(modelId), { mode: 'shared' }, () => {
      parts.after(LAST_WORD_MS, () => {
        if (others.has(modelId)) isOver(modelId, 'died');
      });
    });
  }

  channel.addEventListener('message', (event) => {
    const message = (event as MessageEvent<Message>).data;
    if (message.type === 'work') {
      parts.onOthersWork(message.modelId, message.work);
      noticeDeath(message.modelId);
    }
    if (message.type === 'ended') isOver(message.modelId, 'said', message.work);
    if (message.type === 'stop') parts.onStop(message.modelId);
    if (message.type === 'state-please') for (const [modelId, work] of parts.ownWork()) post({ type: 'work', modelId, work });
  });

  return {
    tell: (modelId: string, work: WorkState) => post({ type: 'work', modelId, work }),
    tellEnded: (modelId: string, work?: WorkState) => post({ type: 'ended', modelId, ...(work && { work }) }),
    askForStates: () => post({ type: 'state-please' }),
    askToStop: (modelId: string) => post({ type: 'stop', modelId }),
    /** Runs the work when no other tab works on that model. @returns whether it ran */
    ifFree: (modelId: string, work: () => Promise<void>) => ifFree(locks, lockOf(modelId), work),
    /** The same for a folder of which nobody knows whose it is. */
    ifFolderFree: (name: string, work: () => Promise<void>) => ifFree(locks, lockOfFolder(name), work),
    /** Runs the work as soon as no other tab works on that model. */
    async whenFree(modelId: string, work: () => Promise<void>): Promise<void> {
      await locks.request(lockOf(modelId), {}, work);
    },
    /** Waits for the end of another tab's work. @returns whether it said so: if not, it died in the middle */
    async othersEnd(signal: AbortSignal, modelId: string): Promise<'said' | 'died'> {
      const said = new Promise<'said' | 'died'>((resolve) => endWaits.set(modelId, resolve));
      const died = Promise.resolve(locks.request(lockOf(modelId), { mode: 'shared', signal }, () => {})).then(
        () => new Promise<'died'>((resolve) => parts.after(LAST_WORD_MS, () => resolve('died'))),
      );
      try {
        return await Promise.race([said, died]);
      } finally {
        endWaits.delete(modelId);
        died.catch(() => {}); // The signal ends it after the other won.
      }
    },
  };
}

async function ifFree(locks: TabParts['locks'], name: string, work: () => Promise<void>): Promise<boolean> {
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}
