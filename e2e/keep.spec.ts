import { CarrelPage, sample, SAMPLES, text } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';
import { everythingStored } from './everything-stored.ts';

test('everything is as it was after a reload', async ({ carrel }) => {
  await carrel.drop(...SAMPLES.map(sample));
  await carrel.ready();
  await carrel.open();
  for (const name of SAMPLES) await expect(carrel.document(name)).toBeVisible();
  await carrel.ready();
  await carrel.find('Nordlift');
  await expect(carrel.hits.first()).toContainText('Letter to the trustees.txt');
});

test('a tab closed in the middle of reading goes on where it stopped', async ({ carrel }) => {
  const files = Array.from({ length: 30 }, (_, i) => text(`note-${i}.txt`, `Note ${i}. The keyword is marker${i}.\n\n${'Filler sentence about nothing. '.repeat(4_000)}`));
  await carrel.add(...files);
  await expect(carrel.document('note-29.txt')).toBeVisible();
  // Closed while most of it is still unread.
  await carrel.open();
  await expect(carrel.document('note-29.txt')).toBeVisible();
  await carrel.ready(60_000);
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(30);
  await carrel.find('marker29');
  await expect(carrel.hits.first()).toContainText('note-29.txt');
});

test('the same file twice changes nothing', async ({ carrel }) => {
  await carrel.add(sample('House rules.docx'));
  await carrel.ready();
  await carrel.add(sample('House rules.docx'));
  await carrel.ready();
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(1);
});

test('a removed document can be brought back, and otherwise leaves nothing behind', async ({ carrel }) => {
  await carrel.add(text('secret.txt', 'The password of the old lighthouse is porcupine.'));
  await carrel.ready();
  await carrel.document('secret.txt').getByRole('button', { name: /remove/i }).click();
  await expect(carrel.document('secret.txt')).toHaveCount(0);
  await carrel.page.getByRole('button', { name: /undo/i }).click();
  await carrel.find('porcupine');
  await expect(carrel.hits.first()).toContainText('secret.txt');
  await carrel.document('secret.txt').getByRole('button', { name: /remove/i }).click();
  await expect(carrel.document('secret.txt')).toHaveCount(0);
  await carrel.open();
  await expect.poll(() => carrel.page.evaluate(everythingStored)).toBe('');
});

test('cancelling while files are read leaves no trace of the cancelled one', async ({ carrel }) => {
  const big = text('big.txt', 'A long report about very little. '.repeat(300_000));
  await carrel.add(big, text('small.txt', 'A short note about a kingfisher.'));
  const item = carrel.document('big.txt');
  await item.getByRole('button', { name: /cancel/i }).click();
  await expect(item).toHaveCount(0);
  await carrel.ready();
  await carrel.find('kingfisher');
  await expect(carrel.hits.first()).toContainText('small.txt');
});

test('two tabs: one writes, the other searches and adds through it, and takes over when it closes', async ({ carrel, context }) => {
  await carrel.add(text('first.txt', 'The first tab brought a pelican.'));
  await carrel.ready();
  const second = new CarrelPage(await context.newPage());
  await second.open();
  await expect(second.document('first.txt')).toBeVisible();
  await second.find('pelican');
  await expect(second.hits.first()).toContainText('first.txt');
  await second.add(text('second.txt', 'The second tab brought a cormorant.'));
  await expect(second.document('second.txt')).toBeVisible();
  await expect(carrel.document('second.txt')).toBeVisible();
  await second.ready();
  await second.find('cormorant');
  await expect(second.hits.first()).toContainText('second.txt');
  await carrel.page.close();
  await second.add(text('third.txt', 'Alone, it brought a heron.'));
  await second.ready();
  await second.find('heron');
  await expect(second.hits.first()).toContainText('third.txt');
});

test('a writer that does not answer is replaced, and follows when it wakes up', async ({ carrel, context }) => {
  await carrel.add(text('first.txt', 'The first tab brought a pelican.'));
  await carrel.ready();
  const second = new CarrelPage(await context.newPage());
  await second.open();
  await expect(second.document('first.txt')).toBeVisible();
  const writer = carrel.page.workers().find((worker) => worker.url().includes('library.worker'))!;
  // Longer than a tab waits for the writer to answer, before it takes the writing over.
  const asleep = writer.evaluate(() => {
    for (const end = Date.now() + 14_000; Date.now() < end; );
  });
  await second.add(text('second.txt', 'The second tab brought a cormorant.'));
  await second.ready();
  await second.find('cormorant');
  await expect(second.hits.first()).toContainText('second.txt');
  expect(await Promise.race([asleep.then(() => 'awake'), 'asleep']), 'the first tab was asleep all the while').toBe('asleep');
  await asleep;
  await expect(carrel.document('second.txt')).toBeVisible();
  await carrel.add(text('third.txt', 'Awake again, the first tab brought a heron.'));
  await second.ready();
  await second.find('heron');
  await expect(second.hits.first()).toContainText('third.txt');
});

test('a library that the browser removed is said to be gone, not greeted as new', async ({ carrel }) => {
  await carrel.add(text('a.txt', 'Some words.'));
  await carrel.ready();
  await carrel.page.goto('about:blank');
  const session = await carrel.page.context().newCDPSession(carrel.page);
  const origin = new URL(test.info().project.use.baseURL ?? '').origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,file_systems' });
  await carrel.open();
  await expect(carrel.page.getByText(/removed/i).first()).toBeVisible();
});

test('a library whose database was lost is made again from the originals', async ({ carrel }) => {
  await carrel.add(sample('House rules.docx'));
  await carrel.ready();
  await carrel.page.goto('about:blank');
  const session = await carrel.page.context().newCDPSession(carrel.page);
  const origin = new URL(test.info().project.use.baseURL ?? '').origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await carrel.open();
  await expect(carrel.document('House rules.docx')).toBeVisible();
  await carrel.ready();
  await carrel.find('refrigerator');
  await expect(carrel.hits.first()).toContainText('House rules.docx');
});
