import { readFileSync } from 'node:fs';
import { sample, SAMPLES, text, type CarrelPage } from './carrel-page.ts';
import { expect, test as base } from './carrel-test.ts';
import { ChatPage } from './chat-page.ts';
import { Inspector } from './inspector.ts';

const test = base.extend<{ chat: ChatPage }>({
  chat: async ({ carrel }, use) => { await use(new ChatPage(carrel.page)); },
});

// Colours that fade into each other when the scheme changes are not those that a person reads.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const LAW = 'Which law governs the lease?';
const ALARM = 'Where do people meet in an alarm?';

async function fill(carrel: CarrelPage) {
  await carrel.drop(...SAMPLES.map(sample));
  await carrel.ready();
}

test('conversations are kept apart, listed with the newest first, and the open one comes back after a reload', async ({ carrel, chat }) => {
  await fill(carrel);
  await carrel.ask(LAW);
  await chat.isOpen(LAW);
  await chat.newConversation();
  await expect(chat.field).toBeFocused();
  await expect(carrel.answers).toHaveCount(0);
  await carrel.ask(ALARM);
  await chat.isOpen(ALARM);
  await chat.showConversations();
  await expect(chat.list.getByRole('listitem')).toHaveCount(2);
  await expect(chat.list.getByRole('listitem').first()).toHaveAccessibleName(ALARM);
  await chat.openConversation(LAW);
  await expect(carrel.answers).toHaveCount(1);
  await expect(carrel.answers).toContainText('laws of Finland');
  await carrel.open();
  await carrel.showAnswers();
  await chat.isOpen(LAW);
  await expect(carrel.answers).toContainText('laws of Finland');
});

test('words in an answer are found, and its conversation opens there', async ({ carrel, chat }) => {
  await fill(carrel);
  await carrel.ask(LAW);
  await chat.newConversation();
  await carrel.ask(ALARM);
  await chat.searchConversations('finland');
  await expect(chat.hits.getByRole('listitem')).toHaveCount(1);
  await expect(chat.hits.locator('mark')).toHaveText('Finland');
  await chat.hits.getByRole('button').click();
  await expect(chat.panel).toBeHidden();
  await chat.isOpen(LAW);
  await expect(carrel.page.locator('[data-turn]:focus')).toContainText('laws of Finland');
  await chat.searchConversations('xyzzyx');
  await expect(chat.panel).toContainText('No question or answer has these words.');
});

test('a conversation is renamed in place, and its name stays', async ({ carrel, chat }) => {
  await fill(carrel);
  await carrel.ask(LAW);
  await chat.rename(LAW, 'The law of the lease');
  await expect(chat.line('The law of the lease')).toBeFocused();
  await carrel.page.keyboard.press('Escape');
  await chat.isOpen('The law of the lease');
  await carrel.open();
  await carrel.showAnswers();
  await chat.isOpen('The law of the lease');
});

test('a deleted conversation can be brought back until its note has gone, and is gone for good after that', async ({ carrel, chat, page }) => {
  await fill(carrel);
  await carrel.ask(LAW);
  await chat.doWith(LAW, 'Delete');
  await expect(chat.panel).toContainText('No conversation yet');
  await expect(carrel.answers).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await chat.isOpen(LAW);
  await expect(carrel.answers).toHaveCount(1);
  await chat.doWith(LAW, 'Delete');
  await page.getByRole('button', { name: 'Dismiss this note' }).click();
  await carrel.open();
  await carrel.showAnswers();
  await expect(chat.current).toHaveAccessibleName('Conversations');
  await expect(carrel.answers).toHaveCount(0);
});

test('a question in other words begins a conversation that has everything before it, and the earlier one stays', async ({ carrel, chat, page }) => {
  await fill(carrel);
  await carrel.ask(LAW);
  const second = await carrel.ask(ALARM);
  await chat.askInOtherWords(second, 'Where is the fountain in an alarm?');
  await expect(carrel.answers).toHaveCount(2);
  await expect(carrel.answers.nth(0)).toContainText(LAW);
  await expect(carrel.answers.nth(1)).toContainText('Where is the fountain in an alarm?');
  await page.getByText('Branched off').getByRole('button').click();
  await expect(carrel.answers.nth(1)).toContainText(ALARM);
  await expect(carrel.answers).toHaveCount(2);
});

test('an answer is made again in its own place, rated, and explains itself', async ({ carrel, chat, page }) => {
  await fill(carrel);
  const first = await carrel.ask(LAW);
  await chat.newConversation();
  await chat.openConversation(LAW);
  await chat.answerAgain(first, { kind: 'From passages' });
  await expect(carrel.answers).toHaveCount(1);
  await expect(first).toContainText('laws of Finland');
  const good = first.getByRole('button', { name: 'Good answer' });
  await good.click();
  await expect(good).toHaveAttribute('aria-pressed', 'true');
  await carrel.open();
  await carrel.showAnswers();
  await expect(good).toHaveAttribute('aria-pressed', 'true');
  await good.click();
  await expect(good).toHaveAttribute('aria-pressed', 'false');
  await first.getByText('How this was answered').click();
  await expect(first).toContainText('Each quotation was looked up');
  await expect(page.getByText(/of \d+ sentences|Its one sentence|Both sentences|All \d+ sentences/).first()).toBeVisible();
});

test('a conversation is saved as Markdown with its sources as footnotes', async ({ carrel, chat, page }) => {
  await fill(carrel);
  await carrel.ask(LAW);
  await chat.showConversations();
  const download = page.waitForEvent('download');
  await chat.doWith(LAW, 'Save as Markdown');
  const file = await download;
  expect(file.suggestedFilename()).toBe('Which law governs the lease.md');
  const markdown = readFileSync(await file.path(), 'utf8');
  expect(markdown).toContain('# Which law governs the lease?');
  expect(markdown).toMatch(/laws of Finland\.\[\^\d\]/);
  expect(markdown).toMatch(/^\[\^1\]: Lease of the reading room\.pdf, page 2.*“.*laws of Finland/m);
});

test('every screen of conversations can be used with a keyboard, and passes the rules', async ({ carrel, chat, page }) => {
  const inspector = new Inspector(page);
  await carrel.add(text('rent.txt', 'The rent is 900 euros in winter.'));
  await carrel.ready();
  const answer = await carrel.ask('How high is the rent?');
  await answer.getByRole('button', { name: 'Answer again…' }).press('Enter');
  await answer.getByText('How this was answered').click();
  await inspector.look('answer with everything open');
  await answer.getByRole('button', { name: 'Edit question' }).press('Enter');
  await expect(answer.getByRole('textbox', { name: 'Question in other words' })).toBeFocused();
  await inspector.look('question being edited');
  await page.keyboard.press('Escape');
  await expect(answer.getByRole('heading', { name: 'How high is the rent?' })).toBeVisible();
  await chat.current.press('Enter');
  await inspector.look('conversations');
  await chat.doWith('How high is the rent?', 'Rename');
  await expect(chat.panel.getByRole('textbox', { name: 'Title of the conversation' })).toBeFocused();
  await inspector.look('conversation being renamed');
  await page.keyboard.press('Escape');
  await expect(chat.panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chat.panel).toBeHidden();
  await expect(chat.current).toBeFocused();
  await page.setViewportSize({ width: 390, height: 800 });
  await chat.showConversations();
  await inspector.look('conversations, narrow');
  expect(inspector.found).toEqual([]);
});
