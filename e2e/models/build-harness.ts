/** Builds the page of models over a vault that only says what a test wants, as the product is built. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

export async function buildHarness(outDir: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir, target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0, minify: false, reportCompressedSize: false, emptyOutDir: true },
  });
}
