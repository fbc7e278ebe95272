/** The page of models in a person's words, and the vault behind it as it lies on the disk. */
import type { Locator, Page } from '@playwright/test';
import type { InstalledModel } from '../src/contract/model.ts';

/** Files of the vault by their path in it, with their lengths. */
type VaultFiles = Record<string, number>;

export class VaultPage {
  /** What came of a folder or archive. */
  readonly outcome: Locator;
  readonly question: Locator;

  constructor(readonly page: Page) {
    this.outcome = page.getByRole('region', { name: 'Add a model from this computer' }).getByRole('status');
    this.question = page.getByRole('dialog');
  }

  /** @param address of Carrel, with a slash at its end; the one under test when left out */
  async open(address = './') {
    await this.page.goto(`${address}models.html`);
    await this.page.getByRole('list', { name: 'Models for searching by meaning' }).waitFor();
  }

  model(name: string): ModelOnPage {
    return new ModelOnPage(this.page, name);
  }

  /** @param path a folder, or files */
  async addFolder(path: string) {
    await this.page.getByLabel('Add a model folder').setInputFiles(path);
  }

  async addArchive(name: string, buffer: Buffer) {
    await this.page.getByLabel('Add a model archive').setInputFiles({ name, mimeType: 'application/zip', buffer });
  }

  async answer(button: string) {
    await this.question.getByRole('button', { name: button, exact: true }).click();
    await this.question.waitFor({ state: 'hidden' });
  }

  /** What is in the vault. One that is being written has no length to tell: it is listed with -1. */
  files(): Promise<VaultFiles> {
    return this.page.evaluate(async () => {
      const found: Record<string, number> = {};
      async function look(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
        for await (const [name, handle] of folder.entries()) {
          if (handle.kind === 'directory') await look(handle as FileSystemDirectoryHandle, `${path}${name}/`);
          else found[path + name] = await (handle as FileSystemFileHandle).getFile().then(({ size }) => size, () => -1);
        }
      }
      const root = await navigator.storage.getDirectory();
      await root.getDirectoryHandle('vault').then((vault) => look(vault, ''), () => {});
      return found;
    });
  }

  /** Names of everything in the vault that says "this model is here". */
  async manifests(): Promise<string[]> {
    return Object.keys(await this.files()).filter((path) => path.endsWith('/manifest.json'));
  }

  /** Lengths of the unfinished files, the longest first. */
  async unfinished(): Promise<number[]> {
    return Object.entries(await this.files()).filter(([path]) => path.endsWith('.part')).map(([, bytes]) => bytes).toSorted((a, b) => b - a);
  }

  /** Takes a file of an installed model away, as a browser in need of room would not, and a damaged disk may. */
  lose(modelId: string, path: string) {
    return this.page.evaluate(async ([id, wanted]) => {
      const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle('vault');
      const files = await (await vault.getDirectoryHandle(id)).getDirectoryHandle('files');
      for await (const name of files.keys()) if (name.startsWith(`${wanted}@`)) await files.removeEntry(name);
    }, [modelId, path] as const);
  }

  /** The record of an installed model, with the digest of each of its files as they are on the disk now. */
  installed(modelId: string): Promise<{ record: InstalledModel; onDisk: Record<string, string> }> {
    return this.page.evaluate(async (id) => {
      const vault = await (await navigator.storage.getDirectory()).getDirectoryHandle('vault');
      const folder = await vault.getDirectoryHandle(id);
      const record = JSON.parse(await (await (await folder.getFileHandle('manifest.json')).getFile()).text()) as InstalledModel;
      const onDisk: Record<string, string> = {};
      const files = await folder.getDirectoryHandle('files');
      for await (const [name, handle] of files.entries()) {
        const hash = await crypto.subtle.digest('SHA-256', await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer());
        onDisk[name] = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      }
      return { record, onDisk };
    }, modelId);
  }
}

export class ModelOnPage {
  readonly item: Locator;
  readonly bar: Locator;
  readonly installed: Locator;
  readonly paused: Locator;
  readonly waiting: Locator;

  constructor(private readonly page: Page, readonly name: string) {
    this.item = page.getByRole('listitem', { name, exact: true });
    this.bar = this.item.getByRole('progressbar');
    this.installed = this.item.getByText('Installed', { exact: true });
    this.paused = this.item.getByText('Paused', { exact: true });
    this.waiting = this.item.getByText('Waiting to try again', { exact: true });
  }

  button(label: string): Locator {
    return this.item.getByRole('button', { name: `${label} ${this.name}`, exact: true });
  }

  press(label: string) {
    return this.button(label).click();
  }

  /** Waits until the model's place on the page has said these words, also when they are there for less than a second. */
  async said(words: string, timeout = 30_000) {
    const place = await this.item.elementHandle();
    await this.page.waitForFunction(([element, wanted]) => element?.textContent.includes(wanted), [place, words] as const, { timeout });
  }

  /** Bytes that the page says have arrived. */
  async arrived(): Promise<number> {
    return Number((await this.bar.getAttribute('value', { timeout: 1_000 }).catch(() => null)) ?? -1);
  }
}
