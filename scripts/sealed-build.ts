/**
 * The part of the build that makes the seal: puts each page's policy into it, and compiles the service worker with the
 * list of every file that was built and its SHA-256.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { headers, isVaultFile, metaPolicy, vaultHeaders, vaultMetaPolicy } from './headers.mjs';
import { mediaType } from './media-types.mjs';

/** Files above this are kept when somebody needs them, not by every visitor. In bytes. */
const LARGEST_RUNTIME_FOR_EVERYONE = 5_000_000;
const SERVICE_WORKER = 'src/service-worker/service-worker.ts';

export function sealedBuild(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'carrel-sealed-build',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
      outDir = resolve(config.root, config.build.outDir);
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { filename }) {
        const policy = isVaultFile(basename(filename)) ? vaultMetaPolicy : metaPolicy;
        return html.replace(/<head>\s*/, (head) => `${head}<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    `);
      },
    },
    writeBundle: {
      // After the files of other plugins: they must be in place before they are listed. Those of public/ come first.
      order: 'post',
      sequential: true,
      handler: () => buildServiceWorker(root, outDir),
    },
  };
}

async function buildServiceWorker(root: string, outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(root, SERVICE_WORKER), formats: ['iife'], name: 'seal', fileName: () => 'service-worker.js' },
      rolldownOptions: { output: { banner: constants({ HEADERS: headers, VAULT_HEADERS: vaultHeaders, FILES: keptFiles(outDir) }) } },
    },
  });
}

/** As text at the top of the service worker, where a reader finds it. */
function constants(values: Record<string, object>): string {
  return Object.entries(values)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value, null, 1)};`)
    .join('\n');
}

/** Every built file that Carrel may ask for, with what the service worker must know about it. */
function keptFiles(outDir: string) {
  const paths = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('.') && path !== 'service-worker.js' && !path.endsWith('.map'))
    .toSorted();
  return Object.fromEntries(
    paths.map((path) => {
      const bytes = readFileSync(join(outDir, path));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return [path, { sha256, type: mediaType(path), keep: whenToKeep(path, bytes.length), ...(isVaultFile(path) ? { vault: true } : {}) }];
    }),
  );
}

/** All code before the first start, so that no part is missing later; data behind it; large runtimes when needed. */
function whenToKeep(path: string, bytes: number): 'first' | 'soon' | 'on-use' {
  if (!path.startsWith('models/') && bytes > LARGEST_RUNTIME_FOR_EVERYONE) return 'on-use';
  return /\.(html|m?js|css|webmanifest)$/.test(path) ? 'first' : 'soon';
}
