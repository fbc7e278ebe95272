/** What the page of models is shown: every model with its one state, and what takes how much room. */
import type { CatalogueEntry, DeviceFacts, Fit, ModelBuild, ModelState, StorageReport, VaultSnapshot } from '../contract/model.ts';
import type { OnEvent } from '../contract/events.ts';
import type { StoredState, WorkState } from './model-states.ts';
import { createNotice } from './notice.ts';
import type { Offer } from './plan.ts';
import { storageReport, type StorageFacts } from './storage-report.ts';

/** Shortest time between two snapshots: enough for a smooth bar, and no load for the page. */
const SNAPSHOT_MS = 150;
/** The browser adds up its storage for every question, so it is not asked with every snapshot. */
const REPORT_MS = 3_000;

/** How models are judged; helper of the catalogue. */
export interface Judge {
  fitOf(entry: CatalogueEntry, build: ModelBuild, device: DeviceFacts): Fit;
  recommendedBuild(entry: CatalogueEntry, device: DeviceFacts): string | undefined;
  /** Models to show where nothing of them is here. */
  shownOn(entries: readonly CatalogueEntry[], device: DeviceFacts): CatalogueEntry[];
}

export interface BoardParts {
  judge: Judge;
  storage: StorageFacts;
  now(): number;
  after(milliseconds: number, run: () => void): void;
  device: DeviceFacts;
  onSnapshot: OnEvent<VaultSnapshot>;
}

export type VaultBoard = ReturnType<typeof createBoard>;

export function createBoard({ judge, storage, now, after, device, onSnapshot }: BoardParts) {
  const offers = new Map<string, Offer>();
  const stored = new Map<string, Held>();
  const work = new Map<string, WorkState>();
  const others = new Map<string, WorkState>();
  let imported: VaultSnapshot['imported'];
  let report: StorageReport = { models: [], libraryBytes: 0, appBytes: 0, freeBytes: undefined, persisted: false };
  let reportedAt = 0;

  const notice = createNotice(after, SNAPSHOT_MS, async () => onSnapshot(snapshot()));

  function stateOf({ entry }: Offer): ModelState {
    const state = work.get(entry.id) ?? others.get(entry.id) ?? stored.get(entry.id)?.state ?? { status: 'absent' };
    const fit = entry.builds.map((build) => ({ build: build.id, fit: judge.fitOf(entry, build, device) }));
    return { entry, fit, recommended: judge.recommendedBuild(entry, device), ...state };
  }

  function snapshot(): VaultSnapshot {
    const shown = new Set(judge.shownOn([...offers.values()].map(({ entry }) => entry), device).map(({ id }) => id));
    const models = [...offers.values()].map(stateOf).filter(({ entry, status }) => shown.has(entry.id) || status !== 'absent');
    return { device, models, storage: report, ...(imported && { imported }) };
  }

  const sizes = () => [...offers.values()].flatMap(({ entry: { id, name } }) => sizeOf(id, name, stored.get(id), work.get(id) ?? others.get(id)));

  async function refreshReport(): Promise<void> {
    reportedAt = now();
    report = await storageReport(storage, sizes());
    notice.changed();
  }

  function setWork(map: Map<string, WorkState>, modelId: string, state: WorkState | undefined) {
    if (state) map.set(modelId, state);
    else map.delete(modelId);
    if (now() - reportedAt > REPORT_MS) void refreshReport();
    notice.changed();
  }

  return {
    offers,
    work: work as ReadonlyMap<string, WorkState>,
    others: others as ReadonlyMap<string, WorkState>,
    setOffer(offer: Offer) {
      offers.set(offer.entry.id, offer);
      notice.changed();
    },
    dropOffer(modelId: string) {
      offers.delete(modelId);
      notice.changed();
    },
    setStored(modelId: string, state: StoredState, bytes: number) {
      stored.set(modelId, { state, bytes });
      notice.changed();
    },
    setWork: (modelId: string, state: WorkState | undefined) => setWork(work, modelId, state),
    setOthersWork: (modelId: string, state: WorkState | undefined) => setWork(others, modelId, state),
    setImported(now: VaultSnapshot['imported']) {
      imported = now;
      notice.changed();
    },
    refreshReport,
    flush: notice.flush,
  };
}

interface Held {
  state: StoredState;
  /** Of everything in the model's folder. */
  bytes: number;
}

function sizeOf(id: string, name: string, held: Held | undefined, work: WorkState | undefined): StorageReport['models'] {
  const bytes = Math.max(held?.bytes ?? 0, work?.done ?? 0);
  return bytes > 0 ? [{ id, name, bytes, partial: held?.state.status !== 'installed' }] : [];
}
