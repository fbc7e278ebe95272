/** A ZIP archive from a stranger, read within limits: its sizes, names and counts are claims, and only what arrives is counted. */
import { BlobReader, configure, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { Problem } from '../contract/problem.ts';
import type { ReadableFile } from './reader.ts';

const MEGABYTE = 1_000_000;
/** Unpacked bytes of everything read from one archive. */
const TOTAL_BYTES = 500 * MEGABYTE;
/** Word's own XML packs 10 to 60 times smaller. What packs more, and is large, was made to burst. */
const RATIO = 200;
const RATIO_COUNTS_FROM = 20 * MEGABYTE;
const ENTRIES = 10_000;

// Workers of its own would outlive the killing of ours, and need addresses that the page's policy forbids.
configure({ useWebWorkers: false });

/** Thrown when the bytes are no readable archive. */
export class DamagedArchive extends Error {
  override readonly name = 'DamagedArchive';
}

/** Takes one stretch of an entry's unpacked bytes. */
export type ChunkSink = (chunk: Uint8Array) => void;

export class ZipArchive {
  readonly #source: ReadableFile;
  readonly #entries: Map<string, FileEntry>;
  #unpacked = 0;
  #packedDone = 0;

  private constructor(source: ReadableFile, entries: Map<string, FileEntry>) {
    this.#source = source;
    this.#entries = entries;
  }

  /** @throws Problem file-over-limit; DamagedArchive */
  static async open(source: ReadableFile): Promise<ZipArchive> {
    // Names are labels in a Map: never paths, never object keys.
    const entries = new Map<string, FileEntry>();
    try {
      for await (const entry of new ZipReader(new BlobReader(source.file)).getEntriesGenerator({ strictness: 'tolerant', filenameValidation: 'tolerant' })) {
        const name = partName(entry.filename);
        if (!entry.directory && !entries.has(name)) entries.set(name, entry);
        if (entries.size > ENTRIES) throw overLimit(source, '10,000 files in one archive');
      }
    } catch (error) {
      throw asArchiveError(error);
    }
    return new ZipArchive(source, entries);
  }

  has(name: string): boolean {
    return this.#entries.has(partName(name));
  }

  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  /**
   * Unpacks one entry, stretch by stretch. An error thrown by the sink ends the unpacking and comes out as itself.
   * @throws Problem file-over-limit, file-encrypted; DamagedArchive when it is missing, cut short, or not what it claims
   */
  async read(name: string, sink: ChunkSink): Promise<void> {
    const entry = this.#entries.get(partName(name));
    if (!entry) throw new DamagedArchive(`no entry ${name}`);
    const { fileName, progress } = this.#source;
    if (entry.encrypted) throw new Problem('file-encrypted', { fileName });
    let unpacked = 0;
    let refusal: { error: unknown } | undefined;
    const writable = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        unpacked += chunk.length;
        try {
          this.#count(chunk.length, unpacked, entry.compressedSize);
          sink(chunk);
        } catch (error) {
          refusal = { error };
          throw error;
        }
        await progress(this.#packedDone + entry.compressedSize * Math.min(1, unpacked / Math.max(1, entry.uncompressedSize)));
      },
    });
    try {
      await entry.getData(writable, { checkCrc32: true, checkOverlappingEntry: true });
    } catch (error) {
      throw refusal ? refusal.error : asArchiveError(error);
    }
    this.#packedDone += entry.compressedSize;
  }

  /** All bytes of a small entry. */
  async bytes(name: string): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    await this.read(name, (chunk) => chunks.push(chunk));
    return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  }

  #count(bytes: number, ofEntry: number, packed: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > TOTAL_BYTES) throw overLimit(this.#source, '500 MB of unpacked text');
    // The packed size is a claim as well, but it cannot be larger than the file.
    if (ofEntry > RATIO_COUNTS_FROM && ofEntry > RATIO * Math.min(packed, this.#source.file.size)) {
      throw overLimit(this.#source, 'text that unpacks to more than 200 times its size');
    }
  }
}

/** Part names are compared without case, and may begin with a slash. */
function partName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function overLimit({ fileName }: ReadableFile, limit: string): Problem {
  return new Problem('file-over-limit', { fileName, limit });
}

function asArchiveError(error: unknown): Error {
  return error instanceof Problem ? error : new DamagedArchive(error instanceof Error ? error.message : String(error), { cause: error });
}
