import { fixture, marksIn, sample, SAMPLES, text } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';

test('the sample documents are one click away, and are ready', async ({ carrel }) => {
  await carrel.page.getByRole('button', { name: /sample documents/i }).click();
  for (const name of SAMPLES) await expect(carrel.document(name)).toBeVisible();
  await carrel.ready();
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(SAMPLES.length);
});

test('dropped files of every format are found by word and open at the marked words', async ({ carrel }) => {
  await carrel.drop(...SAMPLES.map(sample));
  await carrel.ready();
  const cases = [
    ['inflammable goods', 'Lease of the reading room.pdf', 'inflammable'],
    ['refrigerator', 'House rules.docx', 'refrigerator'],
    ['season carrel', 'Opening a carrel.md', 'season'],
    ['Nordlift', 'Letter to the trustees.txt', 'Nordlift'],
    ['railway station', 'The borrowed umbrella.html', 'railway'],
  ] as const;
  for (const [words, name, marked] of cases) {
    await carrel.find(words);
    const hit = carrel.hits.first();
    await expect(hit).toContainText(name);
    await expect(marksIn(hit).filter({ hasText: marked }).first()).toBeVisible();
    await hit.getByRole('link').click();
    await expect(carrel.marks.filter({ hasText: marked }).first()).toBeInViewport();
  }
});

test('a passage that shares no word with the query is found by meaning', async ({ carrel }) => {
  await carrel.drop(...SAMPLES.map(sample));
  await carrel.ready();
  await carrel.find('pets');
  await expect(carrel.hits.filter({ hasText: /dogs/i }).first()).toBeVisible();
});

test('a PDF opens on the page of the hit, and the page is drawn', async ({ carrel }) => {
  await carrel.drop(sample('Lease of the reading room.pdf'));
  await carrel.ready();
  await carrel.find('barometer');
  await expect(carrel.hits.first()).toContainText('page 3');
  await carrel.openHit();
  await expect(carrel.marks.filter({ hasText: 'barometer' }).first()).toBeInViewport();
  await carrel.pageIsDrawn();
});

test('search can be limited to one document', async ({ carrel }) => {
  await carrel.add(text('a.txt', 'A heron stood in the reeds.'), text('b.txt', 'A heron flew over the mill.'));
  await carrel.ready();
  await carrel.find('heron');
  await expect(carrel.hits).toHaveCount(2);
  await carrel.document('b.txt').getByRole('checkbox').check();
  await expect(carrel.hits).toHaveCount(1);
  await expect(carrel.hits.first()).toContainText('b.txt');
});

test('one broken file of each kind is named with its reason and hurts nobody', async ({ carrel }) => {
  const lease = sample('Lease of the reading room.pdf').bytes;
  const rules = sample('House rules.docx').bytes;
  await carrel.drop(
    { name: 'cut.pdf', bytes: lease.subarray(0, 200) },
    { name: 'cut.docx', bytes: rules.subarray(0, rules.length - 400) },
    text('blank.md', '   \n\n '),
    text('empty.txt', ''),
    text('hidden.html', '<html><head><title>x</title></head><body><script>alert(1)</script></body></html>'),
    { name: 'picture.txt', bytes: Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex') },
    fixture('only-pictures.pdf'),
    fixture('scanned-page.pdf'),
    fixture('locked.pdf'),
    text('fine.txt', 'Everything is in order here.'),
  );
  await carrel.ready();
  await expect(carrel.document('cut.pdf')).toContainText(/damaged/i);
  await expect(carrel.document('cut.docx')).toContainText(/damaged/i);
  await expect(carrel.document('blank.md')).toContainText(/no text/i);
  await expect(carrel.library.getByRole('listitem').filter({ hasText: 'empty.txt' })).toContainText(/empty/i);
  await expect(carrel.document('hidden.html')).toContainText(/no text/i);
  await expect(carrel.library.getByRole('listitem').filter({ hasText: 'picture.txt' })).toContainText(/not supported|PNG/i);
  await expect(carrel.document('only-pictures.pdf')).toContainText(/no text/i);
  await expect(carrel.document('scanned-page.pdf')).toContainText(/no text found on page 2/i);
  await expect(carrel.document('locked.pdf')).toContainText(/password|locked/i);
  await carrel.find('everything in order');
  await expect(carrel.hits.first()).toContainText('fine.txt');
});

test('a locked PDF opens with its password', async ({ carrel }) => {
  await carrel.add(fixture('locked.pdf'));
  const item = carrel.document('locked.pdf');
  await item.getByLabel(/password/i).fill('wrong');
  await item.getByRole('button', { name: /unlock/i }).click();
  await expect(item).toContainText(/did not open/i);
  await item.getByLabel(/password/i).fill('umbrella');
  await item.getByRole('button', { name: /unlock/i }).click();
  await carrel.ready();
  await carrel.find('barometer');
  await expect(carrel.hits.first()).toContainText('locked.pdf');
});
