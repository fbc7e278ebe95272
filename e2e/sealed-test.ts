/**
 * Playwright's `test`, with the promise of the product built in: a test fails when anything in it asked another origin for
 * something, ran into the policy, or put an error on the console. Every spec imports `test` and `expect` from here.
 */
import { test as base, type BrowserContext } from '@playwright/test';

export { expect } from '@playwright/test';

/** The one request to elsewhere that is made on purpose, to see it refused: the seal trying its own lock. */
const PROBE = 'https://seal-check.invalid/';

/** Collects everything that a sealed page must not do, from pages, workers and the service worker of a context. */
export function watchForStrays(context: BrowserContext, home: string): string[] {
  const strays: string[] = [];
  const { origin } = new URL(home);
  const isForeign = (address: string) => {
    const { protocol, host } = new URL(address);
    return /^(https?|wss?):$/.test(protocol) && host !== new URL(origin).host;
  };
  context.on('request', (request) => {
    if (request.url() !== PROBE && isForeign(request.url())) strays.push(`asked ${request.url()}`);
  });
  context.on('console', (message) => {
    // Policy violations arrive here as well, those of workers included.
    if (message.type() === 'error' && !message.text().includes(PROBE)) strays.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => strays.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('page', (page) => page.on('websocket', (socket) => isForeign(socket.url()) && strays.push(`opened ${socket.url()}`)));
  return strays;
}

export const test = base.extend<{ strays: string[] }>({
  /** What was noticed so far. A test that provokes something on purpose empties it. */
  strays: [
    async ({ context, baseURL }, use) => {
      const strays = watchForStrays(context, baseURL ?? '');
      await use(strays);
      base.expect(strays, 'nothing may leave the page, and nothing may go wrong unseen').toEqual([]);
    },
    { auto: true },
  ],
});
