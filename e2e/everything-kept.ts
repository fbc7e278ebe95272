/** Waits until Carrel has everything it needs to run without a network. */
import { expect, type Page } from '@playwright/test';
import { listedFiles } from './built-files.ts';

/** Every file but the large runtimes is in the browser's own storage when this resolves. */
export async function everythingIsKept(page: Page): Promise<void> {
  const wanted = [...listedFiles().values()].filter(({ keep }) => keep !== 'on-use').length;
  const kept = () =>
    page.evaluate(async () => {
      const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return caught.flat().length;
    });
  await expect.poll(kept, { timeout: 30_000 }).toBe(wanted);
}
