import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './scripts/browser.mjs';

// This file is read by every test process; the first one chooses a port and the others inherit it.
const port = (process.env['E2E_PORT'] ??= String(20_000 + (process.pid % 20_000)));
const executablePath = await findBrowser();
const serve = `node scripts/serve.mjs --port ${port} --strict-port`;

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  // On a shared machine a browser is starved now and then. What passes at the second try only is counted, and named by the last lines.
  retries: process.env['CI'] ? 1 : 0,
  // Two browsers that run models share two processors: what takes a second alone can take fifteen.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // A trace takes pictures and copies of the page all the time: on two processors that alone makes typing lag. So only what failed is traced, at its second try.
    trace: 'on-first-retry',
    launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
  },
  webServer: {
    command: existsSync('dist/index.html') ? serve : `npx vite build && ${serve}`,
    url: `http://127.0.0.1:${port}/`,
    timeout: 120_000,
  },
});
