/**
 * What a first visit downloads, compressed, against the budgets. Exits with 1 when one is passed.
 * Brotli at level 5, as `npm start` serves it: a host that compresses ahead of time does a little better.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
/** In bytes, compressed. */
const BUDGETS = { page: 150_000, firstSearch: 10_000_000 };
const MODEL = 'models/carrel-static-en';
/** The model's description for people is not downloaded. */
const NOT_DOWNLOADED = /\.md$/;

const manifest = readManifest();
const page = new Set(['index.html', ...withStaticImports(manifest['index.html'].file), ...(manifest['index.html'].css ?? [])]);
const workers = new Map(
  readdirSync(join(DIST, 'assets'))
    .map((name) => [/^(.+)\.worker-[\w-]{8}\.js$/.exec(name)?.[1], `assets/${name}`])
    .filter(([worker]) => worker)
    .map(([worker, file]) => [worker, withStaticImports(file)]),
);
const model = existsSync(join(DIST, MODEL))
  ? readdirSync(join(DIST, MODEL)).filter((name) => !NOT_DOWNLOADED.test(name)).map((name) => `${MODEL}/${name}`)
  : [];
const firstSearch = new Set([...page, ...(workers.get('library') ?? []), ...(workers.get('embed') ?? []), ...model]);

const rows = [
  ['page (HTML, CSS, script)', compressed(page), BUDGETS.page],
  ...[...workers].map(([worker, files]) => [`worker ${worker}`, compressed(files)]),
  ['embedded model', compressed(model)],
  ['everything for the first search', compressed(firstSearch), BUDGETS.firstSearch],
];
for (const [what, bytes, budget] of rows) {
  const verdict = budget === undefined ? '' : `of ${kB(budget)} kB${bytes > budget ? '  OVER BUDGET' : ''}`;
  console.log(`${what.padEnd(34)} ${kB(bytes).padStart(9)} kB  ${verdict}`);
}

const missing = ['library', 'embed'].filter((worker) => !workers.has(worker)).concat(model.length > 0 ? [] : [MODEL]);
if (missing.length > 0) console.error(`Not in the build, so not counted: ${missing.join(', ')}`);
process.exit(missing.length > 0 || rows.some(([, bytes, budget]) => bytes > budget) ? 1 : 0);

function readManifest() {
  const path = join(DIST, '.vite/manifest.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  console.error('There is nothing to measure yet: run `npm run build` first.');
  process.exit(1);
}

/** A script and all that it imports before it runs. Parts that are imported later, by `import()`, do not count. */
function withStaticImports(entry) {
  const found = new Set([entry]);
  for (const file of found) {
    const source = readFileSync(join(DIST, file), 'utf8');
    for (const [, path] of source.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)) {
      const imported = posix.join(posix.dirname(file), path);
      // The pattern can also hit text inside a string; only what exists is an import.
      if (existsSync(join(DIST, imported))) found.add(imported);
    }
  }
  return found;
}

function compressed(files) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(DIST, file)), { params }).length, 0);
}

function kB(bytes) {
  return (bytes / 1000).toFixed(1);
}
