/** Which files of a listing a build needs. The catalogue may say "all shards" instead of naming each: only the listing knows how many there are. */
import type { CatalogueEntry, ModelBuild } from '../contract/model.ts';

export interface WantedPaths {
  /** Each once. */
  paths: string[];
  /** What the listing lacks: paths, and patterns that nothing matches. */
  missing: string[];
}

/** @param listing paths that there are */
export function wantedPaths(entry: CatalogueEntry, build: ModelBuild, listing: Iterable<string>): WantedPaths {
  const there = new Set(listing);
  const paths = new Set<string>();
  const missing: string[] = [];
  for (const wanted of wantedNames(entry, build)) {
    const found = isPattern(wanted) ? [...there].filter((path) => matches(wanted, path)) : there.has(wanted) ? [wanted] : [];
    if (found.length === 0) missing.push(wanted);
    for (const path of found) paths.add(path);
  }
  return { paths: [...paths], missing };
}

/** Whether a set of paths is all that a build needs, and nothing else. */
export function isExactly(entry: CatalogueEntry, build: ModelBuild, listing: readonly string[]): boolean {
  const { paths, missing } = wantedPaths(entry, build, listing);
  return missing.length === 0 && paths.length === new Set(listing).size;
}

/** Paths and patterns as the catalogue has them, and the program that runs the weights. */
function wantedNames({ commonFiles, language }: CatalogueEntry, { files }: ModelBuild): string[] {
  return [...new Set([...commonFiles, ...files, ...(language?.library ? [language.library.name] : [])])];
}

const isPattern = (path: string): boolean => path.includes('*');

/** `*` is any run of characters without `/`; everything else stands for itself. Takes time in proportion to both lengths: patterns may be a stranger's. */
export function matches(pattern: string, path: string): boolean {
  const [patterns, parts] = [pattern.split('/'), path.split('/')];
  return patterns.length === parts.length && patterns.every((each, i) => matchesPart(each, parts[i] ?? ''));
}

function matchesPart(pattern: string, part: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return pattern === part;
  const last = others.pop() ?? '';
  if (part.length < first.length + last.length || !part.startsWith(first) || !part.endsWith(last)) return false;
  let at = first.length;
  const end = part.length - last.length;
  for (const piece of others) {
    const found = part.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
