/** Changing the model for searching, in a person's words, and the index versions as they lie on the disk. */
import { isDeepStrictEqual } from 'node:util';
import { expect, type Locator, type Page } from '@playwright/test';
import type { SearchResult } from '../src/contract/search.ts';
import { CarrelPage } from './carrel-page.ts';
import { installEar, type Heard } from './versions-ear.ts';

/** Asked of both indexes. */
export const QUERIES = ['Which law governs the agreement?', 'cancel the subscription in writing', 'snow and the river in spring', 'who pays when the roof leaks', 'lamps', 'a lease that ends'];

/** What is stored of index versions. */
export interface StoredIndex {
  pointers: Record<string, string>;
  versions: Record<string, { passages?: number; verified?: { recall: number } }>;
  /** By space: how many vectors, how many bytes, and one digest of all of them with their keys and stamps. */
  spaces: Record<string, { passages: number; bytes: number; digest: string }>;
}

/** A hit by what it is and what it is worth. */
export interface Ranked {
  range: string;
  scores: object;
}

export const ranking = ({ hits }: SearchResult): Ranked[] => hits.map(({ passage: { range }, scores }) => ({ range: `${range.documentId} ${range.start}-${range.end}`, scores }));

/** Making an index of thousands of passages on a slow machine takes a while. */
const MAKING_MS = 120_000;

export class VersionsPage extends CarrelPage {
  readonly chip: Locator;
  readonly panel: Locator;
  readonly inUse: Locator;
  readonly making: Locator;
  readonly kept: Locator;
  readonly others: Locator;

  constructor(page: Page) {
    super(page);
    this.chip = page.getByTitle('Model for searching');
    this.panel = page.getByRole('dialog', { name: 'Model for searching' });
    const section = (name: string) => this.panel.getByRole('region', { name, exact: true });
    this.inUse = section('In use');
    this.making = section('New index');
    this.kept = section('Kept from before');
    this.others = section('Other models');
  }

  /** Before the page is opened. */
  async listen() {
    await this.page.addInitScript(installEar);
  }

  async showPanel() {
    if (!(await this.panel.isVisible())) await this.chip.click();
    await this.panel.waitFor();
  }

  async hidePanel() {
    if (await this.panel.isVisible()) await this.panel.getByRole('button', { name: 'Close' }).click();
  }

  /** Opens a model of the list, chooses how many numbers are kept, and presses its button. */
  async use(model: string, numbers?: number) {
    await this.showPanel();
    const item = this.others.getByRole('listitem').filter({ hasText: model });
    const name = item.getByRole('button', { name: model }).first();
    if ((await name.getAttribute('aria-expanded')) !== 'true') await name.click();
    if (numbers !== undefined) await item.getByRole('radio', { name: new RegExp(`^${numbers} numbers`) }).check();
    await item.getByRole('button', { name: `Use ${model}` }).click();
  }

  /** Buttons of an index on its way move with the words above them: on a slow machine they never stand still from one picture to the next. */
  press(label: string | RegExp) {
    return this.panel.getByRole('button', { name: label }).click({ force: true });
  }

  /** The newest state of index versions that the page was told. */
  versions(): Promise<Heard | undefined> {
    return this.page.evaluate(() => window.ear.heard.findLast(({ versions }) => versions));
  }

  /** Waits until every passage can be found by meaning. @param least passages there must be */
  async isWhole(least: number) {
    const whole = async () => {
      const { done = 0, of = 0 } = (await this.versions())?.versions?.active ?? {};
      return of >= least && done === of;
    };
    await expect.poll(whole, { timeout: MAKING_MS }).toBe(true);
    await this.ready();
  }

  /** Waits until that model answers and nothing is being made any more. */
  async answersWith(modelId: string, dimensions: number) {
    const now = async () => {
      const { active, building } = (await this.versions())?.versions ?? {};
      return [active?.modelId, active?.dimensions, building?.status, building?.status === 'failed' && building.problem];
    };
    await expect.poll(now, { timeout: MAKING_MS }).toEqual([modelId, dimensions, undefined, false]);
  }

