/** Composition root of the vault worker: it fetches models, checks them, and keeps them. It never sees a document. */
import type { VaultApi } from '../contract/model.ts';
import { browserNet } from '../models/browser-net.ts';
import { browserStorage } from '../models/browser-storage.ts';
import { catalogue } from '../models/catalogue.ts';
import { fitOf, recommendedBuild, shownOn } from '../models/fit.ts';
import { openOpfsStore } from '../models/opfs-store.ts';
import { createVaultEngine } from '../models/vault.ts';
import { VAULT_CHANNEL } from '../models/vault-tabs.ts';
import { exposeEverywhere } from '../wire/expose.ts';
import { appRoot } from './app-root.ts';

exposeEverywhere(
  createVaultEngine({
    net: browserNet,
    openStore: openOpfsStore,
    storage: browserStorage,
    catalogue,
    judge: { fitOf, recommendedBuild, shownOn },
    locks: navigator.locks,
    channel: new BroadcastChannel(VAULT_CHANNEL),
    ownModels: new URL('models/', appRoot).href,
  }) satisfies VaultApi,
);
