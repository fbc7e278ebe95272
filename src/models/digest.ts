/** Digests of files, made stretch by stretch: a file of a model may be larger than the memory there is. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What a source says of a file's bytes. `git-blob` is how git names small files: SHA-1 of "blob", the length, a zero byte and the bytes. */
export interface Digest {
  kind: 'sha256' | 'git-blob';
  /** Lower-case hex. */
  hex: string;
}

export interface Hashing {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. Ends it: nothing can be added afterwards. */
  sha256(): string;
  /** Whether the bytes are those that the source told of. Without a told digest they are. */
  agrees(): boolean;
}

/**
 * @param bytes length of the whole file, which a git blob is named with
 * @param told digest that the source published, if it did
 */
export function startHashing(bytes: number, told?: Digest): Hashing {
  const own = sha256.create();
  const blob = told?.kind === 'git-blob' ? sha1.create().update(utf8ToBytes(`blob ${bytes}\0`)) : undefined;
  let result: string | undefined;
  const finish = () => (result ??= bytesToHex(own.digest()));
  return {
    update(stretch) {
      own.update(stretch);
      blob?.update(stretch);
    },
    sha256: finish,
    agrees: () => told === undefined || told.hex === (blob ? bytesToHex(blob.digest()) : finish()),
  };
}

/** SHA-256 of a text, in lower-case hex. */
export const hashOfText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
