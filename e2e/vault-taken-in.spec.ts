/** Models that come from no hub: a folder, an archive, Carrel's own address. The built page of models takes them in, checked like any other. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serve } from '../scripts/serve.mjs';
import type { CatalogueEntry } from '../src/contract/model.ts';
import { DIST } from './built-files.ts';
import { servedModel, weights } from './hub/hub-model.ts';
import { build, entry, expectInstalled, expectNothingInstalled, MB, sha256 } from './vault-offer.ts';
import { VaultPage } from './vault-page.ts';
import { expect, test } from './vault-test.ts';
import { zipFile } from './zip-file.ts';

test.describe.configure({ mode: 'parallel' });

const own: CatalogueEntry = { ...entry, id: 'office-model', name: 'Office model', maker: 'The office', repository: '', revision: '', builds: [{ ...build, files: ['onnx/model.onnx'] }] };

/** A model that is on no hub, with what describes it. */
function ownModel(): Record<string, Buffer> {
  const common = servedModel(entry, build, 0).files;
  return Object.fromEntries([...own.commonFiles.map((path) => [path, Buffer.from(common[path]!)] as const), ['onnx/model.onnx', weights(1 * MB, 7)]]);
}

const describedBy = (files: Record<string, Buffer>, description: unknown = own) => ({ ...files, 'carrel-model.json': Buffer.from(JSON.stringify(description)) });

function writeFolder(folder: string, files: Record<string, Buffer>): string {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

const zipped = (files: Record<string, Buffer>) => zipFile(Object.entries(files).map(([name, content]) => ({ name, content })));

test('a model is taken in from a folder and from an archive, and nobody is asked for anything', async ({ hub, vault, folder }) => {
  const files = ownModel();
  const model = vault.model(own.name);
  await vault.addFolder(writeFolder(join(folder, 'office'), describedBy(files)));
  await expect(vault.outcome).toContainText('“office” was checked and added: Office model.');
  await expectInstalled(vault, model, files, own.id);
  expect((await vault.installed(own.id)).record.source).toBe('folder');

  await model.press('Delete');
  await vault.answer('Delete');
  await expect(model.item).toHaveCount(0);
  await vault.addArchive('office.zip', zipped(describedBy(files)));
  await expect(vault.outcome).toContainText('“office.zip” was checked and added: Office model.');
  await expectInstalled(vault, model, files, own.id);
  expect(hub.requests).toEqual([]);
});

test('the files of a model that Carrel lists are taken in without the network', async ({ hub, vault, folder }) => {
  const { files } = servedModel(entry, build, 1 * MB);
  await vault.addFolder(writeFolder(join(folder, 'all-MiniLM-L6-v2'), describedBy(files as Record<string, Buffer>, entry)));
  await expectInstalled(vault, vault.model(entry.name), files as Record<string, Buffer>);
  expect(hub.requests).toEqual([]);
});

test('a folder that lacks files, one that is no model, and a damaged archive are refused by name', async ({ vault, folder }) => {
  const { 'tokenizer.json': _, ...lacking } = ownModel();
  await vault.addFolder(writeFolder(join(folder, 'office'), describedBy(lacking)));
  await expect(vault.outcome).toContainText('“office” lacks “tokenizer.json”. Nothing was installed.');
  await vault.addFolder(writeFolder(join(folder, 'holiday'), { 'beach.jpg': Buffer.from('sand') }));
  await expect(vault.outcome).toContainText('“holiday” is not a model that Carrel knows.');
  await vault.addArchive('cut.zip', zipped(describedBy(ownModel())).subarray(0, 500_000));
  await expect(vault.outcome).toContainText('“cut.zip”');
  await expect(vault.outcome).not.toContainText('was checked and added');
  await expectNothingInstalled(vault);
  expect(Object.keys(await vault.files())).toEqual([]);
});

test('a model that Carrel’s own address offers is listed, downloaded from there, and checked', async ({ hub, context, folder }) => {
  const files = ownModel();
  cpSync(DIST, folder, { recursive: true });
  const digests = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, sha256(bytes)]));
  writeFolder(join(folder, 'models', own.id), describedBy(files, { ...own, digests }));
  writeFileSync(join(folder, 'models', 'hosted.json'), JSON.stringify([{ id: own.id }]));
  const office = await serve({ root: folder });
  try {
    const vault = new VaultPage(await context.newPage());
    await vault.open(office.url);
    const model = vault.model(own.name);
    await expect(model.item).toContainText('From your own address');
    writeFolder(join(folder, 'models', own.id), { 'config.json': Buffer.from('{}') });
    await model.press('Download');
    await expect(model.item).toContainText('“config.json” arrived whole, but is not the file');
    await expectNothingInstalled(vault);
    writeFolder(join(folder, 'models', own.id), { 'config.json': files['config.json']! });
    await model.press('Try again');
    await expectInstalled(vault, model, files, own.id);
    expect(hub.requests).toEqual([]);
  } finally {
    await office.close();
  }
});
