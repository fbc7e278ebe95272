/** Files that a person brings: a folder, or one ZIP archive. Names are labels, sizes are claims, and an archive inside an archive stays one file. */
import { BlobReader, configure, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { Problem } from '../contract/problem.ts';

/** A model has some hundred files. */
const MOST_FILES = 10_000;
/** Larger than anything that a browser can run, and small enough that a disk has an end. */
const MOST_BYTES = 64_000_000_000;
const STRETCH_BYTES = 4 * 1024 * 1024;

export interface ParcelFile {
  /** As the archive or the file system says. */
  bytes: number;
  /** @throws Problem file-damaged, file-encrypted, file-over-limit; DOMException when the file is gone */
  read(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface Parcel {
  /** What a person calls it: the folder or the archive. */
  name: string;
  /** By path, with `/` between folders. */
  files: Map<string, ParcelFile>;
}

/** @throws Problem file-damaged, file-over-limit */
export async function openParcel(files: readonly { path: string; file: File }[]): Promise<Parcel> {
  const [first, ...others] = files;
  if (first && others.length === 0 && (await isArchive(first.file))) return openArchive(first.file);
  const name = first ? (normal(first.path).split('/')[0] ?? '') : '';
  if (files.length > MOST_FILES) throw overLimit(name);
  return { name, files: new Map(files.map(({ path, file }) => [normal(path), onDisk(file)])) };
}

async function isArchive(file: File): Promise<boolean> {
  const [p, k] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return p === 0x50 && k === 0x4b;
}

function onDisk(file: File): ParcelFile {
  return {
    bytes: file.size,
    async *read(signal) {
      for (let at = 0; at < file.size; at += STRETCH_BYTES) {
        signal.throwIfAborted();
        yield new Uint8Array(await file.slice(at, at + STRETCH_BYTES).arrayBuffer());
      }
    },
  };
}

async function openArchive(file: File): Promise<Parcel> {
  // Workers of its own would need addresses that the page's policy forbids.
  configure({ useWebWorkers: false });
  const files = new Map<string, ParcelFile>();
  let unpacked = 0;
  try {
    for await (const entry of new ZipReader(new BlobReader(file)).getEntriesGenerator({ strictness: 'tolerant', filenameValidation: 'tolerant' })) {
      const path = normal(entry.filename);
      if (entry.directory || files.has(path)) continue;
      unpacked += entry.uncompressedSize;
      if (files.size === MOST_FILES || unpacked > MOST_BYTES) throw overLimit(file.name);
      files.set(path, packed(file.name, entry));
    }
  } catch (error) {
    throw asDamage(error, file.name);
  }
  return { name: file.name, files };
}

function packed(archive: string, entry: FileEntry): ParcelFile {
  return {
    bytes: entry.uncompressedSize,
    async *read(signal) {
      if (entry.encrypted) throw new Problem('file-encrypted', { fileName: archive });
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      // Its own failure is told by `unpacking`; a stream only says that it ended.
      const unpacking = entry.getData(writable, { checkCrc32: true, checkOverlappingEntry: true, signal });
      const failed = unpacking.then(() => new Promise<never>(() => {}));
      failed.catch(() => {});
      const reader = readable.getReader();
      let bytes = 0;
      try {
        for (;;) {
          const { done, value } = await Promise.race([reader.read(), failed]);
          if (done) break;
          bytes += value.length;
          // What arrives is counted, whatever was claimed.
          if (bytes > entry.uncompressedSize) throw overLimit(archive);
          yield value;
        }
        await unpacking;
      } catch (error) {
        signal.throwIfAborted();
        throw asDamage(error, archive);
      } finally {
        void reader.cancel().catch(() => {});
      }
    },
  };
}

const normal = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');

function overLimit(fileName: string): Problem {
  return new Problem('file-over-limit', { fileName, limit: '10,000 files or 64 GB in one model' });
}

function asDamage(error: unknown, fileName: string): unknown {
  return error instanceof Problem ? error : new Problem('file-damaged', { fileName, format: 'ZIP archive' }, { cause: error });
}
