/**
 * For a maintainer with a network: asks the hub about every model of the catalogue. Prints the commit to pin and the exact size of each
 * build, and tells what has changed: a file that is gone, a size that is far from what the catalogue says. Exits with 1 then.
 *
 *   node scripts/pin-catalogue.mjs [--hub https://huggingface.co] [--only <id>,<id>] [--newest] [--programs] [--json report.json]
 *
 * `--newest` asks for the newest commit also of models that are pinned. `--programs` downloads WebLLM's programs, for their digests.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const HUB = 'https://huggingface.co';
/** Share by which a size in the catalogue may be wrong: people decide by it, and programs do not. */
const SIZE_TOLERANCE = 0.1;
/** Longest wait for one answer, in milliseconds. */
const ANSWER_MILLISECONDS = 60_000;

/**
 * Asks about models one after the other; a hub that fails for one is asked about the next.
 * @param {string} hub address without a slash at the end
 * @param {readonly object[]} entries of the catalogue
 * @param {(entry: object, build: object, listing: string[]) => { paths: string[], missing: string[] }} wantedPaths
 * @param {{ newest?: boolean, programs?: boolean }} [options]
 * @returns {Promise<object[]>} one finding for each model: `commit`, `builds`, `program`, and `troubles` in words
 */
export async function askAboutAll(hub, entries, wantedPaths, options = {}) {
  const findings = [];
  for (const entry of entries) findings.push(await askAbout(hub, entry, wantedPaths, options));
  return findings;
}

async function askAbout(hub, entry, wantedPaths, { newest = false, programs = false }) {
  const { id, repository, revision } = entry;
  const library = entry.language?.library;
  const finding = { id, repository, revision, commit: undefined, builds: [], program: undefined, troubles: [] };
  try {
    const about = await (await ask(`${hub}/api/models/${repository}/revision/${newest ? 'main' : revision}`)).json();
    finding.commit = about.sha;
    const files = await listingOf(hub, repository, about.sha);
    const there = library ? [...files.keys(), library.name] : [...files.keys()];
    finding.builds = entry.builds.map((build) => compare(build, files, wantedPaths(entry, build, there)));
    finding.troubles = [...consentTroubles(entry, about), ...finding.builds.flatMap(buildTroubles)];
    if (library && programs) finding.program = { name: library.name, ...(await fingerprint(library.url)) };
  } catch (error) {
    finding.troubles.push(error.message);
  }
  return finding;
}

function consentTroubles(entry, about) {
  if (Boolean(about.gated) === entry.gated) return [];
  return [about.gated ? 'asks for consent first' : 'no longer asks for consent'];
}

function buildTroubles({ id, missing, tooFar }) {
  if (missing.length > 0) return [`${id} lacks ${missing.join(', ')}`];
  return tooFar ? [`the size of ${id} is not what the catalogue says`] : [];
}

function compare(build, files, { paths, missing }) {
  // The program of a WebLLM model is wanted, too, and lies elsewhere.
  const listed = paths.filter((path) => files.has(path)).map((path) => ({ path, ...files.get(path) }));
  const bytes = listed.reduce((sum, file) => sum + file.bytes, 0);
  const tooFar = Math.abs(bytes - build.downloadBytes) > build.downloadBytes * SIZE_TOLERANCE;
  return { id: build.id, bytes, stated: build.downloadBytes, tooFar, missing, files: listed };
}

/** Every file of a commit: its length, and its SHA-256 where the hub publishes one. The hub tells a thousand at a time. */
async function listingOf(hub, repository, commit) {
  const files = new Map();
  let next = `${hub}/api/models/${repository}/tree/${commit}?recursive=true`;
  while (next) {
    const response = await ask(next);
    for (const { type, path, size, lfs } of await response.json()) {
      if (type === 'file') files.set(path, { bytes: lfs?.size ?? size, ...(lfs ? { sha256: lfs.oid } : {}) });
    }
    const link = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    next = link && new URL(link, hub).href;
  }
  return files;
}

async function fingerprint(address) {
  const bytes = Buffer.from(await (await ask(address)).arrayBuffer());
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function ask(address) {
  const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) }).catch((error) => {
    throw new Error(`${new URL(address).host} could not be reached (${error.cause?.code ?? error.name})`);
  });
  if (!response.ok) throw new Error(`${new URL(address).host} answered ${response.status} for ${new URL(address).pathname}`);
  return response;
}

/** What to print: a line for each build, then what is wrong. */
export function asTable(findings) {
  const rows = findings.flatMap(({ id, revision, commit, builds }) =>
    builds.map((build) => [id, build.id, commit === revision ? 'pinned' : 'to pin', commit, String(build.bytes), String(build.stated)]),
  );
  const all = [['model', 'build', '', 'commit', 'bytes', 'catalogue'], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const isNumber = (column) => column > 3;
  const lines = all.map((row) => row.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd());
  const troubles = findings.flatMap((finding) => finding.troubles.map((trouble) => `${finding.id}: ${trouble}`));
  return [...lines, '', ...(troubles.length > 0 ? troubles : ['Nothing is wrong.'])].join('\n');
}

/** The catalogue is TypeScript: it is bundled for Node first. */
async function loadCatalogue() {
  const { build } = await import('vite');
  const root = fileURLToPath(new URL('..', import.meta.url));
  const outDir = fileURLToPath(new URL('../node_modules/.tmp/pin-catalogue', import.meta.url));
  await mkdir(outDir, { recursive: true });
  const input = { catalogue: 'src/models/catalogue.ts', 'wanted-paths': 'src/models/wanted-paths.ts' };
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: true, outDir, emptyOutDir: true, target: 'node20', minify: false, rolldownOptions: { input, output: { entryFileNames: '[name].mjs' } } },
  });
  const load = (name) => import(pathToFileURL(`${outDir}/${name}.mjs`).href);
  return { ...(await load('catalogue')), ...(await load('wanted-paths')) };
}

async function main() {
  const { values } = parseArgs({
    options: {
      hub: { type: 'string', default: HUB },
      only: { type: 'string' },
      newest: { type: 'boolean', default: false },
      programs: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const { catalogue, wantedPaths } = await loadCatalogue();
  const wanted = values.only?.split(',');
  const entries = catalogue.filter(({ id }) => !wanted || wanted.includes(id));
  const unknown = wanted?.filter((id) => !catalogue.some((entry) => entry.id === id)) ?? [];
  if (unknown.length > 0) throw new Error(`Not in the catalogue: ${unknown.join(', ')}`);
  const findings = await askAboutAll(values.hub.replace(/\/+$/, ''), entries, wantedPaths, values);
  console.log(asTable(findings));
  if (values.json) await writeFile(values.json, `${JSON.stringify({ hub: values.hub, askedAt: new Date().toISOString(), findings }, undefined, 2)}\n`);
  process.exitCode = findings.some(({ troubles }) => troubles.length > 0) ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
