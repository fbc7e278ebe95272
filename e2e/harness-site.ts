/** A page of a test that runs a part of the product's engine, built and served as the product is, in a browser that can be given a graphics device. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';
import { serve, type Served } from '../scripts/serve.mjs';
import { buildHarness } from './build-harness.ts';

/** A graphics device in software: correct, and a hundred times slower than a real one. */
export const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

async function openBrowser(flags: readonly string[]): Promise<Browser> {
  const executablePath = await findBrowser();
  return chromium.launch({ args: [...browserArguments, ...flags], ...(executablePath && { executablePath }) });
}

export class HarnessSite {
  readonly #requested: string[] = [];
  readonly #complaints: string[] = [];

  private constructor(
    /** Where it was built to. */
    readonly folder: string,
    private readonly site: Served,
    readonly browser: Browser,
  ) {}

  /**
   * @param name of the folder under `e2e/` with its index.html
   * @param furnish puts files of the test beside the built page
   */
  static async open(name: string, furnish: (folder: string) => void): Promise<HarnessSite> {
    const parent = fileURLToPath(new URL('../node_modules/.tmp', import.meta.url));
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(`${parent}/${name}-`);
    await buildHarness(new URL(`${name}/`, import.meta.url), folder);
    furnish(folder);
    return new HarnessSite(folder, await serve({ root: folder }), await openBrowser(softwareGpu));
  }

  get url(): string {
    return this.site.url;
  }

  /** A page whose requests and complaints are noted. */
  async newPage(): Promise<Page> {
    const page = await this.browser.newPage();
    page.context().on('request', (request) => this.#requested.push(request.url()));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused/i.test(message.text())) this.#complaints.push(message.text());
    });
    await page.goto(this.url);
    return page;
  }

  /** In a browser of its own, which may be harmed. */
  async withOwnBrowser(flags: readonly string[], act: (page: Page, browser: Browser) => Promise<void>): Promise<void> {
    const browser = await openBrowser(flags);
    try {
      const page = await browser.newPage();
      await page.goto(this.url);
      await act(page, browser);
    } finally {
      await browser.close();
    }
  }

  /** @param asked what must have been requested: what workers fetch is seen too, or the rest would say nothing */
  nothingLeft(...asked: RegExp[]): void {
    expect(this.#requested.filter((url) => !url.startsWith(this.url) && !/^(data|blob):/.test(url))).toEqual([]);
    for (const pattern of asked) expect(this.#requested.some((url) => pattern.test(url)), String(pattern)).toBe(true);
    expect(this.#complaints).toEqual([]);
  }

  /** What was requested so far. */
  get requested(): readonly string[] {
    return this.#requested;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.site.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
