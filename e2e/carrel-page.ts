/** What a person does in Carrel, in their words. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

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
    // What is still being stored would be lost with the tab.
    await this.documents.getByText('Storing', { exact: true }).first().waitFor({ state: 'hidden' });
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

  /** On a narrow screen the library is behind a button. */
  async showLibrary() {
    const open = this.page.getByRole('button', { name: 'Open the library' });
    if (await open.isVisible()) await open.click();
    await expect(this.library.getByText(/^\d+ documents?$|^No documents$/).or(this.documents).first()).toBeVisible();
  }

  async hideLibrary() {
    const close = this.page.getByRole('button', { name: 'Close the library' });
    if (await close.isVisible()) await close.click();
    await expect(close).toBeHidden();
  }

  async closeReader() {
    await this.reader.getByRole('button', { name: 'Close the reader' }).click();
    await expect(this.reader).toHaveCount(0);
  }

  /** Opens a result in the reader. */
  async openHit(index = 0) {
    await this.hits.nth(index).getByRole('link').click();
    await this.reader.waitFor();
  }

  /** Waits until the PDF page in view has ink on it. A sheet that was not drawn yet is blank. */
  async pageIsDrawn() {
    await this.page.waitForFunction(() => {
      const seen = (canvas: HTMLCanvasElement) => {
        const { top, bottom } = canvas.getBoundingClientRect();
        return top < innerHeight && bottom > 0 && canvas.width > 300;
      };
      return [...document.querySelectorAll<HTMLCanvasElement>('[aria-label="Reader"] canvas')].filter(seen).some((canvas) => {
        const small = new OffscreenCanvas(60, 80).getContext('2d')!;
        small.drawImage(canvas, 0, 0, 60, 80);
        const { data } = small.getImageData(0, 0, 60, 80);
        return data.some((value, index) => index % 4 < 3 && data[index - (index % 4) + 3]! > 200 && value < 200);
      });
    }, undefined, { timeout: READING_MS });
  }

  async showAnswers() {
    await this.page.getByRole('tab', { name: 'Ask' }).click();
  }

  async ask(question: string): Promise<Locator> {
    await this.showAnswers();
    const before = await this.answers.count();
    await this.page.getByRole('textbox', { name: 'Ask a question' }).fill(question);
    await this.page.getByRole('button', { name: 'Ask', exact: true }).click();
    const answer = this.answers.nth(before);
    await answer.waitFor();
    return answer;
  }
}
