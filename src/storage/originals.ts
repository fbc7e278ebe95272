/**
 * The originals, byte for byte, in the origin's private file system: one file each, named by its SHA-256, and a label
 * beside it. A file appears under its name only when it is whole. The labels are the second copy of the list of
 * documents: a library whose database was lost is made again from here.
 */
import { Problem } from '../contract/problem.ts';
import type { DocumentId } from '../contract/range.ts';
import { isQuotaError } from './write.ts';

/** What the bytes do not say about a document. */
export interface Label {
  name: string;
  mediaType: string;
  addedAt: number;
}

export interface Originals {
  /** Resolves once the bytes are stored and their length was read back. @throws Problem storage-full */
  put(id: DocumentId, bytes: ArrayBuffer, label: Label): Promise<void>;
  /** `undefined` when it is not there. */
  get(id: DocumentId): Promise<Blob | undefined>;
  /** `undefined` when there is none, or it is damaged. */
  label(id: DocumentId): Promise<Label | undefined>;
  delete(id: DocumentId): Promise<void>;
  /** Ids of all whole originals. */
  list(): Promise<DocumentId[]>;
}

const UNFINISHED = '.unfinished';
const LABEL = '.json';
const DIGEST = /^[0-9a-f]{64}$/;

/** @throws Problem storage-unavailable where the browser has no private file system (some private windows) */
export async function openOriginals(folder = 'originals'): Promise<Originals> {
  const directory = await openFolder(folder);
  const drop = (name: string) => directory.removeEntry(name).catch(() => {});
  return {
    async put(id, bytes, label) {
      const name = id + UNFINISHED;
      try {
        const labelBytes = new TextEncoder().encode(JSON.stringify(label));
        await writeWhole(await directory.getFileHandle(id + LABEL, { create: true }), labelBytes.buffer);
        await writeWhole(await directory.getFileHandle(name, { create: true }), bytes);
        await rename(directory, name, id);
      } catch (error) {
        await Promise.all([drop(name), drop(id + LABEL)]);
        throw meansFull(error) ? new Problem('storage-full', { neededBytes: bytes.byteLength }, { cause: error }) : error;
      }
    },
    get: (id) =>
      directory.getFileHandle(id).then(
        (handle) => handle.getFile(),
        () => undefined,
      ),
    async label(id) {
      try {
        const file = await (await directory.getFileHandle(id + LABEL)).getFile();
        return asLabel(JSON.parse(await file.text()));
      } catch {
        return undefined;
      }
    },
    async delete(id) {
      await Promise.all([drop(id), drop(id + LABEL), drop(id + UNFINISHED)]);
    },
    async list() {
      const ids: DocumentId[] = [];
      for await (const name of directory.keys()) {
        if (DIGEST.test(name)) ids.push(name as DocumentId);
      }
      return ids;
    },
  };
}

async function openFolder(folder: string): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(folder, { create: true });
  } catch (error) {
    if (isQuotaError(error)) throw new Problem('storage-full', { neededBytes: 0 }, { cause: error });
    throw new Problem('storage-unavailable', { why: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** With almost no room left Chromium ends a write with an AbortError ("Failed to write data to data pipe"); nobody else aborts ours. */
const meansFull = (error: unknown) => isQuotaError(error) || (error instanceof DOMException && error.name === 'AbortError');

/** A full disk leaves a shorter file behind without an error on some systems, so the length is read back. */
async function writeWhole(handle: FileSystemFileHandle, bytes: ArrayBuffer): Promise<void> {
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
  const { size } = await handle.getFile();
  if (size !== bytes.byteLength) throw new DOMException(`${size} of ${bytes.byteLength} bytes arrived`, 'QuotaExceededError');
}

/** `move` is in every current browser but not yet in TypeScript's library. */
async function rename(directory: FileSystemDirectoryHandle, from: string, to: string): Promise<void> {
  const handle = (await directory.getFileHandle(from)) as FileSystemFileHandle & { move(name: string): Promise<void> };
  await handle.move(to);
}

function asLabel(value: unknown): Label | undefined {
  const { name, mediaType, addedAt } = (value ?? {}) as Partial<Label>;
  if (typeof name !== 'string' || typeof mediaType !== 'string' || typeof addedAt !== 'number') return undefined;
  return { name, mediaType, addedAt };
}
