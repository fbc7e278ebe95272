/** Waits until Carrel has everything it needs to run without a network. */
import { expect, type Page } from '@playwright/test';
import { listedFiles } from './built-files.ts';

/** Every file is in the browser's own storage when this resolves; the large runtimes only when they are asked for. */
export async function everythingIsKept(page: Page, { runtimes = false } = {}): Promise<void> {
  const wanted = [...listedFiles().values()].filter(({ keep }) => runtimes || keep !== 'on-use').length;
  const kept = () =>
    page.evaluate(async () => {
      const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return caught.flat().length;
    });
  await expect.poll(kept, { timeout: 30_000 }).toBe(wanted);
}
