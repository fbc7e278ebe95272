/** The last step of a download or of a folder: the record that makes a model be there, and the sweeping of what it does not name. */
import type { CatalogueEntry, InstalledModel, VaultFile } from '../contract/model.ts';
import { hashOfText } from './digest.ts';
import { asInstalledModel, asNote } from './manifest.ts';
import { buildOf } from './plan.ts';
import { finishedName, MANIFEST, PLAN } from './vault-layout.ts';
import type { ModelFolder } from './vault-store.ts';
import { wantedPaths } from './wanted-paths.ts';

/** Enough to tell any two sets of files apart, and short enough to read. */
const REVISION_DIGITS = 16;

export interface Verified {
  entry: CatalogueEntry;
  source: InstalledModel['source'];
  builds: string[];
  /** All of them lie in the folder under their finished names. */
  files: Record<string, VaultFile>;
}

export const readInstalled = async (folder: ModelFolder): Promise<InstalledModel | undefined> => asInstalledModel(await folder.readNote(MANIFEST));

/**
 * Adds verified builds to what is installed, or takes its place when their common files differ.
 * @param now milliseconds since 1970
 * @throws StoreFull
 */
export async function install(folder: ModelFolder, verified: Verified, now: number): Promise<InstalledModel> {
  const before = await readInstalled(folder);
  const model = before && agree(before, verified) ? joined(before, verified) : alone(verified, now);
  await folder.writeNote(MANIFEST, asNote(model));
  await folder.dropNote(PLAN);
  await sweep(folder, model);
  return model;
}

/** Deletes every file that no installed model names: unfinished ones, and those of older revisions. */
export async function sweep(folder: ModelFolder, model: InstalledModel | undefined): Promise<void> {
  const named = new Set(Object.entries(model?.files ?? {}).map(([path, { sha256 }]) => finishedName(path, sha256)));
  for (const { name } of await folder.list()) {
    // One that another tab reads right now goes with the next sweep.
    if (!named.has(name)) await folder.drop(name).catch(() => {});
  }
}

function agree(before: InstalledModel, { files }: Verified): boolean {
  return Object.entries(files).every(([path, { sha256 }]) => !Object.hasOwn(before.files, path) || before.files[path]?.sha256 === sha256);
}

/** What is installed keeps its source and revision: vectors that were made with it stay those of this model. */
function joined(before: InstalledModel, { entry, builds, files }: Verified): InstalledModel {
  const kept = before.entry.builds.filter(({ id }) => before.builds.includes(id) && !entry.builds.some((build) => build.id === id));
  return {
    ...before,
    entry: { ...entry, revision: before.entry.revision, builds: [...entry.builds, ...kept] },
    builds: [...new Set([...before.builds, ...builds])],
    files: { ...before.files, ...files },
  };
}

function alone({ entry, source, builds, files }: Verified, now: number): InstalledModel {
  const needed = new Set(builds.flatMap((id) => wantedPaths(entry, buildOf(entry, id), Object.keys(files)).paths));
  const own = Object.fromEntries(Object.entries(files).filter(([path]) => needed.has(path)));
  const revision = source === 'hub' ? entry.revision : revisionOf(own);
  return { entry: { ...entry, revision }, source, builds, files: own, installedAt: now };
}

/** Names a set of files by their digests, where no commit does. */
export function revisionOf(files: Record<string, VaultFile>): string {
  const lines = Object.entries(files).map(([path, { sha256 }]) => `${sha256}  ${path}\n`);
  return hashOfText(lines.toSorted().join('')).slice(0, REVISION_DIGITS);
}
