/** Test support: the real documents beside the repository, what a person expects in them, and how the reading of each ends. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Problem, type ProblemCode } from '../contract/problem.ts';
import type { Extraction } from '../contract/extraction.ts';
import { checkExtraction } from './check-extraction.ts';

export const DOCUMENTS = fileURLToPath(new URL('../../../shared/documents/', import.meta.url));
export const hasDocuments = existsSync(DOCUMENTS);

/** Ways in which reading a file may end. Anything else that is thrown is a fault of ours. */
const ENDINGS: ReadonlySet<ProblemCode> = new Set(['file-empty', 'file-not-supported', 'file-locked', 'file-encrypted', 'file-damaged', 'file-over-limit', 'file-without-text']);

export type Ending = { path: string } & ({ how: 'text'; extraction: Extraction } | { how: ProblemCode; found: string } | { how: 'fault'; why: string });

export type Extract = (file: Blob, fileName: string) => Promise<Extraction>;

/** Paths, below `DOCUMENTS`, of the corpus's files whose name passes. Its own notes (README, expected.json) are no documents. */
export function corpusFiles(passes: (path: string) => boolean): string[] {
  if (!hasDocuments) return [];
  return readdirSync(DOCUMENTS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/').slice(DOCUMENTS.length))
    .filter((path) => path !== 'README.md' && path !== 'tika/expected.json' && passes(path))
    .toSorted();
}

/** Reads one file of the corpus under a deadline, and checks the promises of what comes back. Never throws. */
export async function ending(path: string, extract: Extract, deadlineSeconds: number): Promise<Ending> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${deadlineSeconds} s`)), deadlineSeconds * 1_000);
  });
  try {
    const extraction = await Promise.race([extract(new Blob([readFileSync(DOCUMENTS + path)]), path.slice(path.lastIndexOf('/') + 1)), deadline]);
    const faults = checkExtraction(extraction);
    return faults.length === 0 ? { path, how: 'text', extraction } : { path, how: 'fault', why: faults.slice(0, 5).join('; ') };
  } catch (error) {
    if (!(error instanceof Problem) || !ENDINGS.has(error.code)) return { path, how: 'fault', why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    return { path, how: error.code, found: 'found' in error.details ? error.details.found : '' };
  } finally {
    clearTimeout(timer);
  }
}

/** "text 12, file-damaged 3": how many ended how. */
export function tallyOf(endings: readonly Ending[]): string {
  const counts = new Map<string, number>();
  for (const { how } of endings) counts.set(how, (counts.get(how) ?? 0) + 1);
  return [...counts].map(([how, count]) => `${how} ${count}`).join(', ');
}

export interface Expectations {
  contains: string[];
  notContains: string[];
}

/** What people who know the documents of `tika/` expect to find in their text, by the file's name there. */
export function expectations(): Map<string, Expectations> {
  if (!hasDocuments) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(`${DOCUMENTS}tika/expected.json`, 'utf8')) as Record<string, Expectations>));
}

export interface Findings {
  met: number;
  of: number;
  missed: string[];
}

/**
 * Counts how many expectations of a document its text meets, white space aside. A string expected twice counts once.
 * @param wrong strings that are expected wrongly of this document
 */
export function findingsIn(text: string, { contains, notContains }: Expectations, wrong: ReadonlySet<string>): Findings {
  const normalised = spaced(text);
  const wanted = [...new Set(contains)].filter((string) => !wrong.has(string)).map((string) => ({ string, met: normalised.includes(spaced(string)) }));
  const unwanted = [...new Set(notContains)].filter((string) => !wrong.has(string)).map((string) => ({ string: `not ${string}`, met: !normalised.includes(spaced(string)) }));
  const all = [...wanted, ...unwanted];
  return { met: all.filter(({ met }) => met).length, of: all.length, missed: all.filter(({ met }) => !met).map(({ string }) => string) };
}

function spaced(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
