/** What goes wrong on real machines: parsers that hang or die, a full disk, a tab that crashes. Nothing is lost, and it is said in words. */
import type { Worker } from '@playwright/test';
import { CarrelPage, text } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';
import { everythingIsKept } from './everything-kept.ts';
import { everythingStored } from './everything-stored.ts';

const origin = () => new URL(test.info().project.use.baseURL ?? '').origin;
const MEGABYTE = 1_000_000;

/** The parser, once it has read its first file. From now on it never finishes reading another. */
async function stuckParser(carrel: CarrelPage): Promise<Worker> {
  await carrel.add(text('first.txt', 'A plover came before everything else.'));
  await carrel.ready();
  const parser = carrel.page.workers().find((worker) => worker.url().includes('extract.worker'));
  if (!parser) throw new Error('No parser is running.');
  await parser.evaluate(() => {
    const never = () => new Promise<never>(() => {});
    Object.assign(Blob.prototype, { arrayBuffer: never, text: never, stream: () => new ReadableStream({ pull: never }) });
  });
  return parser;
}

test('cancelling a file that hangs the parser leaves no trace and does not hurt its neighbours', async ({ carrel }) => {
  await stuckParser(carrel);
  await carrel.add(text('stuck.txt', 'These words hang the parser.'), text('neighbour.txt', 'A wren lives next door.'));
  const stuck = carrel.document('stuck.txt');
  await expect(stuck).toContainText(/Reading/);
  await stuck.getByRole('button', { name: 'Cancel stuck.txt' }).click();
  await expect(stuck).toHaveCount(0);
  await carrel.ready();
  await carrel.find('wren');
  await expect(carrel.hits.first()).toContainText('neighbour.txt');
  expect(await carrel.page.evaluate(everythingStored)).not.toContain('stuck.txt');
});

test('a parser that dies takes one file with it, which can be tried again', async ({ carrel, strays }) => {
  const parser = await stuckParser(carrel);
  await carrel.add(text('unlucky.txt', 'A dunnock hides in the hedge.'), text('neighbour.txt', 'A wren lives next door.'));
  const unlucky = carrel.document('unlucky.txt');
  await expect(unlucky).toContainText(/Reading/);
  await parser.evaluate(() => void setTimeout(() => { throw new Error('killed by the test'); }));
  await carrel.ready();
  await carrel.find('wren');
  await expect(carrel.hits.first()).toContainText('neighbour.txt');
  const again = unlucky.getByRole('button', { name: /try again/i });
  if (await again.isVisible()) await again.click();
  await carrel.ready();
  await carrel.find('dunnock');
  await expect(carrel.hits.first()).toContainText('unlucky.txt');
  strays.forgiveErrors();
});

test('a library worker that dies is said to have stopped, and everything goes on', async ({ carrel, strays, page }) => {
  await carrel.add(text('before.txt', 'A plover came before everything else.'));
  await carrel.ready();
  const worker = page.workers().find((each) => each.url().includes('library.worker'));
  await worker?.evaluate(() => void setTimeout(() => { throw new Error('killed by the test'); }));
  await expect(page.getByRole('alert')).toContainText('What was stored is safe');
  await carrel.add(text('after.txt', 'A curlew came after it.'));
  await carrel.ready();
  for (const [word, name] of [['plover', 'before.txt'], ['curlew', 'after.txt']] as const) {
    await carrel.find(word);
    await expect(carrel.hits.first()).toContainText(name);
  }
  // Those of the worker that died are not left running beside the new ones.
  const names = page.workers().map((each) => /\w+\.worker/.exec(each.url())?.[0]);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  strays.forgiveErrors();
});

/** Limits what this origin may store to what it has now and `more` bytes; `undefined` lifts the limit. */
async function limitStorage(carrel: CarrelPage, more: number | undefined) {
  const session = await carrel.page.context().newCDPSession(carrel.page);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin: origin() });
  await session.send('Storage.overrideQuotaForOrigin', { origin: origin(), ...(more === undefined ? {} : { quotaSize: Math.ceil(usage + more) }) });
}

