/** A file's bytes in memory, read in windows so that its progress can be told. */
import { Problem } from '../contract/problem.ts';
import type { ReadableFile } from './reader.ts';

/** JavaScript strings end at 2^29 − 24 units; a text that comes near cannot be held. */
const TEXT_BYTES = 500_000_000;
const WINDOW = 4_000_000;

/** @throws Problem file-over-limit when the file is too long to be held as one text */
export async function readBytes({ file, fileName, progress }: ReadableFile): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > TEXT_BYTES) throw new Problem('file-over-limit', { fileName, limit: '500 MB of text' });
  const bytes = new Uint8Array(file.size);
  for (let start = 0; start < file.size; start += WINDOW) {
    bytes.set(new Uint8Array(await file.slice(start, start + WINDOW).arrayBuffer()), start);
    await progress(start + WINDOW);
  }
  return bytes;
}
