/** What one build of a model needs, file by file, as its source tells it. Kept beside an unfinished download, so that it goes on with the same commit. */
import type { CatalogueEntry, InstalledModel, ModelBuild } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import type { Digest } from './digest.ts';
import { asCatalogueEntry, isInnerPath } from './entry-check.ts';
import { commitOf, hubFileAddress, hubPage, isCommit, treeOf, type HubRequest } from './hub.ts';
import { isSource } from './manifest.ts';
import { hostOf, type Net } from './net.ts';
import type { Wait } from './retrying.ts';
import { isExactly, wantedPaths } from './wanted-paths.ts';

export interface WantedFile {
  path: string;
  address: string;
  /** Absent where the source does not tell lengths beforehand. */
  bytes?: number;
  /** Absent where none is published. */
  digest?: Digest;
}

export interface Plan {
  /** With its revision pinned, where the source has one. */
  entry: CatalogueEntry;
  source: InstalledModel['source'];
  build: string;
  files: WantedFile[];
}

/** A model and where it comes from. */
export interface Offer {
  entry: CatalogueEntry;
  source: InstalledModel['source'];
  /** Own address only: the folder of the model, ending with `/`. */
  folder?: string;
  /** Own address only: SHA-256 by path. */
  digests?: Map<string, string>;
}

const FORMAT = 1;

export const planNote = (plan: Plan): unknown => ({ format: FORMAT, ...plan });

/** `undefined` when it is none, or of another format. */
export function asPlan(note: unknown): Plan | undefined {
  const { format, entry, source, build, files } = (note ?? {}) as Record<string, unknown>;
  const known = asCatalogueEntry(entry);
  if (format !== FORMAT || !known || !isSource(source) || typeof build !== 'string') return undefined;
  return Array.isArray(files) && files.every(isWanted) ? { entry: known, source, build, files } : undefined;
}

function isWanted(value: unknown): value is WantedFile {
  const { path, address, bytes, digest } = (value ?? {}) as Partial<WantedFile>;
  const sized = bytes === undefined || Number.isSafeInteger(bytes);
  return isInnerPath(path) && typeof address === 'string' && URL.canParse(address) && sized && (digest === undefined || typeof digest.hex === 'string');
}

/** @throws Problem model-not-known */
export function buildOf(entry: CatalogueEntry, id: string): ModelBuild {
  const build = entry.builds.find((each) => each.id === id);
  if (!build) throw new Problem('model-not-known', { name: `${entry.name} ${id}` });
  return build;
}

/**
 * Asks the source what the files are.
 * @param revision of the installed model that the build is added to; `undefined` when there is none
 * @throws Problem download-*, model-not-known, model-incomplete
 */
export async function makePlan(
  signal: AbortSignal,
  net: Net,
  offer: Offer,
  build: string,
  { revision, onWait }: { revision: string | undefined; onWait(wait: Wait | undefined): void },
): Promise<Plan> {
  // It came from a folder, or from an address that does not offer it any more.
  const hasSource = offer.source === 'own-address' ? offer.folder : offer.entry.repository;
  if (!hasSource) throw new Problem('model-incomplete', { name: offer.entry.name, missing: buildOf(offer.entry, build).files });
  if (offer.source === 'own-address') return { entry: offer.entry, source: offer.source, build, files: ownFiles(offer, build) };
  const { entry } = offer;
  const request: HubRequest = { repository: entry.repository, modelName: entry.name, onWait };
  const wanted = revision ?? entry.revision;
  const commit = isCommit(wanted) ? wanted : await commitOf(signal, net, request, wanted);
  const tree = await treeOf(signal, net, request, commit);
  const library = entry.language?.library;
  const { paths, missing } = wantedPaths(entry, buildOf(entry, build), [...tree.keys(), ...(library ? [library.name] : [])]);
  if (missing[0] !== undefined) throw new Problem('download-missing', { path: missing[0], host: hostOf(hubPage(entry.repository)) });
  const files = paths.map((path): WantedFile => {
    const file = tree.get(path);
    // The program is no part of the repository, and nobody publishes its digest: it is noted at the first download.
    if (!file) return { path, address: library?.url ?? '' };
    return { path, address: hubFileAddress(entry.repository, commit, path), bytes: file.bytes, digest: file.digest };
  });
  return { entry: { ...entry, revision: commit }, source: 'hub', build, files };
}

/** An address of one's own has no listing: the description names every file, itself or among its digests. */
function ownFiles({ entry, folder = '', digests }: Offer, build: string): WantedFile[] {
  const weights = buildOf(entry, build);
  const named = [...entry.commonFiles, ...weights.files, entry.language?.library?.name ?? ''].filter((path) => !path.includes('*'));
  const { paths, missing } = wantedPaths(entry, weights, [...named, ...(digests?.keys() ?? [])]);
  if (missing.length > 0) throw new Problem('model-incomplete', { name: entry.name, missing });
  return paths.map((path) => {
    const hex = digests?.get(path);
    const address = new URL(path.split('/').map(encodeURIComponent).join('/'), folder).href;
    return { path, address, ...(hex && { digest: { kind: 'sha256', hex } }) };
  });
}

/** Whether an unfinished download goes on with what an offer is now, for the same build. */
export function goesOn(plan: Plan, offer: Offer, build: string): boolean {
  if (plan.build !== build || plan.source !== offer.source || plan.entry.repository !== offer.entry.repository) return false;
  // A catalogue that has moved to another commit means other files.
  const { revision } = offer.entry;
  if (isCommit(revision) && plan.entry.revision !== revision) return false;
  return isExactly(offer.entry, buildOf(offer.entry, build), plan.files.map(({ path }) => path));
}

/** Bytes of all files of a plan: exact where the source tells lengths, else about what the catalogue says. */
export function bytesOfPlan({ entry, build, files }: Plan): number {
  const known = files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  if (files.every(({ bytes }) => bytes !== undefined)) return known;
  return Math.max(known, entry.builds.find(({ id }) => id === build)?.downloadBytes ?? 0);
}
