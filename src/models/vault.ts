/** The vault as its worker offers it: parts put together, and what the page may ask. */
import type { CatalogueEntry, VaultApi } from '../contract/model.ts';
import { hostedOffers } from './hosted.ts';
import type { Net } from './net.ts';
import type { StorageFacts } from './storage-report.ts';
import { survey } from './survey.ts';
import { createBoard, type Judge, type VaultBoard } from './vault-board.ts';
import { VaultDesk } from './vault-desk.ts';
import { safeName } from './vault-layout.ts';
import type { VaultStore } from './vault-store.ts';
import { createVaultTabs, type TabParts, type VaultTabs } from './vault-tabs.ts';

export interface VaultParts {
  net: Net;
  openStore(): Promise<VaultStore>;
  storage: StorageFacts;
  catalogue: readonly CatalogueEntry[];
  judge: Judge;
  locks: TabParts['locks'];
  channel: TabParts['channel'];
  /** Address of the folder where Carrel's own address may offer models, ending with `/`. */
  ownModels: string;
}

interface Opened {
  board: VaultBoard;
  desk: VaultDesk;
  storage: StorageFacts;
}

export function createVaultEngine(parts: VaultParts): VaultApi {
  const opened = Promise.withResolvers<Opened>();
  opened.promise.catch(() => {}); // Whoever calls `open` hears of it.
  return {
    async open(device, onSnapshot) {
      try {
        opened.resolve(await openEverything(parts, device, onSnapshot));
      } catch (error) {
        opened.reject(error);
        throw error;
      }
    },
    download: async (modelId, buildId) => (await opened.promise).desk.download(modelId, buildId),
    async pause(modelId) {
      const { board, desk } = await opened.promise;
      await desk.stop(modelId);
      await desk.look(modelId);
      await board.flush();
    },
    cancel: async (modelId) => (await opened.promise).desk.cancel(modelId),
    remove: async (modelId) => (await opened.promise).desk.remove(modelId),
    takeIn: async (files) => (await opened.promise).desk.takeIn(files),
    // Only a page may ask for the promise; here it is only looked at whether it was given.
    async persist() {
      const { board, storage } = await opened.promise;
      await board.refreshReport();
      await board.flush();
      return storage.persisted();
    },
  };
}

async function openEverything(parts: VaultParts, ...[device, onSnapshot]: Parameters<VaultApi['open']>): Promise<Opened> {
  const { net, storage, catalogue, judge } = parts;
  const store = await parts.openStore();
  const after = (milliseconds: number, run: () => void) => void net.after(milliseconds, run);
  const board = createBoard({ judge, storage, now: () => net.now(), after, device, onSnapshot });
  const tabs: VaultTabs = createVaultTabs({
    locks: parts.locks,
    channel: parts.channel,
    after,
    onOthersWork(modelId, work) {
      board.setOthersWork(modelId, work);
      if (!work || work.status === 'failed') void desk.look(modelId);
    },
    onStop: (modelId) => void desk.stopOwn(modelId),
    ownWork: () => [...board.work].filter(([, { status }]) => status !== 'failed'),
  });
  const desk = new VaultDesk({ net, store, storage, catalogue, board, tabs });
  for (const entry of catalogue) board.setOffer({ entry, source: 'hub' });
  for (const offer of await hostedOffers(net, parts.ownModels)) board.setOffer(offer);
  await lookEverywhere(store, board, desk, tabs);
  tabs.askForStates();
  await board.refreshReport();
  await board.flush();
  return { board, desk, storage };
}

/** Looks into every folder. One that nothing names is what a crash left of a model that was taken in. */
async function lookEverywhere(store: VaultStore, board: VaultBoard, desk: VaultDesk, tabs: VaultTabs): Promise<void> {
  const names = new Map([...board.offers.keys()].map((id) => [safeName(id), id]));
  for (const name of await store.folders()) {
    const known = names.get(name) ?? (await survey(store.folder(name))).entry?.id;
    if (known !== undefined && safeName(known) === name) await desk.look(known);
    else await tabs.ifFolderFree(name, () => store.dropFolder(name).catch(() => {}));
  }
}
