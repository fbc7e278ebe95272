/** What the build left behind, and copies of it that a test may spoil. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../dist', import.meta.url));

interface ListedFile {
  sha256: string;
  keep: 'first' | 'soon' | 'on-use';
}

/** The list that the build wrote into the service worker. */
export function listedFiles(): Map<string, ListedFile> {
  const script = readFileSync(join(DIST, 'service-worker.js'), 'utf8');
  const [, list] = /^const FILES = (\{.*?^\});$/ms.exec(script) ?? [];
  if (!list) throw new Error('The service worker has no list of files.');
  return new Map(Object.entries(JSON.parse(list) as Record<string, ListedFile>));
}

/** The first listed file whose path matches. */
export function builtFile(pattern: RegExp): string {
  const path = [...listedFiles().keys()].find((name) => pattern.test(name));
  if (!path) throw new Error(`The build has no ${pattern.source}.`);
  return path;
}

/** Every file of the build, by path, for comparison with the list. */
export function filesOnDisk(): string[] {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(DIST.length + 1).replaceAll('\\', '/'));
}

/** Copies the build into `folder`, and returns how to change it. */
export function copyOfBuild(folder: string) {
  cpSync(DIST, folder, { recursive: true });
  return {
    /** Replaces a file as a careless or hostile host would: the list still has the hash of the old one. */
    replace: (path: string, content: string): void => writeFileSync(join(folder, path), content),
    /** Replaces a file as the next release would. */
    release(path: string, content: string): void {
      const script = join(folder, 'service-worker.js');
      const [before, after] = [readFileSync(join(folder, path)), content].map((bytes) => createHash('sha256').update(bytes).digest('hex'));
      writeFileSync(join(folder, path), content);
      writeFileSync(script, readFileSync(script, 'utf8').replace(before ?? '', after ?? ''));
    },
    read: (path: string): string => readFileSync(join(folder, path), 'utf8'),
  };
}
