/**
 * A test in a browser for which a hub of our own is the hosts of models. The built pages run as they are, with their real policy and addresses.
 * A test fails when anything in it was asked of another host.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { chromium, test as base, type Browser, type BrowserContext, type LaunchOptions, type Request } from '@playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';
import { Hub } from './hub/hub.ts';
import { VaultPage } from './vault-page.ts';

export { expect } from '@playwright/test';

/** Hosts that the page of models may ask, as its policy names them. */
const ALLOWED = /^(huggingface\.co|[\w.-]+\.hf\.co|raw\.githubusercontent\.com)$/;

interface Parts {
  /** Holds nothing, and everything goes well. */
  hub: Hub;
  vault: VaultPage;
  /** A folder that is gone after the test. */
  folder: string;
  /** Starts a browser that keeps what it stores, as a person's does: the next one that is started has it. */
  startBrowser: () => Promise<BrowserContext>;
}

interface Machine {
  hub: Hub;
  browser: Browser;
  options: LaunchOptions;
}

export const test = base.extend<Parts, { machine: Machine }>({
  machine: [
    // Playwright wants the first argument taken apart, whether anything is taken from it or not.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const hub = await Hub.start();
      const executablePath = await findBrowser();
      const options = { args: [...browserArguments, ...hub.browserArguments], ...(executablePath && { executablePath }) };
      const browser = await chromium.launch(options);
      await use({ hub, browser, options });
      await browser.close();
      await hub.close();
    },
    { scope: 'worker' },
  ],
  hub: async ({ machine: { hub } }, use) => {
    hub.reset();
    await use(hub);
    expectOnlyModelHosts(hub.hostsAsked());
  },
  context: async ({ machine: { browser }, hub, baseURL }, use) => {
    const context = await browser.newContext({ ...(baseURL && { baseURL }) });
    const asked = hostsAskedBy(context);
    await use(context);
    await context.close();
    // Answers on their way would hold the next test up.
    hub.recover();
    expectOnlyModelHosts(asked);
  },
  vault: async ({ page }, use) => {
    const vault = new VaultPage(page);
    await vault.open();
    await use(vault);
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, use, info) => {
    // Among the results of the test: what a dying browser leaves there after all is swept with them.
    const folder = info.outputPath('folder');
    mkdirSync(folder, { recursive: true });
    await use(folder);
    // A browser that has just ended may still be writing.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  },
  startBrowser: async ({ machine: { options }, baseURL, folder }, use) => {
    const started: { context: BrowserContext; asked: Set<string> }[] = [];
    await use(async () => {
      const context = await chromium.launchPersistentContext(folder, { ...options, ...(baseURL && { baseURL }) });
      started.push({ context, asked: hostsAskedBy(context) });
      return context;
    });
    for (const { context } of started) await context.close().catch(() => {});
    for (const { asked } of started) expectOnlyModelHosts(asked);
  },
});

function expectOnlyModelHosts(asked: Iterable<string>): void {
  const strange = [...asked].filter((host) => !ALLOWED.test(host) && !host.startsWith('127.0.0.1:'));
  base.expect(strange, 'only the hosts of models may be asked').toEqual([]);
}

/** Hosts of everything that pages, their workers and the service worker ask for, as it comes to be asked. */
function hostsAskedBy(context: BrowserContext): Set<string> {
  const hosts = new Set<string>();
  const note = (request: Request) => {
    const { protocol, host } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && host !== 'seal-check.invalid') hosts.add(host);
  };
  context.on('response', (response) => note(response.request()));
  // What the policy stopped was not asked of anybody. What found no host, or broke off, was.
  context.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'csp') note(request);
  });
  return hosts;
}
