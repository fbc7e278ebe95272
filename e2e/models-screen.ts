/** The page of models in a person's words. */
import type { Locator, Page } from '@playwright/test';

export class ModelsScreen {
  readonly forSearching: Locator;
  readonly forAnswers: Locator;
  readonly folder: Locator;
  readonly archive: Locator;
  readonly dialog: Locator;
  /** What a screen reader says next. */
  readonly said: Locator;

  constructor(readonly page: Page) {
    this.forSearching = page.getByRole('list', { name: 'Models for searching by meaning' });
    this.forAnswers = page.getByRole('list', { name: 'Models for written answers' });
    this.folder = page.getByLabel('Add a model folder');
    this.archive = page.getByLabel('Add a model archive');
    this.dialog = page.getByRole('dialog');
    this.said = page.locator('div[aria-live="polite"]');
  }

  /** One model, in whichever list it is. */
  model(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true });
  }

  /** "Download", "Pause", "Resume", "Try again", "Cancel" or "Delete", of one model. */
  button(label: string, name: string): Locator {
    return this.page.getByRole('button', { name: `${label} ${name}`, exact: true });
  }
}
