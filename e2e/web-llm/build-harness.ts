/** Builds the page of the WebLLM test as the product is built. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export async function buildHarness(outDir: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
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
