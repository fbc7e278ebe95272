/** Looks at screens with the rules of axe, and with a few that axe has not: targets large enough, nothing wider than the window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** CSS pixels (WCAG 2.2, 2.5.8). */
const LEAST_TARGET = 24;
/** The narrowest window that needs no sideways scrolling (WCAG 2.1, 1.4.10). */
const NARROWEST = 320;
/** Windows narrower than this are also looked at in the narrowest. */
const NARROW = 500;

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Looks at one screen after the other and remembers what is wrong with each. */
export class Inspector {
  readonly #found = new Map<string, string>();

  constructor(private readonly page: Page) {}

  /** What is wrong, once each, with the first screen it was seen on. */
  get found(): string[] {
    return [...this.#found].map(([what, screen]) => `${screen}: ${what}`);
  }

  /** @param screen what it is called when something is wrong with it */
  async look(screen: string): Promise<void> {
    const { page } = this;
    await page.evaluate(AXE);
    for (const colorScheme of ['light', 'dark'] as const) {
      // oxlint-disable no-await-in-loop -- one window, one scheme at a time
      await page.emulateMedia({ colorScheme });
      await this.#rules(`${screen}, ${colorScheme}`);
      // oxlint-enable no-await-in-loop
    }
    await page.emulateMedia({ colorScheme: 'light' });
    for (const target of await page.evaluate(smallTargets, LEAST_TARGET)) this.#add(screen, `small target ${target}`);
    await this.#width(screen);
  }

  #add(screen: string, what: string) {
    if (!this.#found.has(what)) this.#found.set(what, screen);
  }

  async #rules(screen: string) {
    const violations = await this.page.evaluate(async (runOnly) => {
      const results = await window.axe.run(document, { runOnly, resultTypes: ['violations'], preload: false });
      return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`));
    }, RULES);
    for (const violation of violations) this.#add(screen, violation);
  }

  async #width(screen: string) {
    const size = this.page.viewportSize();
    if (!size) return;
    if (size.width < NARROW) await this.page.setViewportSize({ ...size, width: NARROWEST });
    const beyond = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (beyond > 0) this.#add(screen, `the page is ${beyond} px wider than the window`);
    if (size.width < NARROW) await this.page.setViewportSize(size);
  }
}

/** Runs in the page. Targets smaller than `least` in either direction; links within a sentence need not be larger than their words. */
function smallTargets(least: number): string[] {
  const targets = [...document.querySelectorAll<HTMLElement>('a, button, summary, input, select, [role="tab"], [role="option"]')];
  const visible = targets.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled') && !element.closest('[inert]') && !element.closest('p'));
  return visible.flatMap((element) => {
    const own = (element.closest('label') ?? element).getBoundingClientRect();
    // What is laid over the neighbourhood of a control takes presses for it.
    const over = getComputedStyle(element, '::after');
    const reach = (side: 'width' | 'height') => Math.max(own[side], over.position === 'absolute' ? Number.parseFloat(over[side]) || 0 : 0);
    const [width, height] = [reach('width'), reach('height')];
    return Math.round(width) < least || Math.round(height) < least ? [`${element.getAttribute('aria-label') ?? element.textContent} (${width.toFixed(0)} × ${height.toFixed(0)})`] : [];
  });
}
