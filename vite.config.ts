import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { developmentHeaders } from './scripts/headers.mjs';
import { pdfjsAssets } from './scripts/pdfjs-assets.mjs';
import { sealedBuild } from './scripts/sealed-build.ts';

/** Where `npm test` collects the counts of the unit tests. */
const unitReport = process.env['UNIT_REPORT'];

export default defineConfig({
  // Relative, so that the built folder works from any path of any host.
  base: './',
  plugins: [react(), pdfjsAssets(), sealedBuild()],
  worker: { format: 'es' },
  server: { headers: developmentHeaders },
  build: {
    rolldownOptions: { input: ['index.html', 'models.html'] },
    target: 'es2023',
    manifest: true,
    // Vite's polyfill is an inline script, which the policy refuses; every browser that can run Carrel preloads by itself.
    modulePreload: { polyfill: false },
    // `fetch` of a data: address is refused by `connect-src 'self'`.
    assetsInlineLimit: 0,
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['scripts/unit-setup.ts'],
    reporters: unitReport ? ['default', ['json', { outputFile: unitReport }]] : ['default'],
  },
});
