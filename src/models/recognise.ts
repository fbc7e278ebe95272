/** Which model a folder or archive is: the one that it describes itself, or the one of the catalogue whose files it has. */
import type { CatalogueEntry } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { asCatalogueEntry, asDigests } from './entry-check.ts';
import { DESCRIPTION } from './hosted.ts';
import type { Parcel, ParcelFile } from './parcel.ts';
import { wantedPaths } from './wanted-paths.ts';

/** A description, or a configuration, is a page of text. */
const LARGEST_NOTE_BYTES = 1_000_000;
/** A model's folder lies near the top; a disk that somebody dropped whole has more folders than models are looked for in. */
const MOST_ROOTS = 100;

export interface Recognised {
  entry: CatalogueEntry;
  /** Builds whose files are all there. */
  builds: string[];
  files: Map<string, ParcelFile>;
  /** SHA-256 that the description claims, by path. */
  digests: Map<string, string>;
}

/** @throws Problem model-incomplete, model-not-known */
export async function recognise(signal: AbortSignal, parcel: Parcel, catalogue: readonly CatalogueEntry[]): Promise<Recognised> {
  const described = await readDescription(signal, parcel);
  if (described) {
    const { entry, root, digests } = described;
    const found = look(below(parcel, root), entry, root);
    if (found.builds.length === 0) throw new Problem('model-incomplete', { name: parcel.name, missing: found.missing });
    return { entry, builds: found.builds, files: found.files, digests };
  }
  const looks = rootsOf(parcel).flatMap((root) => {
    const inside = below(parcel, root);
    return catalogue.map((entry) => look(inside, entry, root));
  });
  const { entry, builds, files } = await choose(signal, parcel, looks);
  return { entry, builds, files, digests: new Map() };
}

interface Look {
  entry: CatalogueEntry;
  root: string;
  builds: string[];
  files: Map<string, ParcelFile>;
  /** Of the build that lacks the fewest files. */
  found: number;
  missing: string[];
}

/** Files in a folder, by their paths inside it. */
const below = ({ files }: Parcel, root: string): Map<string, ParcelFile> =>
  new Map([...files].flatMap(([path, file]) => (path.startsWith(root) ? [[path.slice(root.length), file] as const] : [])));

function look(below: ReadonlyMap<string, ParcelFile>, entry: CatalogueEntry, root: string): Look {
  const inside = new Map(below);
  const library = entry.language?.library;
  // The program that runs a model keeps the name of its address when a person saves it.
  const program = library && (inside.get(library.name) ?? inside.get(decodeURIComponent(new URL(library.url).pathname.split('/').at(-1) ?? '')));
  if (library && program) inside.set(library.name, program);
  const builds: string[] = [];
  const files = new Map<string, ParcelFile>();
  let nearest: { found: number; missing: string[] } = { found: 0, missing: [] };
  for (const build of entry.builds) {
    const { paths, missing } = wantedPaths(entry, build, inside.keys());
    if (nearest.found === 0 || missing.length < nearest.missing.length) nearest = { found: paths.length, missing };
    if (missing.length > 0) continue;
    builds.push(build.id);
    for (const path of paths) files.set(path, inside.get(path) as ParcelFile);
  }
  return { entry, root, builds, files, ...nearest };
}

/**
 * Models share their files' names, so names of files alone say little: the folder, or the configuration, must name the model too, unless only
 * one model fits at all.
 */
async function choose(signal: AbortSignal, parcel: Parcel, looks: Look[]): Promise<Look> {
  const whole = looks.filter(({ builds }) => builds.length > 0);
  const fitting: Look[] = [];
  for (const each of whole) if (await sizesFit(signal, each)) fitting.push(each);
  const named = fitting.filter((each) => isNamed(parcel, each));
  const models = new Set(fitting.map(({ entry }) => entry.id));
  const chosen = (named.length > 0 ? named : models.size === 1 ? fitting : []).toSorted((a, b) => b.files.size - a.files.size)[0];
  if (chosen) return chosen;
  const meant = looks.filter((each) => each.builds.length === 0 && each.found > 0 && isNamed(parcel, each));
  const nearest = meant.toSorted((a, b) => a.missing.length - b.missing.length || b.found - a.found)[0];
  if (nearest) throw new Problem('model-incomplete', { name: parcel.name, missing: nearest.missing });
  throw new Problem('model-not-known', { name: parcel.name });
}

/** Whether a folder on the way to the model, or the archive, has the name of the model or of its repository. */
function isNamed({ name }: Parcel, { entry, root }: Look): boolean {
  const folders = [name.replace(/\.zip$/i, ''), ...root.split('/')].map(letters);
  const names = [entry.id, entry.name, entry.repository.split('/').at(-1) ?? ''].map(letters).filter((each) => each !== '');
  return folders.some((folder) => names.some((each) => folder === each || folder.endsWith(each) || folder.startsWith(each)));
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** An encoder whose configuration tells another length of vectors is another model. */
async function sizesFit(signal: AbortSignal, { entry, files }: Look): Promise<boolean> {
  const config = files.get('config.json');
  if (!entry.embedding || !config) return true;
  const told = ((await readNote(signal, config)) ?? {}) as Record<string, unknown>;
  const size = told['hidden_size'] ?? told['dim'] ?? told['d_model'];
  return typeof size !== 'number' || size === entry.embedding.dimensions || entry.embedding.output !== undefined;
}

/** Folders that may be the model's: every folder above a file. */
function rootsOf({ files }: Parcel): string[] {
  const roots = new Set(['']);
  for (const path of files.keys()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) roots.add(path.slice(0, at + 1));
  }
  return [...roots].toSorted((a, b) => a.length - b.length).slice(0, MOST_ROOTS);
}

/** The description nearest to the top. One that is no description is as good as none. */
async function readDescription(signal: AbortSignal, parcel: Parcel) {
  const paths = [...parcel.files.keys()].filter((path) => path === DESCRIPTION || path.endsWith(`/${DESCRIPTION}`));
  const path = paths.toSorted((a, b) => a.length - b.length)[0];
  const file = path === undefined ? undefined : parcel.files.get(path);
  if (path === undefined || !file) return undefined;
  const value = await readNote(signal, file);
  const entry = asCatalogueEntry(value);
  if (!entry) return undefined;
  const digests = asDigests((value as { digests?: unknown }).digests) ?? new Map<string, string>();
  return { entry, root: path.slice(0, -DESCRIPTION.length), digests };
}

/** `undefined` when it is no JSON, or too long to be a note. */
async function readNote(signal: AbortSignal, file: ParcelFile): Promise<unknown> {
  if (file.bytes > LARGEST_NOTE_BYTES) return undefined;
  const stretches: Uint8Array[] = [];
  for await (const stretch of file.read(signal)) stretches.push(stretch);
  try {
    return JSON.parse(await new Blob(stretches as Uint8Array<ArrayBuffer>[]).text()) as unknown;
  } catch {
    return undefined;
  }
}
