/** Having a language model write answers, in a person's words; and what the tests do to the worker that writes. */
import { expect, type Locator, type Page, type Worker } from '@playwright/test';
import type { Answer } from '../src/contract/answer.ts';
import { CarrelPage } from './carrel-page.ts';
import { ChatPage } from './chat-page.ts';

/** Loading a model and writing with it on a slow machine take a while. */
export const WRITING_MS = 80_000;
/** The worker rests so long between any two of its tasks, so that a text takes its time on a fast machine too. Milliseconds. */
const REST_MS = 10;

export class WritingPage extends CarrelPage {
  readonly chat: ChatPage;
  /** The text as it comes. */
  readonly streamed: Locator;

  constructor(page: Page) {
    super(page);
    this.chat = new ChatPage(page);
    this.streamed = this.chat.asking.locator('[data-streaming]');
  }

  /** Takes models in from their folders, and has the last one write from now on. */
  async takeIn(folders: readonly string[], lastName: string) {
    await this.page.goto('./models.html');
    const ready = this.page.getByRole('link', { name: /^Use it for answers/ });
    for (const [i, folder] of folders.entries()) {
      // oxlint-disable no-await-in-loop -- one folder after the other
      await this.page.getByLabel('Add a model folder').setInputFiles(folder);
      await expect(ready).toHaveCount(i + 1);
      // oxlint-enable no-await-in-loop
    }
    await this.page.getByRole('link', { name: `Use it for answers: ${lastName}` }).click();
    await this.library.waitFor();
  }

  async writeWith(name: string) {
    const { answersBy } = this.chat;
    await answersBy.selectOption({ label: await answersBy.locator('option', { hasText: name }).innerText() });
  }

  /** Asks without waiting for anything. */
  async begin(question: string) {
    await this.showAnswers();
    await this.chat.field.fill(question);
    await this.page.getByRole('button', { name: 'Ask', exact: true }).click();
  }

  /** Asks, and waits for the whole answer. */
  async answerTo(question: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.begin(question);
    await this.isAnswered(before + 1);
    return this.answers.nth(before);
  }

  /** Waits until nothing is being answered and so many answers are there. */
  async isAnswered(count: number) {
    await expect(this.answers).toHaveCount(count, { timeout: WRITING_MS });
    await expect(this.chat.asking).toHaveCount(0, { timeout: WRITING_MS });
  }

  async stop() {
    // While words stream the page is drawn anew all the time: the button is not waited for to stand still.
    await this.page.getByRole('button', { name: 'Stop', exact: true }).click({ force: true });
  }

  /** Waits until so many characters of the answer on its way are on the screen. */
  async hasWritten(characters: number) {
    await this.page.waitForFunction((least) => (document.querySelector('[data-streaming]')?.textContent ?? '').length >= least, characters, { timeout: WRITING_MS, polling: 100 });
  }

  /** The worker that writes, once there is one. */
  async writer(): Promise<Worker> {
    const find = () => this.page.workers().findLast(isWriter);
    await expect.poll(() => find() !== undefined, { timeout: WRITING_MS }).toBe(true);
    return find()!;
  }

  /** Asks, and has the answer written as on a slow machine. Waits until so many characters of it are on the screen; it goes on. */
  async beginSlowly(question: string, characters: number) {
    await this.begin(question);
    await this.hasWritten(1);
    // Not before: loading would take its time as well.
    await (await this.writer()).evaluate(restOften, REST_MS);
    await this.hasWritten(characters);
  }

  /** The worker writes nothing for so long, and hears nothing. */
  async hold(milliseconds: number) {
    const writer = await this.writer();
    // Its answer comes when the time is over, or never.
    writer.evaluate((time) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, time); }, milliseconds).catch(() => {});
  }

  /** The worker ends by an error that nobody catches. */
  async endWriter() {
    const writer = await this.writer();
    const gone = writer.waitForEvent('close');
    writer.evaluate(() => { setTimeout(() => { throw new Error('ended by the test'); }); }).catch(() => {});
    await gone;
  }

  /** Answers as they are stored, oldest first. */
  stored(): Promise<Answer[]> {
    return this.page.evaluate(storedAnswers);
  }
}

const isWriter = (worker: Worker): boolean => worker.url().includes('generate.worker');

/** Runs in the worker. */
function restOften(rest: number) {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => { Atomics.wait(nothing, 0, 0, rest); });
}

/** Runs in the page. */
async function storedAnswers(): Promise<Answer[]> {
  const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database says nothing.'));
  });
  const db = await done(indexedDB.open('carrel'));
  const answers = await done(db.transaction('answers').objectStore('answers').getAll() as IDBRequest<Answer[]>);
  db.close();
  return answers.toSorted((a, b) => a.askedAt - b.askedAt);
}
