/** Documents and names from strangers: they are shown as what they are, do nothing, and stop nobody. */
import { fixture, sample, text } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';
import { everythingStored } from './everything-stored.ts';
import { wordDocument } from './zip-file.ts';

const NAMES = [
  '__proto__.txt',
  '__proto__',
  'constructor.txt',
  '<img src=x onerror=window.hacked=1>.txt',
  '"><script>window.hacked=1</script>.md',
  `${'a very long name without any end '.repeat(7)}.txt`,
  `${'W'.repeat(230)}.txt`,
  'invoice\u202Etxt.exe.txt',
  '  spaces   and\ttabs .txt',
];

test('names are words and nothing more', async ({ carrel, page }) => {
  await page
    .getByLabel('Add documents')
    .first()
    .setInputFiles(NAMES.map((name, index) => ({ name, mimeType: '', buffer: Buffer.from(`The keyword of this one is marker${index}.`) })));
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(NAMES.length);
  await carrel.ready();
  for (const [index] of NAMES.entries()) {
    await carrel.find(`marker${index}`);
    // The others say nearly the same, and may follow it by meaning.
    await expect(carrel.hits.first()).toContainText(`marker${index}.`);
    await carrel.openHit();
    await expect(carrel.marks.first()).toContainText(`marker${index}`);
  }
  const answer = await carrel.ask('What is the keyword, marker3?');
  await expect(answer).toContainText('marker3');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await carrel.documents.evaluate((list) => list.parentElement!.scrollWidth - list.parentElement!.clientWidth)).toBeLessThanOrEqual(0);

  await carrel.open();
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(NAMES.length);
  await carrel.ready();
  await carrel.find('marker0');
  await expect(carrel.hits.first()).toContainText('__proto__.txt');
});

test('documents are shown inert: no script runs, nothing is fetched', async ({ carrel }) => {
  await carrel.drop(
    text('trap.html', '<h1>Trap</h1><p>Bait words <img src="https://example.invalid/x.png" onerror="window.hacked=1"><a href="javascript:window.hacked=1">press</a></p><script>window.hacked=1</script><iframe src="https://example.invalid/"></iframe><meta http-equiv="refresh" content="0;url=https://example.invalid/">'),
    text('trap.md', '# Trap two\n\nBait again ![x](https://example.invalid/y.png) <img src=x onerror="window.hacked=1"> [press](javascript:window.hacked=1)'),
    { name: 'trap.docx', bytes: wordDocument('<w:p><w:r><w:t>Bait thirdly &lt;img src="https://example.invalid/z.png" onerror="window.hacked=1"&gt;</w:t></w:r></w:p>') },
  );
  await carrel.ready();
  for (const words of ['bait words', 'bait again', 'bait thirdly']) {
    await carrel.find(words);
    await carrel.openHit();
    await expect(carrel.marks.first()).toBeVisible();
    expect(await carrel.reader.locator('a[href^="javascript"], script, iframe, meta, img').count()).toBe(0);
  }
  expect(await carrel.page.evaluate(() => 'hacked' in window)).toBe(false);
});

/** Entities that unfold to a billion times "lol". */
const ENTITIES = `<!DOCTYPE w [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')}]>`;

test('archives made to burst are refused in words, whatever they claim, while their neighbour becomes ready', async ({ carrel }) => {
  const huge = `<w:p><w:r><w:t>${'burst '.repeat(12_000_000)}</w:t></w:r></w:p>`;
  const began = Date.now();
  await carrel.drop(
    { name: 'bomb.docx', bytes: wordDocument(huge) },
    { name: 'lying bomb.docx', bytes: wordDocument(huge, { claimedSize: 1_000 }) },
    { name: 'entities.docx', bytes: wordDocument('<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>', { dtd: ENTITIES }) },
    text('neighbour.txt', 'A wren lives next door.'),
  );
  await carrel.ready();
  expect(Date.now() - began, 'a bomb must not hold up the others').toBeLessThan(25_000);
  await expect(carrel.document('bomb.docx')).toContainText(/limit/i);
  await expect(carrel.document('lying bomb.docx')).toContainText(/limit|damaged/i);
  await expect(carrel.document('entities.docx')).toContainText(/limit|damaged/i);
  await carrel.find('wren');
  await expect(carrel.hits.first()).toContainText('neighbour.txt');
  await carrel.find('burst');
  await expect(carrel.hits).toHaveCount(0);
});

test('twenty megabytes in one line are read, found and shown at the words', async ({ carrel }) => {
  test.setTimeout(120_000);
  const line = Array.from({ length: 330_000 }, (_, i) => `Entry ${i} of the register says that nothing happened today. `).join('');
  await carrel.add(text('register.txt', `${line}The needle lies at the very end.`));
  await expect(carrel.document('register.txt')).toContainText(/Findable by word|\d words/, { timeout: 60_000 });
  await carrel.find('needle');
  await expect(carrel.hits.first()).toContainText('needle');
  await carrel.openHit();
  await expect(carrel.marks.filter({ hasText: 'needle' }).first()).toBeInViewport({ timeout: 20_000 });
});

test('a locked, an unreadable and a hostile document are removed without a trace', async ({ carrel }) => {
  await carrel.add(fixture('locked.pdf'), fixture('only-pictures.pdf'), { name: 'cut.docx', bytes: sample('House rules.docx').bytes.subarray(0, 900) });
  await carrel.ready();
  for (const name of ['locked.pdf', 'only-pictures.pdf', 'cut.docx']) {
    await carrel.document(name).getByRole('button', { name: /remove/i }).click();
    await expect(carrel.document(name)).toHaveCount(0);
  }
  await carrel.open();
  await expect.poll(() => carrel.page.evaluate(everythingStored)).toBe('');
});
