/** What a person does with conversations and answers, in their words. */
import { expect, type Locator, type Page } from '@playwright/test';

export class ChatPage {
  /** Opens the panel with all conversations. Its name ends in the title of the one that is open. */
  readonly current: Locator;
  readonly panel: Locator;
  readonly list: Locator;
  readonly hits: Locator;
  readonly answersBy: Locator;
  readonly kind: Locator;
  /** The question that is being answered. */
  readonly asking: Locator;
  readonly failed: Locator;
  readonly field: Locator;

  constructor(readonly page: Page) {
    this.current = page.getByRole('button', { name: /^Conversations/ });
    this.panel = page.getByRole('dialog', { name: 'Conversations' });
    this.list = this.panel.getByRole('list', { name: 'Conversations' });
    this.hits = this.panel.getByRole('list', { name: 'Found in conversations' });
    this.answersBy = page.getByLabel('Answers by').first();
    this.kind = page.getByLabel('Kind of answer').first();
    this.asking = page.getByRole('region', { name: 'Question being answered' });
    this.failed = page.getByRole('region', { name: 'Question not answered' });
    this.field = page.getByRole('textbox', { name: 'Ask a question' });
  }

  /** The conversation that is open is called this. */
  async isOpen(title: string) {
    await expect(this.current).toHaveAccessibleName(`Conversations, now: ${title}`);
  }

  async newConversation() {
    await this.page.getByRole('button', { name: 'New conversation' }).click();
    await expect(this.current).toHaveAccessibleName('Conversations');
  }

  async showConversations() {
    if (!(await this.panel.isVisible())) await this.current.click();
    await this.panel.waitFor();
  }

  async openConversation(title: string) {
    await this.showConversations();
    await this.line(title).getByRole('button', { name: new RegExp(`^${escaped(title)}`) }).click();
    await this.isOpen(title);
  }

  line(title: string): Locator {
    return this.list.getByRole('listitem', { name: title, exact: true });
  }

  /** Presses one of: Rename, Save as Markdown, Copy as Markdown, Delete. */
  async doWith(title: string, act: string) {
    await this.showConversations();
    const more = this.line(title).first().getByRole('button', { name: `More for ${title}` });
    if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
    await this.line(title).getByRole('button', { name: act }).click();
  }

  async rename(title: string, to: string) {
    await this.doWith(title, 'Rename');
    await this.panel.getByRole('textbox', { name: 'Title of the conversation' }).fill(to);
    await this.page.keyboard.press('Enter');
  }

  async searchConversations(words: string) {
    await this.showConversations();
    await this.panel.getByRole('searchbox', { name: 'Search in conversations' }).fill(words);
  }

  /** Puts right what a follow-up was understood to mean. */
  async searchInstead(answer: Locator, words: string) {
    await answer.getByRole('button', { name: 'Change' }).click();
    await answer.getByRole('textbox', { name: 'What to search for' }).fill(words);
    await answer.getByRole('button', { name: 'Search again' }).click();
  }

  async askInOtherWords(answer: Locator, question: string) {
    await answer.getByRole('button', { name: 'Edit question' }).click();
    await answer.getByRole('textbox', { name: 'Question in other words' }).fill(question);
    await answer.getByRole('button', { name: 'Ask in a new conversation' }).click();
  }

  /** @param by and kind as their options are called; what is left out stays as it is proposed */
  async answerAgain(answer: Locator, { by, kind }: { by?: string; kind?: string } = {}) {
    await answer.getByRole('button', { name: 'Answer again…' }).click();
    const form = answer.getByRole('form', { name: 'Answer again' });
    if (by !== undefined) await form.getByLabel('Answers by').selectOption({ label: by });
    if (kind !== undefined) await form.getByLabel('Kind of answer').selectOption({ label: kind });
    await form.getByRole('button', { name: 'Answer again' }).click();
  }
}

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
