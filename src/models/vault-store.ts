/** What the vault asks of a file system. The real one is the origin's private file system; tests hand in one that fails when told to. */

/** An unfinished file, open for adding at its end. Its length is the progress: nothing else remembers any. */
export interface Part {
  readonly size: number;
  /** @throws StoreFull */
  append(bytes: Uint8Array): void;
  /** Asks the browser to keep what was added, also when the tab ends now. @throws StoreFull */
  flush(): void;
  /** Drops everything in it. */
  empty(): void;
  close(): void;
}

export interface StoredFile {
  name: string;
  bytes: number;
}

/** One model's folder. Names of files are those of `vault-layout.ts`. */
export interface ModelFolder {
  /** What a JSON file beside the files says; `undefined` when there is none, or it is damaged. */
  readNote(name: string): Promise<unknown>;
  /** All or nothing: the old one stays until the new one is whole. @throws StoreFull */
  writeNote(name: string, value: unknown): Promise<void>;
  dropNote(name: string): Promise<void>;
  list(): Promise<StoredFile[]>;
  /** Made when it is not there. Only one can have it open. */
  openPart(name: string): Promise<Part>;
  /** The file's bytes from the disk, in order, in stretches of a few megabytes. */
  read(name: string): AsyncIterable<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  /** No failure when it is not there. */
  drop(name: string): Promise<void>;
}

export interface VaultStore {
  /** Names of the folders there. */
  folders(): Promise<string[]>;
  /** Made when something is first written in it. */
  folder(name: string): ModelFolder;
  /** Deletes a folder with everything in it. */
  dropFolder(name: string): Promise<void>;
}

/** The browser has no room left for us. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';
}
