/** What a person does in Carrel, in their words. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';

export interface DroppedFile {
  name: string;
  bytes: Buffer;
}

const file = (folder: string) => (name: string): DroppedFile => ({
  name: basename(name),
  bytes: readFileSync(new URL(`${folder}${name}`, import.meta.url)),
});
/** A sample document that comes with Carrel. */
export const sample = file('../public/samples/');
/** A document made for the tests. */
export const fixture = file('documents/');
export const text = (name: string, content: string): DroppedFile => ({ name, bytes: Buffer.from(content) });

export const SAMPLES = ['Lease of the reading room.pdf', 'House rules.docx', 'Opening a carrel.md', 'Letter to the trustees.txt', 'The borrowed umbrella.html'];

/** Marked words. Playwright's types know no role `mark`. */
export const marksIn = (place: Locator): Locator => place.locator('mark, [role="mark"]');

/** Reading and indexing real files on a slow machine takes a while. */
const READING_MS = 30_000;

export class CarrelPage {
  readonly library: Locator;
  readonly documents: Locator;
  readonly reader: Locator;
  readonly marks: Locator;
  readonly results: Locator;
  readonly hits: Locator;
  readonly answers: Locator;

  constructor(readonly page: Page) {
    this.library = page.getByRole('region', { name: 'Library' });
    this.documents = this.library.getByRole('list', { name: 'Documents' });
    this.reader = page.getByRole('region', { name: 'Reader' });
    this.marks = marksIn(this.reader);
    this.results = page.getByRole('list', { name: 'Results' });
    this.hits = this.results.getByRole('listitem');
    this.answers = page.getByRole('article', { name: 'Answer' });
  }

  async open(path = './') {
    await this.page.goto(path);
    await this.library.waitFor();
  }

  document(name: string): Locator {
    return this.documents.getByRole('listitem', { name, exact: true });
  }

  /** Picks files with the file button, and waits until each is listed. */
  async add(...files: DroppedFile[]) {
    await this.page
      .getByLabel('Add documents')
      .first()
      .setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: '', buffer: bytes })));
    await this.listed(files);
  }

  private async listed(files: DroppedFile[]) {
    for (const { name } of files) await this.library.getByRole('listitem').filter({ hasText: name }).first().waitFor();
  }

  /** A real drop event with real files, not a call into the app. */
  async drop(...files: DroppedFile[]) {
    const transfer = await this.page.evaluateHandle((list) => {
      const made = new DataTransfer();
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        made.items.add(new File([bytes], name));
      }
      return made;
    }, files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })));
    const target = this.page.getByRole('main');
    await target.dispatchEvent('dragenter', { dataTransfer: transfer });
    await target.dispatchEvent('dragover', { dataTransfer: transfer });
    await target.dispatchEvent('drop', { dataTransfer: transfer });
    await this.listed(files);
  }

  /** Waits until nothing is being worked on. */
  async ready(timeout = READING_MS) {
    await this.page.getByRole('status').filter({ hasText: /^Ready/ }).first().waitFor({ timeout });
  }

  async find(words: string) {
    await this.page.getByRole('tab', { name: 'Find' }).click();
    await this.page.getByRole('searchbox', { name: 'Search' }).fill(words);
  }

  async ask(question: string): Promise<Locator> {
    await this.page.getByRole('tab', { name: 'Ask' }).click();
    const before = await this.answers.count();
    await this.page.getByRole('textbox', { name: 'Ask a question' }).fill(question);
    await this.page.getByRole('button', { name: 'Ask', exact: true }).click();
    const answer = this.answers.nth(before);
    await answer.waitFor();
    return answer;
  }
}
