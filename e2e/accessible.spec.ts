/** Every screen, at three widths, light and dark, against the rules of axe, and a few that axe has not. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { fixture, sample, SAMPLES, text, type CarrelPage } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** CSS pixels (WCAG 2.2, 2.5.8). */
const LEAST_TARGET = 24;
/** The narrowest window that needs no sideways scrolling (WCAG 2.1, 1.4.10). */
const NARROWEST = 320;

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Looks at one screen after the other and remembers what is wrong with each. */
class Inspector {
  readonly #found = new Map<string, string>();

  constructor(private readonly page: Page) {}

  /** What is wrong, once each, with the first screen it was seen on. */
  get found(): string[] {
    return [...this.#found].map(([what, screen]) => `${screen}: ${what}`);
  }

  async look(screen: string) {
    const { page } = this;
    await this.#note(`${screen}, light`, { runOnly: RULES });
    await page.emulateMedia({ colorScheme: 'dark' });
    // Only colours differ.
    await this.#note(`${screen}, dark`, { runOnly: { type: 'rule', values: ['color-contrast'] } });
    await page.emulateMedia({ colorScheme: 'light' });
    for (const target of await page.evaluate(smallTargets, LEAST_TARGET)) this.#add(screen, `small target ${target}`);
    await this.#scroll(screen);
  }

  #add(screen: string, what: string) {
    if (!this.#found.has(what)) this.#found.set(what, screen);
  }

  async #note(screen: string, options: axe.RunOptions) {
    const violations = await this.page.evaluate(async (wanted) => {
      const results = await window.axe.run(document, { ...wanted, resultTypes: ['violations'], preload: false });
      return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`));
    }, options);
    for (const violation of violations) this.#add(screen, violation);
  }

  /** On the narrow screen also at the narrowest. */
  async #scroll(screen: string) {
    const size = this.page.viewportSize();
    if (!size) return;
    const narrow = size.width < 500;
    if (narrow) await this.page.setViewportSize({ ...size, width: NARROWEST });
    const beyond = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (beyond > 0) this.#add(screen, `the page is ${beyond} px wider than the window`);
    if (narrow) await this.page.setViewportSize(size);
  }
}

/** Runs in the page. Targets smaller than `least` in either direction; links within a sentence need not be larger than their words. */
function smallTargets(least: number): string[] {
  const targets = [...document.querySelectorAll<HTMLElement>('a, button, summary, input, [role="tab"], [role="option"]')];
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

test.describe.configure({ mode: 'parallel' });
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const width of [1440, 1024, 390]) {
  test(`every screen is accessible, ${width} px wide`, async ({ carrel, page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 860 });
    await page.evaluate(AXE);
    const inspector = new Inspector(page);
    await firstVisit(carrel, inspector);
    await whileReading(carrel, inspector);
    await fullLibrary(carrel, inspector);
    await finding(carrel, inspector);
    await asking(carrel, inspector);
    await overlays(carrel, inspector);
    expect(inspector.found).toEqual([]);
  });
}

async function firstVisit(carrel: CarrelPage, inspector: Inspector) {
  await carrel.ready();
  await inspector.look('empty, Find');
  await carrel.showAnswers();
  await inspector.look('empty, Ask');
  await carrel.find('');
}

/** Reading is paused, so that the screen holds still. */
async function whileReading(carrel: CarrelPage, inspector: Inspector) {
  await carrel.showLibrary();
  await carrel.add(text('long.txt', 'A long report about very little. '.repeat(60_000)), ...SAMPLES.map(sample));
  await carrel.page.getByRole('button', { name: 'Pause' }).click();
  await expect(carrel.page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await inspector.look('reading');
  await carrel.page.getByRole('button', { name: 'Resume' }).click();
  await carrel.ready(60_000);
}

async function fullLibrary(carrel: CarrelPage, inspector: Inspector) {
  const lease = sample('Lease of the reading room.pdf').bytes;
  await carrel.add({ name: 'cut.pdf', bytes: lease.subarray(0, 200) }, fixture('only-pictures.pdf'), fixture('scanned-page.pdf'), fixture('locked.pdf'), text('empty.txt', ''));
  await carrel.ready();
  await inspector.look('library with failed, locked and refused files');
  await carrel.document('House rules.docx').getByRole('checkbox').check();
  await inspector.look('one document selected');
  await carrel.document('House rules.docx').getByRole('checkbox').uncheck();
  await carrel.hideLibrary();
}

async function finding(carrel: CarrelPage, inspector: Inspector) {
  await carrel.find('');
  await inspector.look('nothing typed');
  await carrel.find('xyzzyx');
  await expect(carrel.page.getByText(/No passage matches/).first()).toBeVisible();
  await inspector.look('no match');
  await carrel.find('refrigerator');
  await expect(carrel.hits.first()).toContainText('House rules.docx');
  await inspector.look('results');
  await carrel.openHit();
  await expect(carrel.marks.first()).toBeVisible();
  await inspector.look('reader, text');
  await carrel.closeReader();
  await carrel.find('barometer');
  await expect(carrel.hits.first()).toContainText('Lease of the reading room.pdf');
  await carrel.openHit();
  await carrel.pageIsDrawn();
  await inspector.look('reader, PDF');
  await carrel.closeReader();
}

async function asking(carrel: CarrelPage, inspector: Inspector) {
  await carrel.showAnswers();
  await inspector.look('nothing asked');
  await expect(await carrel.ask('Which law governs the lease?')).toContainText('laws of Finland');
  await inspector.look('answered');
  await expect(await carrel.ask('What is the boiling point of tungsten?')).toContainText(/not in your documents/i);
  await inspector.look('not in the documents');
}

async function overlays(carrel: CarrelPage, inspector: Inspector) {
  const { page } = carrel;
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await inspector.look('commands');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Find' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await inspector.look('keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sealed' }).click();
  await inspector.look('seal');
  await page.keyboard.press('Escape');
  await carrel.showLibrary();
  await carrel.document('House rules.docx').getByRole('button', { name: /^Remove/ }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await inspector.look('removed, with undo');
}