// Chromium says it in two ways: when nothing more fits at all, and when a part of the file still fits.
for (const [amount, room] of [['hardly any room', 5_000], ['too little room', MEGABYTE]] as const) {
  test(`with ${amount} left, a document is not taken, which is said in words, and room helps`, async ({ carrel, strays }) => {
    test.setTimeout(120_000);
    await carrel.add(text('small.txt', 'A plover came before everything else.'));
    await carrel.ready();
    // The page's own files take room as well, until they are all kept.
    await everythingIsKept(carrel.page);
    const big = text('big.txt', `A bustard walks first.\n${'0123456789'.repeat(300_000)}`);
    await limitStorage(carrel, room);
    await carrel.add(big);
    const line = carrel.library.getByRole('listitem').filter({ hasText: 'big.txt' });
    await expect(line).toContainText(/no room/i, { timeout: 30_000 });
    await carrel.find('plover');
    await expect(carrel.hits.first()).toContainText('small.txt');

    await limitStorage(carrel, undefined);
    await carrel.open();
    await expect(carrel.document('small.txt')).toBeVisible();
    await carrel.ready();
    await carrel.add(big);
    await expect(carrel.document('big.txt')).toBeVisible();
    await carrel.ready();
    await carrel.find('bustard');
    await expect(carrel.hits.first()).toContainText('big.txt');
    await expect(carrel.documents.getByRole('listitem')).toHaveCount(2);
    strays.forgiveErrors();
  });
}

test('with no room at all, the library still opens and is searched', async ({ carrel, strays }) => {
  await carrel.add(text('small.txt', 'A plover came before everything else.'));
  await carrel.ready();
  await limitStorage(carrel, 0);
  await carrel.open();
  await expect(carrel.document('small.txt')).toBeVisible();
  await carrel.find('plover');
  await expect(carrel.hits.first()).toContainText('small.txt');
  await limitStorage(carrel, undefined);
  strays.forgiveErrors();
});

test('a disk that fills while documents are being indexed costs nothing but time', async ({ carrel }) => {
  await carrel.add(text('before.txt', 'A plover came before everything else.'));
  await carrel.ready();
  await setRoomForVectors(carrel, false);
  await carrel.add(text('first.txt', 'A bustard walks through the grass.'), text('second.txt', 'A dotterel runs over the hill.'));
  const [first, second] = [carrel.document('first.txt'), carrel.document('second.txt')];
  for (const item of [first, second]) await expect(item).toContainText(/no room/i);
  for (const word of ['plover', 'bustard', 'dotterel']) {
    await carrel.find(word);
    await expect(carrel.hits.first()).toContainText(word);
  }
  await setRoomForVectors(carrel, true);
  await first.getByRole('button', { name: /try again/i }).click();
  await expect(first).not.toContainText(/no room/i);
  // The other goes on by itself at the next visit.
  await carrel.open();
  await carrel.ready();
  for (const item of [first, second]) await expect(item).toContainText(/^TXT\w+\.txt\d words$/);
});

/** Chromium under test limits files but not databases, so the library's own writes are made to fail as they do on a full disk. */
async function setRoomForVectors(carrel: CarrelPage, room: boolean) {
  const worker = carrel.page.workers().find((each) => each.url().includes('library.worker'));
  await worker?.evaluate((hasRoom) => {
    const proto = IDBObjectStore.prototype as IDBObjectStore & { putForReal?: IDBObjectStore['put'] };
    const real = (proto.putForReal ??= proto.put);
    proto.put = function put(this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
      if (!hasRoom && this.name === 'vectors') throw new DOMException('No room, as the test wants it.', 'QuotaExceededError');
      return real.apply(this, args);
    };
  }, room);
}

test('a tab that crashes in the middle of reading loses no document', async ({ carrel, context }) => {
  test.setTimeout(120_000);
  const count = 20;
  await carrel.add(...Array.from({ length: count }, (_, i) => text(`note-${i}.txt`, `Note ${i}. The keyword is marker${i}.\n\n${'Filler sentence about nothing. '.repeat(6_000)}`)));
  const session = await context.newCDPSession(carrel.page);
  const crashed = carrel.page.waitForEvent('crash');
  // The answer to this never comes.
  void session.send('Page.crash').catch(() => {});
  await crashed;

  const next = new CarrelPage(await context.newPage());
  await next.open();
  await expect(next.documents.getByRole('listitem')).toHaveCount(count, { timeout: 20_000 });
  await next.ready(60_000);
  await expect(next.documents.getByRole('listitem')).toHaveCount(count);
  for (const i of [0, count - 1]) {
    await next.find(`marker${i}`);
    await expect(next.hits.first()).toContainText(`note-${i}.txt`);
  }
});
