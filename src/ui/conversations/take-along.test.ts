import { expect, test } from 'vitest';
import type { Conversation } from '../../contract/answer.ts';
import { madeUpAnswer } from '../ask/made-up-answer.test.support.ts';
import { createTakeAlong } from './take-along.ts';

const conversation: Conversation = { id: 'c', title: 'The lease?', titledBy: 'question', createdAt: 0, changedAt: 0 };

function setUp({ readable = true, copyable = true } = {}) {
  const notes: string[] = [];
  const [files, copied] = [[] as File[], [] as string[]];
  const take = createTakeAlong({
    conversations: { answersOf: async () => (readable ? [madeUpAnswer({ question: 'When?' })] : undefined) },
    toasts: { show: (text) => { notes.push(text); } },
    saveFile: (file) => files.push(file),
    copy: async (text) => { if (!copyable) throw new DOMException('', 'NotAllowedError'); copied.push(text); },
  });
  return { take, notes, files, copied };
}

test('a conversation is saved as a Markdown file of its title', async () => {
  const { take, files } = setUp();
  await take.save(conversation);
  expect(files[0]).toMatchObject({ name: 'The lease.md', type: 'text/markdown' });
  expect(await files[0]!.text()).toContain('## When?');
});

test('the same is copied, and it is said', async () => {
  const { take, copied, notes } = setUp();
  await take.copy(conversation);
  expect(copied[0]).toContain('## When?');
  expect(notes[0]).toContain('Copied');
});

test('a browser that does not allow copying is told of, with another way', async () => {
  const { take, notes } = setUp({ copyable: false });
  await take.copy(conversation);
  expect(notes[0]).toContain('Save the conversation as a file');
});

test('a conversation that could not be read is neither saved nor copied', async () => {
  const { take, files, copied } = setUp({ readable: false });
  await take.save(conversation);
  await take.copy(conversation);
  expect([files, copied]).toEqual([[], []]);
});
