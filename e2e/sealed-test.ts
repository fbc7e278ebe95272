/**
 * Playwright's `test`, with the promise of the product built in: a test fails when anything in it asked another origin for
 * something, ran into the policy, or put an error on the console. Every spec imports `test` and `expect` from here.
 */
import { test as base, type BrowserContext } from '@playwright/test';

export { expect } from '@playwright/test';

/** The one request to elsewhere that is made on purpose, to see it refused: the seal trying its own lock. */
const PROBE = 'https://seal-check.invalid/';
/** So many are shown; a flood of the same is no clearer. */
const MOST_SHOWN = 20;

/** Collects everything that a sealed page must not do, from the pages, workers and service worker of a context. */
export class Strays {
  private readonly homes = new Set<string>();
  private readonly asked: URL[] = [];
  private readonly errors: string[] = [];

  constructor(context: BrowserContext) {
    const note = (address: string) => address !== PROBE && this.asked.push(new URL(address));
    context.on('request', (request) => note(request.url()));
    context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())));
    // Violations of the policy arrive as errors on the console, those of workers included.
    context.on('console', (message) => {
      const ofProbe = message.text().includes(PROBE) || message.location().url === PROBE;
      if (message.type() === 'error' && !ofProbe) this.errors.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (web) => this.errors.push(`uncaught: ${web.error().stack ?? web.error().message}`));
  }

  /** Names an address that may be asked: the one that Carrel is served from. */
  allow(home: string): void {
    this.homes.add(new URL(home).host);
  }

  /** Forgets the errors so far, for a test that provokes them on purpose. Requests to elsewhere are never forgotten. */
  forgiveErrors(): void {
    this.errors.length = 0;
  }

  /** What should be empty. */
  list(): string[] {
    const foreign = this.asked.filter(({ protocol, host }) => /^(https?|wss?):$/.test(protocol) && !this.homes.has(host));
    return [...new Set([...foreign.map(({ href }) => `asked ${href}`), ...this.errors])].slice(0, MOST_SHOWN);
  }
}

export const test = base.extend<{ strays: Strays }>({
  strays: [
    async ({ context, baseURL }, use) => {
      const strays = new Strays(context);
      if (baseURL) strays.allow(baseURL);
      await use(strays);
      base.expect(strays.list(), 'nothing may leave the page, and nothing may go wrong unseen').toEqual([]);
    },
    { auto: true },
  ],
});
