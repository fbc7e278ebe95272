/** Builds a page of a test as the product is built. */
import { fileURLToPath } from 'node:url';
import { build, type PluginOption } from 'vite';

/** @param page folder of its index.html */
export async function buildHarness(page: URL, outDir: string, plugins: PluginOption[] = []): Promise<void> {
  await build({
    root: fileURLToPath(page),
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    worker: { format: 'es' },
    build: {
      outDir,
      target: 'es2023',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // Minifying would take longer than the rest of the test.
      minify: false,
      reportCompressedSize: false,
      emptyOutDir: true,
    },
  });
}
