/** A test with Carrel open, on which any request to another address fails the test. */
import { CarrelPage } from './carrel-page.ts';
import { test as sealed } from './sealed-test.ts';

export { expect } from '@playwright/test';

export const test = sealed.extend<{ carrel: CarrelPage }>({
  carrel: async ({ page }, use) => {
    const carrel = new CarrelPage(page);
    await carrel.open();
    await use(carrel);
  },
});
