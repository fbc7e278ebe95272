/** The vault in the origin's private file system. For workers only: synchronous access is not offered to pages. */
import { Problem } from '../contract/problem.ts';
import { FILES_FOLDER, VAULT_FOLDER } from './vault-layout.ts';
import { StoreFull, type ModelFolder, type Part, type StoredFile, type VaultStore } from './vault-store.ts';

/** Bytes read back at once: large enough for a disk's full speed, small enough for a phone. */
const STRETCH_BYTES = 4 * 1024 * 1024;
const TEMPORARY = '.new';
const MOST_OPENINGS = 20;
const OPEN_AGAIN_MS = 150;

type Movable = FileSystemFileHandle & { move(name: string): Promise<void> };

/** @throws Problem storage-unavailable where the browser has no private file system (some private windows) */
export async function openOpfsStore(): Promise<VaultStore> {
  let vault: FileSystemDirectoryHandle;
  try {
    vault = await (await navigator.storage.getDirectory()).getDirectoryHandle(VAULT_FOLDER, { create: true });
  } catch (error) {
    throw new Problem('storage-unavailable', { why: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
  return {
    async folders() {
      const names: string[] = [];
      for await (const [name, handle] of vault.entries()) if (handle.kind === 'directory') names.push(name);
      return names;
    },
    folder: (name) => modelFolder(vault, name),
    dropFolder: (name) => vault.removeEntry(name, { recursive: true }).catch(unlessMissing),
  };
}

function modelFolder(vault: FileSystemDirectoryHandle, folderName: string): ModelFolder {
  const own = (create: boolean) => vault.getDirectoryHandle(folderName, { create });
  const files = async (create: boolean) => (await own(create)).getDirectoryHandle(FILES_FOLDER, { create });
  return {
    async readNote(name) {
      try {
        return JSON.parse(await (await (await (await own(false)).getFileHandle(name)).getFile()).text()) as unknown;
      } catch {
        return undefined;
      }
    },
    writeNote: (name, value) => whenFull(async () => writeWhole(await own(true), name, JSON.stringify(value))),
    async dropNote(name) {
      await own(false).then((folder) => folder.removeEntry(name)).catch(unlessMissing);
    },
    list: () => files(false).then(listFiles, () => []),
    openPart: (name) =>
      whenFull(async () => openPart(await (await files(true)).getFileHandle(name, { create: true }))),
    async *read(name) {
      const file = await (await (await files(false)).getFileHandle(name)).getFile();
      for (let at = 0; at < file.size; at += STRETCH_BYTES) {
        yield new Uint8Array(await file.slice(at, at + STRETCH_BYTES).arrayBuffer());
      }
    },
    async rename(from, to) {
      await ((await (await files(false)).getFileHandle(from)) as Movable).move(to);
    },
    async drop(name) {
      await files(false).then((folder) => folder.removeEntry(name)).catch(unlessMissing);
    },
  };
}

async function listFiles(folder: FileSystemDirectoryHandle): Promise<StoredFile[]> {
  const found: StoredFile[] = [];
  for await (const [name, handle] of folder.entries()) {
    // One that is open for writing elsewhere, or was just renamed, has no size to tell.
    const bytes = await (handle as FileSystemFileHandle).getFile().then(({ size }) => size, () => undefined);
    if (bytes !== undefined) found.push({ name, bytes });
  }
  return found;
}

async function openPart(handle: FileSystemFileHandle): Promise<Part> {
  const access = await openAlone(handle);
  let size = access.getSize();
  return {
    get size() {
      return size;
    },
    append(bytes) {
      const written = full(() => access.write(bytes as Uint8Array<ArrayBuffer>, { at: size }));
      // Some browsers write as much as fits and say nothing.
      if (written < bytes.length) {
        size = access.getSize();
        throw new StoreFull();
      }
      size += written;
    },
    flush: () => full(() => access.flush()),
    empty() {
      access.truncate(0);
      size = 0;
    },
    close: () => access.close(),
  };
}

/** A worker that was ended lets go of its files a moment later. Whoever works on this model now holds its lock, so nobody else keeps it. */
async function openAlone(handle: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const isTaken = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isTaken || tries === MOST_OPENINGS) throw error;
      await new Promise((resolve) => setTimeout(resolve, OPEN_AGAIN_MS));
    }
  }
}

/** Written beside, then moved over the old one: a reader finds the old one or the new one, whole. */
async function writeWhole(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const handle = (await folder.getFileHandle(name + TEMPORARY, { create: true })) as Movable;
  const access = await handle.createSyncAccessHandle();
  try {
    const bytes = new TextEncoder().encode(text);
    access.truncate(0);
    if (access.write(bytes, { at: 0 }) < bytes.length) throw new StoreFull();
    access.flush();
  } finally {
    access.close();
  }
  await handle.move(name);
}

/** With almost no room left Chromium ends a write with an AbortError; nobody else aborts ours. */
function meansFull(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'QuotaExceededError' || error.name === 'AbortError');
}

function asFull(error: unknown): unknown {
  return meansFull(error) ? new StoreFull(undefined, { cause: error }) : error;
}

function full<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asFull(error);
  }
}

async function whenFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFull(error);
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
}
