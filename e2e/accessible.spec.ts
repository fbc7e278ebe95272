/** Every screen, at three widths, light and dark, against the rules of axe, and a few that axe has not. */
import { fixture, sample, SAMPLES, text, type CarrelPage } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';
import { Inspector } from './inspector.ts';

test.describe.configure({ mode: 'parallel' });
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const width of [1440, 1024, 390]) {
  test(`every screen is accessible, ${width} px wide`, async ({ carrel, page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 860 });
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
