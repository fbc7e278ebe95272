import type { CatalogueEntry, ModelBuild } from '../src/contract/model.ts';

export interface BuildFinding {
  id: string;
  bytes: number;
  /** What the catalogue says. */
  stated: number;
  tooFar: boolean;
  missing: string[];
  files: { path: string; bytes: number; sha256?: string }[];
}
export interface Finding {
  id: string;
  repository: string;
  revision: string;
  commit: string | undefined;
  builds: BuildFinding[];
  program: { name: string; bytes: number; sha256: string } | undefined;
  troubles: string[];
}
export function askAboutAll(
  hub: string,
  entries: readonly CatalogueEntry[],
  wantedPaths: (entry: CatalogueEntry, build: ModelBuild, listing: string[]) => { paths: string[]; missing: string[] },
  options?: { newest?: boolean; programs?: boolean },
): Promise<Finding[]>;
export function asTable(findings: readonly Finding[]): string;
