/** A repository as the hub knows it: what its files are called, how long they are, and the digests it tells of each. */
import { createHash } from 'node:crypto';

export interface Repository {
  /** "owner/name". */
  name: string;
  /** The commit that its only branch, "main", is at. 40 hex digits. */
  commit: string;
  files: Map<string, HubFile>;
  /** Its maker wants terms accepted: files are refused with 401, listings are not. */
  gated: boolean;
}

export interface HubFile {
  path: string;
  bytes: Buffer;
  /** Digest of the git object: of the file, or of the pointer to it when it is large. */
  oid: string;
  /** Large files are stored outside git; the hub tells their SHA-256, and sends whoever asks to another host. */
  lfs?: { sha256: string; pointerSize: number };
}

const hex = (algorithm: 'sha1' | 'sha256', ...parts: (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest('hex');
const gitObject = (bytes: Buffer) => hex('sha1', `blob ${bytes.length}\0`, bytes);

/** Weights and such, as the `.gitattributes` of model repositories name them. */
const isLarge = (path: string) => /\.(onnx|onnx_data|safetensors|bin|gguf)$/.test(path);

function hubFile(path: string, bytes: Buffer): HubFile {
  if (!isLarge(path)) return { path, bytes, oid: gitObject(bytes) };
  const sha256 = hex('sha256', bytes);
  const pointer = Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes.length}\n`);
  return { path, bytes, oid: gitObject(pointer), lfs: { sha256, pointerSize: pointer.length } };
}

export interface RepositoryMaking {
  name: string;
  files: Record<string, Buffer | string>;
  /** Default: made of the files. */
  commit?: string;
  gated?: boolean;
}

export function makeRepository({ name, files, commit, gated = false }: RepositoryMaking): Repository {
  const made = Object.entries(files).map(([path, content]) => hubFile(path, Buffer.from(content)));
  return {
    name,
    commit: commit ?? hex('sha1', ...made.map(({ path, oid }) => `${path} ${oid}\n`)),
    files: new Map(made.map((file) => [file.path, file])),
    gated,
  };
}
