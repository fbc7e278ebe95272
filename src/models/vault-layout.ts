/** Where everything lies in the vault, by name. Paths and ids from outside are labels: no character of them can leave its folder. */
import { hashOfText } from './digest.ts';

/** The vault's folder in the origin's private file system. */
export const VAULT_FOLDER = 'vault';
/** A whole, verified model. Written last. */
export const MANIFEST = 'manifest.json';
/** What an unfinished download wants. Never how far it is: that is what the unfinished files are asked. */
export const PLAN = 'plan.json';
export const FILES_FOLDER = 'files';
/** Ends the name of every unfinished file. */
export const UNFINISHED = '.part';

/** File systems end names at 255 bytes, and a digest and an ending follow. */
const LONGEST_LABEL = 120;
const SHORT_TAG = 16;

/**
 * A name for any text: lower-case letters, digits, `-` and inner dots stay, every other byte becomes `=` and two hex digits. Different texts get
 * different names, also on file systems that ignore case.
 */
export function safeName(label: string): string {
  const bytes = new TextEncoder().encode(label);
  let name = '';
  bytes.forEach((byte, at) => {
    const character = String.fromCharCode(byte);
    const stays = /[a-z0-9-]/.test(character) || (character === '.' && at > 0 && at < bytes.length - 1);
    name += stays ? character : `=${byte.toString(16).padStart(2, '0')}`;
  });
  if (name.length <= LONGEST_LABEL) return name;
  // `~` is in no other name, so a shortened one cannot be another's whole one.
  return `${name.slice(0, LONGEST_LABEL / 2)}~${hashOfText(label).slice(0, LONGEST_LABEL / 2 - 1)}`;
}

/** Name of a file whose bytes were checked. It says which bytes, so that two revisions of a file lie side by side. */
export const finishedName = (path: string, sha256: string): string => `${safeName(path)}@${sha256}`;

/**
 * Name of a file on its way. It says of what: bytes of another revision never go on in it.
 * @param origin whatever tells one revision of the file from another: a digest, or its address
 */
export const partName = (path: string, origin: string): string => `${safeName(path)}@${hashOfText(origin).slice(0, SHORT_TAG)}${UNFINISHED}`;

/** The digest in the name of a finished file of that path; `undefined` when it is another file's name, or an unfinished one. */
export function digestInName(path: string, name: string): string | undefined {
  const prefix = `${safeName(path)}@`;
  const digest = name.slice(prefix.length);
  return name.startsWith(prefix) && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}
