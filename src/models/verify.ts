/** Reads a file back from the disk and says whether its bytes are the right ones: what was sent, and kept, is not believed before. */
import type { VaultFile } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { startHashing } from './digest.ts';
import type { WantedFile } from './plan.ts';
import type { ModelFolder } from './vault-store.ts';

/**
 * @param name of the unfinished file
 * @param bytes its length, as it should be
 * @param onBytes how many more were read
 * @throws Problem download-wrong-digest, download-not-the-file
 */
export async function verify(
  signal: AbortSignal,
  folder: ModelFolder,
  name: string,
  wanted: WantedFile & { bytes: number },
  onBytes: (read: number) => void,
): Promise<VaultFile> {
  const hashing = startHashing(wanted.bytes, wanted.digest);
  let read = 0;
  for await (const stretch of folder.read(name)) {
    signal.throwIfAborted();
    if (read === 0) refuseOtherKinds(wanted, stretch);
    hashing.update(stretch);
    read += stretch.length;
    onBytes(stretch.length);
  }
  if (read !== wanted.bytes || !hashing.agrees()) throw new Problem('download-wrong-digest', { path: wanted.path });
  return { bytes: read, sha256: hashing.sha256() };
}

const WASM_MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** Where no digest is published, a file must at least begin as what its name says: a host that answers anything answers with a page. */
function refuseOtherKinds({ path, digest }: WantedFile, first: Uint8Array): void {
  if (digest) return;
  if (path.endsWith('.wasm') && !WASM_MAGIC.every((byte, at) => first[at] === byte)) {
    throw new Problem('download-not-the-file', { path, found: 'a file that is no WebAssembly program' });
  }
  if (path.endsWith('.json') && !/^\s*[[{]/.test(new TextDecoder().decode(first.subarray(0, 100)))) {
    throw new Problem('download-not-the-file', { path, found: 'a file that is no JSON' });
  }
}
