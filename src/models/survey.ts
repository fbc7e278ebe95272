/** What lies in a model's folder while nobody works on it: asked of its files, at every start anew. */
import type { CatalogueEntry, InstalledModel } from '../contract/model.ts';
import { readInstalled } from './install.ts';
import { bytesOf } from './manifest.ts';
import type { StoredState } from './model-states.ts';
import { asPlan, bytesOfPlan } from './plan.ts';
import { bytesPresent } from './present.ts';
import { finishedName, PLAN } from './vault-layout.ts';
import type { ModelFolder, StoredFile } from './vault-store.ts';

export interface Surveyed {
  state: StoredState;
  /** Whose folder it is; `undefined` when nothing in it says so. */
  entry?: CatalogueEntry;
  source?: InstalledModel['source'];
  /** Bytes of all files in it. */
  bytes: number;
}

export async function survey(folder: ModelFolder): Promise<Surveyed> {
  const [installed, note, listed] = await Promise.all([readInstalled(folder), folder.readNote(PLAN), folder.list()]);
  const bytes = listed.reduce((sum, file) => sum + file.bytes, 0);
  if (installed && isWhole(installed, listed)) {
    return { state: { status: 'installed', installed, bytes: bytesOf(installed) }, entry: installed.entry, source: installed.source, bytes };
  }
  const plan = asPlan(note);
  if (plan) {
    const done = plan.files.reduce((sum, wanted) => sum + bytesPresent(wanted, listed), 0);
    const of = Math.max(done, bytesOfPlan(plan));
    const state: StoredState = done > 0 ? { status: 'partial', build: plan.build, done, of } : { status: 'absent' };
    return { state, entry: plan.entry, source: plan.source, bytes };
  }
  if (installed) return { state: damaged(installed, listed), entry: installed.entry, source: installed.source, bytes };
  return { state: { status: 'absent' }, bytes };
}

/** Every file is there in its length. Their digests were checked at the door. */
export function isWhole({ files }: InstalledModel, listed: readonly StoredFile[]): boolean {
  const lengths = new Map(listed.map(({ name, bytes }) => [name, bytes]));
  return Object.entries(files).every(([path, { sha256, bytes }]) => lengths.get(finishedName(path, sha256)) === bytes);
}

/** A browser that took files away leaves a model that can be completed. */
function damaged(installed: InstalledModel, listed: readonly StoredFile[]): StoredState {
  const lengths = new Map(listed.map(({ name, bytes }) => [name, bytes]));
  const there = Object.entries(installed.files).filter(([path, { sha256, bytes }]) => lengths.get(finishedName(path, sha256)) === bytes);
  const done = there.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  const build = installed.builds[0] ?? '';
  return done > 0 ? { status: 'partial', build, done, of: bytesOf(installed) } : { status: 'absent' };
}
