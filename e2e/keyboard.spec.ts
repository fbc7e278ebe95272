/** All of Carrel by keyboard alone: the keyboard is always somewhere, and one can see where. */
import type { Locator } from '@playwright/test';
import type { CarrelPage } from './carrel-page.ts';
import { sample, SAMPLES } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';

/** More presses of Tab than there are places to stop at. */
const MOST_TABS = 60;

/** Runs in the page. What has the keyboard; an empty string when nothing has it, or when one cannot see what. */
function placeOfFocus(): string {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  const drawsLine = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
  // The line may be drawn by the element, by what lies over it, or by the box around it.
  const hasLine = () => {
    const around = [element, element.parentElement, element.parentElement?.parentElement].filter((each) => each instanceof Element);
    const styles = [...around.map((each) => getComputedStyle(each)), getComputedStyle(element, '::before'), getComputedStyle(element, '::after')];
    return styles.some(drawsLine);
  };
  // In a text field the caret shows the place; quoted words are marked already.
  const showsItself = () => element.matches('input:not([type=file], [type=checkbox]), mark');
  const isInView = () => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && left < innerWidth && top < innerHeight && right > 0 && bottom > 0;
  };
  return isInView() && (showsItself() || hasLine()) ? element.outerHTML.slice(0, 100) : '';
}

const where = (carrel: CarrelPage) => carrel.page.evaluate(placeOfFocus);

/** The keyboard settles after the page has changed, so it is asked for more than once. */
async function canBeSeen(carrel: CarrelPage, after: string) {
  await expect.poll(() => where(carrel), `the keyboard is somewhere in view after: ${after}`).not.toBe('');
}

async function press(carrel: CarrelPage, key: string) {
  await carrel.page.keyboard.press(key);
  await canBeSeen(carrel, key);
}

/** Tab, until the keyboard is on `target`; every stop on the way can be seen. */
async function tabTo(carrel: CarrelPage, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await target.waitFor();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < MOST_TABS && !(await isThere()); presses += 1) await press(carrel, key);
  await expect(target).toBeFocused();
}

const readerHasKeyboard = (carrel: CarrelPage) =>
  expect.poll(() => carrel.reader.evaluate((reader) => reader.contains(document.activeElement)), 'the keyboard is in the reader').toBe(true);

async function fill(carrel: CarrelPage) {
  await carrel.add(...SAMPLES.map(sample));
  await carrel.ready();
}

test('documents can be added, found, opened and left again', async ({ carrel, page }) => {
  await tabTo(carrel, page.getByLabel('Add documents').first());
  await fill(carrel);

  await press(carrel, '/');
  const field = page.getByRole('searchbox', { name: 'Search' });
  await expect(field).toBeFocused();
  await page.keyboard.type('library');
  await expect(carrel.hits.nth(1)).toBeVisible();
  await expect(page.getByText(/by word and meaning/).first()).toBeVisible();

  const [first, second] = [carrel.hits.nth(0).getByRole('link'), carrel.hits.nth(1).getByRole('link')];
  await press(carrel, 'ArrowDown');
  await expect(first).toBeFocused();
  await press(carrel, 'ArrowDown');
  await expect(second).toBeFocused();
  await press(carrel, 'ArrowUp');
  await expect(first).toBeFocused();
  await press(carrel, 'ArrowUp');
  await expect(field).toBeFocused();
  await press(carrel, 'ArrowDown');

  await press(carrel, 'Enter');
  await expect(carrel.marks.first()).toBeInViewport();
  await readerHasKeyboard(carrel);
  await press(carrel, 'Escape');
  await expect(first).toBeFocused();
  await press(carrel, 'Escape');
  await expect(field).toBeFocused();
});

test('a question can be asked and its citation followed', async ({ carrel, page }) => {
  await fill(carrel);
  await tabTo(carrel, page.getByRole('tab', { name: 'Find' }));
  await press(carrel, 'ArrowRight');
  await expect(page.getByRole('tab', { name: 'Ask' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Ask' })).toHaveAttribute('aria-selected', 'true');
  await tabTo(carrel, page.getByRole('textbox', { name: 'Ask a question' }));
  await page.keyboard.type('Which law governs the lease?');
  await press(carrel, 'Enter');
  const citation = carrel.answers.first().getByRole('link', { name: /Lease of the reading room\.pdf/ }).first();
  await tabTo(carrel, citation);
  await press(carrel, 'Enter');
  await expect(carrel.marks.filter({ hasText: 'governed' }).first()).toBeInViewport();
  await readerHasKeyboard(carrel);
  await press(carrel, 'Escape');
  await expect(citation).toBeFocused();
});

test('a document can be removed and brought back', async ({ carrel, page }) => {
  await fill(carrel);
  await tabTo(carrel, page.getByRole('button', { name: 'Remove House rules.docx' }));
  await press(carrel, 'Enter');
  await expect(carrel.document('House rules.docx')).toHaveCount(0);
  await canBeSeen(carrel, 'removing a document');
  await tabTo(carrel, page.getByRole('button', { name: 'Undo' }));
  await press(carrel, 'Enter');
  await expect(carrel.document('House rules.docx')).toBeVisible();
  await canBeSeen(carrel, 'undoing it');
});

test('commands open a document by name, and dialogs give the keyboard back', async ({ carrel, page }) => {
  await fill(carrel);
  await press(carrel, '/');
  await press(carrel, 'Control+k');
  await expect(page.getByRole('combobox', { name: 'Command or document' })).toBeFocused();
  await press(carrel, 'Escape');
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused();

  await press(carrel, 'Control+k');
  await page.keyboard.type('umbrella');
  await press(carrel, 'Enter');
  await expect(carrel.reader.getByRole('heading', { name: 'The borrowed umbrella.html' })).toBeVisible();
  await readerHasKeyboard(carrel);

  await press(carrel, '?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await press(carrel, 'Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
  await readerHasKeyboard(carrel);

  await tabTo(carrel, carrel.reader.getByRole('button', { name: 'Close the reader' }), 'Shift+Tab');
  await press(carrel, 'Enter');
  await expect(carrel.reader).toBeHidden();
  await canBeSeen(carrel, 'closing the reader');
});

test('on a phone, the library and the reader cover the rest and give the keyboard back', async ({ carrel, page }) => {
  await fill(carrel);
  await page.setViewportSize({ width: 390, height: 800 });
  const open = page.getByRole('button', { name: 'Open the library' });
  await tabTo(carrel, open);
  await press(carrel, 'Enter');
  await expect(carrel.document('House rules.docx')).toBeInViewport();
  await canBeSeen(carrel, 'opening the library');
  await tabTo(carrel, page.getByRole('button', { name: 'House rules.docx', exact: true }));
  await press(carrel, 'Enter');
  await readerHasKeyboard(carrel);
  await press(carrel, 'Escape');
  await expect(carrel.reader).toBeHidden();
  await canBeSeen(carrel, 'closing the reader');
  await tabTo(carrel, open, 'Shift+Tab');
  await press(carrel, 'Enter');
  await press(carrel, 'Escape');
  await expect(open).toBeFocused();
});