  /** Waits until the index on its way has come so far, in passages. */
  async hasMade(passages: number) {
    await expect.poll(async () => (await this.versions())?.versions?.building?.done ?? 0, { timeout: MAKING_MS, intervals: [20] }).toBeGreaterThanOrEqual(passages);
  }

  /** Pauses the index on its way as soon as it has come so far. The page presses the button itself: what comes from outside may come after the end. */
  async pauseAt(passages: number) {
    await this.page.evaluate((least) => new Promise<void>((resolve) => {
      const look = () => {
        const building = window.ear.heard.findLast(({ versions }) => versions)?.versions?.building;
        const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Pause');
        if (!button || !building || building.done < least) return void setTimeout(look, 5);
        button.click();
        resolve();
      };
      look();
    }), passages);
    await this.isPaused();
  }

  async isPaused() {
    await this.showPanel();
    await expect(this.making.getByRole('heading')).toContainText('Paused', { timeout: MAKING_MS });
  }

  /** A tab that crashed while a model was being loaded leaves it to the person whether that is tried again. */
  async insist() {
    const { versions, embedding } = (await this.versions()) ?? {};
    if (versions?.building?.status === 'failed') {
      await this.showPanel();
      await this.press('Try again');
    } else if (embedding?.status === 'failed') {
      await this.showPanel();
      await this.press('Try it again');
    }
  }

  async ranked(texts: readonly string[]): Promise<Ranked[][]> {
    const results = await this.page.evaluate((all) => Promise.all(all.map((text) => window.ear.search(text))), [...texts]);
    return results.map(ranking);
  }

  /** Waits until the answers are these: a tab that follows another loads the model for itself, and answers by word meanwhile. */
  async comesToAnswer(texts: readonly string[], answers: Ranked[][]) {
    const same = async () => {
      await this.insist();
      return isDeepStrictEqual(await this.ranked(texts), answers);
    };
    await expect.poll(same, { timeout: MAKING_MS }).toBe(true);
  }

  stored(): Promise<StoredIndex> {
    return this.page.evaluate(storedIndex);
  }

  /** The tab is gone at once, as when its process is killed. */
  async crash() {
    const session = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    // The answer to this never comes.
    void session.send('Page.crash').catch(() => {});
    await crashed;
    await this.page.close();
  }
}

/** Runs in the page. */
async function storedIndex(): Promise<StoredIndex> {
  const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database says nothing.'));
  });
  const db = await done(indexedDB.open('carrel'));
  const store = (name: string) => db.transaction(name).objectStore(name);
  interface Batch { space: string; id: string; firstPassage: number; stamp: string; count: number; segment: ArrayBuffer }
  const [keys, values, versions, batches] = await Promise.all([
    done(store('pointers').getAllKeys()), done(store('pointers').getAll() as IDBRequest<string[]>),
    done(store('versions').getAll() as IDBRequest<({ space: string } & StoredIndex['versions'][string])[]>), done(store('vectors').getAll() as IDBRequest<Batch[]>),
  ]);
  db.close();
  const spaces: StoredIndex['spaces'] = {};
  for (const space of new Set(batches.map((batch) => batch.space))) {
    const own = batches.filter((batch) => batch.space === space);
    const labelled = own.flatMap(({ id, firstPassage, stamp, count, segment }) => [new TextEncoder().encode(JSON.stringify([id, firstPassage, stamp, count])), new Uint8Array(segment)]);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(labelled).arrayBuffer()));
    spaces[space] = {
      passages: own.reduce((sum, { count }) => sum + count, 0),
      bytes: own.reduce((sum, { segment }) => sum + segment.byteLength, 0),
      digest: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    };
  }
  return {
    pointers: Object.fromEntries(keys.map((key, i) => [String(key), values[i] ?? ''])),
    versions: Object.fromEntries(versions.map(({ space, ...version }) => [space, version])),
    spaces,
  };
}
