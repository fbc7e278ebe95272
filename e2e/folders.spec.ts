/** Whole folders, chosen or dropped: every document in them, at any depth, and nothing that systems leave lying about. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CarrelPage } from './carrel-page.ts';
import { expect, test } from './carrel-test.ts';

const PAPERS: Record<string, string> = {
  'one.txt': 'The heron waits in the reeds.',
  'letters/two.md': '# Two\n\nThe kingfisher dives at noon.',
  'letters/old/three.html': '<h1>Three</h1><p>The bittern booms at dusk.</p>',
  'letters/old/deep/er/notes.txt': 'The first notes are about a grebe.',
  'minutes/notes.txt': 'The second notes are about a coot.',
  'minutes/copy of one.txt': 'The heron waits in the reeds.',
  'minutes/.DS_Store': 'litter',
  'minutes/Thumbs.db': 'litter',
  '.git/config': 'litter',
};
/** Seven documents, of which two have the same bytes. */
const DIFFERENT_DOCUMENTS = 5;

function papers(folder: string): string {
  for (const [path, content] of Object.entries(PAPERS)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function allIsFound(carrel: CarrelPage) {
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(DIFFERENT_DOCUMENTS, { timeout: 20_000 });
  await carrel.ready();
  await expect(carrel.documents.getByRole('listitem')).toHaveCount(DIFFERENT_DOCUMENTS);
  for (const bird of ['heron', 'kingfisher', 'bittern', 'grebe', 'coot']) {
    await carrel.find(bird);
    await expect(carrel.hits.first()).toContainText(bird);
  }
  await expect(carrel.document('notes.txt')).toHaveCount(2);
  await expect(carrel.library.getByText(/litter|DS_Store|Thumbs/)).toHaveCount(0);
}

test('a chosen folder is added with everything below it', async ({ carrel }, info) => {
  await carrel.page.getByLabel('Add folder').setInputFiles(papers(info.outputPath('papers')));
  await allIsFound(carrel);
});

test('a folder dropped on the page is added with everything below it', async ({ carrel }, info) => {
  const session = await carrel.page.context().newCDPSession(carrel.page);
  const files = [papers(info.outputPath('papers'))];
  // A drag that comes from outside the browser, as from a file manager: the only kind that carries folders.
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data: { items: [], files, dragOperationsMask: 1 } });
  }
  await allIsFound(carrel);
});
