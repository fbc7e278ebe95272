// Runs the evaluation on the real engine: bundles src/evaluation/main.ts for Node with Vite, then calls it.
// node scripts/eval.mjs [part …]   parts: see src/evaluation/main.ts; without one, all of them are run and results.json is written.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = fileURLToPath(new URL('../node_modules/.tmp/eval', import.meta.url));
await mkdir(outDir, { recursive: true });
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: { ssr: 'src/evaluation/main.ts', outDir, emptyOutDir: true, target: 'node20', minify: false, rollupOptions: { output: { entryFileNames: 'main.mjs' } } },
});
const { main } = await import(pathToFileURL(`${outDir}/main.mjs`).href);
await main(process.argv.slice(2));
