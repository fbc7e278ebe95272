/** A vault in memory, for tests: it can be full, and it can be looked into. */
import { StoreFull, type ModelFolder, type Part, type VaultStore } from './vault-store.ts';

interface Folder {
  notes: Map<string, string>;
  files: Map<string, Uint8Array>;
  open: Set<string>;
}

export interface MemoryStore extends VaultStore {
  contents: Map<string, Folder>;
  /** Bytes that may still be written; unlimited unless set. */
  room: number;
}

export function createMemoryStore(): MemoryStore {
  const contents = new Map<string, Folder>();
  const store: MemoryStore = {
    contents,
    room: Infinity,
    folders: async () => [...contents.keys()],
    folder: (name) => memoryFolder(store, name),
    async dropFolder(name) {
      contents.delete(name);
    },
  };
  return store;
}

function memoryFolder(store: MemoryStore, name: string): ModelFolder {
  const there = () => store.contents.get(name);
  function make(): Folder {
    const folder = there() ?? { notes: new Map(), files: new Map(), open: new Set() };
    store.contents.set(name, folder);
    return folder;
  }
  return {
    async readNote(note) {
      const text = there()?.notes.get(note);
      try {
        return text === undefined ? undefined : (JSON.parse(text) as unknown);
      } catch {
        return undefined;
      }
    },
    async writeNote(note, value) {
      make().notes.set(note, JSON.stringify(value));
    },
    async dropNote(note) {
      there()?.notes.delete(note);
    },
    list: async () => [...(there()?.files ?? [])].map(([file, { length }]) => ({ name: file, bytes: length })),
    openPart: async (file) => memoryPart(store, make(), file),
    async *read(file) {
      const bytes = there()?.files.get(file);
      if (!bytes) throw new DOMException(file, 'NotFoundError');
      // Short stretches, so that whoever reads must put them together.
      for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
    },
    async rename(from, to) {
      const folder = make();
      const bytes = folder.files.get(from);
      if (!bytes) throw new DOMException(from, 'NotFoundError');
      folder.files.delete(from);
      folder.files.set(to, bytes);
    },
    async drop(file) {
      there()?.files.delete(file);
    },
  };
}

function memoryPart(store: MemoryStore, folder: Folder, name: string): Part {
  if (folder.open.has(name)) throw new DOMException(name, 'NoModificationAllowedError');
  folder.open.add(name);
  const bytes = () => folder.files.get(name) ?? new Uint8Array();
  folder.files.set(name, bytes());
  return {
    get size() {
      return bytes().length;
    },
    append(added) {
      if (store.room < added.length) throw new StoreFull();
      store.room -= added.length;
      const joined = new Uint8Array(bytes().length + added.length);
      joined.set(bytes());
      joined.set(added, bytes().length);
      folder.files.set(name, joined);
    },
    flush() {},
    empty: () => void folder.files.set(name, new Uint8Array()),
    close: () => void folder.open.delete(name),
  };
}
