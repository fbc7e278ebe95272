/** Puts what pdf.js reads at run time into the build, so that no PDF ever needs another address. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';

const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];

/** Not needed by Carrel: the interpreter for scripts inside PDFs is never started, and every browser we run in has wasm. */
const LEFT_OUT = /^(quickjs-eval\.|.*_nowasm_fallback\.js$|LICENSE_.*QUICKJS$)/;

const TYPES = new Map([['.wasm', 'application/wasm'], ['.ttf', 'font/ttf']]);

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Paths below `pdfjs/`, with "/" on every system. */
async function assetNames() {
  const names = await Promise.all(
    FOLDERS.map(async (folder) => {
      const files = await readdir(join(root, folder));
      return files.filter((file) => !LEFT_OUT.test(file)).map((file) => `${folder}/${file}`);
    }),
  );
  return names.flat();
}

/**
 * A Vite plugin. The build gets `pdfjs/cmaps`, `pdfjs/standard_fonts`, `pdfjs/wasm` and `pdfjs/iccs` beside `assets/`;
 * the development server answers for them wherever a script asks for its `../pdfjs/`.
 * @returns {import('vite').Plugin}
 */
export function pdfjsAssets() {
  return {
    name: 'pdfjs-assets',
    async generateBundle() {
      for (const name of await assetNames()) {
        this.emitFile({ type: 'asset', fileName: `pdfjs/${name}`, source: await readFile(join(root, name)) });
      }
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const name = /\/pdfjs\/((?:cmaps|standard_fonts|wasm|iccs)\/[\w.-]+)$/.exec((request.url ?? '').split('?')[0])?.[1];
        if (!name || !(await stat(join(root, name)).catch(() => null))) return next();
        response.setHeader('Content-Type', TYPES.get(extname(name)) ?? 'application/octet-stream');
        response.end(await readFile(join(root, name)));
      });
    },
  };
}
