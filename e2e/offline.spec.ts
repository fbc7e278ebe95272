/** After one visit Carrel needs no network and no server: not to open, not to read, not to search, not to answer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../scripts/serve.mjs';
import { CarrelPage, marksIn, sample, SAMPLES } from './carrel-page.ts';
import { everythingIsKept } from './everything-kept.ts';
import { expect, test } from './sealed-test.ts';
import { tiny, writeTinyModel } from './tiny-model.ts';
import { VersionsPage } from './versions-page.ts';

test('with the server gone, documents are added, searched, asked, opened and kept', async ({ page, strays }) => {
  test.setTimeout(120_000);
  const host = await serve();
  strays.allow(host.url);
  const carrel = new CarrelPage(page);
  await carrel.open(host.url);
  await everythingIsKept(page);
  await host.close();

  await carrel.open(host.url);
  await carrel.drop(...SAMPLES.map(sample));
  await carrel.ready();
  await everythingWorks(carrel);

  await carrel.open(host.url);
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(SAMPLES.length);
  await carrel.ready();
  await carrel.showAnswers();
  await expect(carrel.answers.first()).toContainText('This lease is governed by the laws of Finland.');
  await everythingWorks(carrel);
});

test('a model that was taken in and never used works when the server is gone', async ({ page, strays }) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'carrel-offline-'));
  writeTinyModel(join(folder, 'tiny'));
  const host = await serve();
  strays.allow(host.url);
  const carrel = new VersionsPage(page);
  await carrel.listen();
  await carrel.open(host.url);
  await carrel.drop(...SAMPLES.map(sample));
  await carrel.ready();
  await everythingIsKept(page);
  await page.goto(`${host.url}models.html`);
  await page.getByLabel('Add a model folder').setInputFiles(join(folder, 'tiny'));
  await expect(page.getByRole('link', { name: `Use it for searching: ${tiny.name}` })).toBeVisible();
  await everythingIsKept(page, { runtimes: true });
  await host.close();

  await carrel.open(host.url);
  await carrel.use(tiny.name);
  await carrel.answersWith(tiny.id, tiny.embedding.dimensions);
  rmSync(folder, { recursive: true, force: true });
});

async function everythingWorks(carrel: CarrelPage) {
  await carrel.find('Nordlift');
  await expect(carrel.hits.first()).toContainText('Letter to the trustees.txt');
  await carrel.find('how much is the monthly rent');
  await expect(carrel.hits.filter({ hasText: /by meaning|and meaning/ }).first()).toContainText('Rent and deposit');
  await carrel.find('inflammable goods');
  await expect(marksIn(carrel.hits.first()).first()).toBeVisible();
  await carrel.openHit();
  await expect(carrel.marks.filter({ hasText: 'inflammable' }).first()).toBeInViewport();
  await carrel.pageIsDrawn();
  const answer = await carrel.ask('Which law governs the lease?');
  await expect(answer).toContainText('This lease is governed by the laws of Finland.');
}
