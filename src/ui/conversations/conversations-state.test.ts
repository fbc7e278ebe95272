import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Conversation, ConversationHit } from '../../contract/answer.ts';
import { Problem } from '../../contract/problem.ts';
import { changedWords } from './changed-words.ts';
import { conversationToOpen, createConversationsState, listed, titleOf, type ConversationsEngine } from './conversations-state.ts';

const conversation = (id: string, over: Partial<Conversation> = {}): Conversation => ({ id, title: `Title of ${id}`, titledBy: 'question', createdAt: 0, changedAt: 0, ...over });
const crashed = async () => { throw new Problem('engine-crashed', { engine: 'library' }); };

function setUp(over: Partial<ConversationsEngine> = {}) {
  const notes: { text: string; undo?: () => void; end?: () => void }[] = [];
  const engine: ConversationsEngine = {
    conversations: async () => [conversation('a'), conversation('b')], findInConversations: async () => [], renameConversation: async () => {}, removeConversation: async () => {}, answers: async () => [], ...over,
  };
  const [onRemove, onBack] = [vi.fn(), vi.fn()];
  const state = createConversationsState({ engine, onRemove, onBack, toasts: { show: (text, action, end) => { notes.push({ text, ...(action && { undo: action.run }), ...(end && { end }) }); } } });
  return { state, notes, onRemove, onBack, ids: () => listed(state.store.get()).map(({ id }) => id), title: (id: string) => titleOf(state.store.get(), id) };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('a deleted conversation leaves the list at once, and the library when its undo has gone', async () => {
  const removeConversation = vi.fn(async () => {});
  const { state, notes, ids, onRemove } = setUp({ removeConversation });
  await state.read();
  state.remove(conversation('a'));
  expect(ids()).toEqual(['b']);
  expect(onRemove).toHaveBeenCalledWith('a');
  expect(removeConversation).not.toHaveBeenCalled();
  notes[0]!.end!();
  expect(removeConversation).toHaveBeenCalledWith('a');
});

test('it does not come back while the list is read again, but it does when it is undone', async () => {
  const { state, notes, ids, onBack } = setUp();
  await state.read();
  state.remove(conversation('a'));
  await state.read();
  expect(ids()).toEqual(['b']);
  notes[0]!.undo!();
  expect(ids()).toEqual(['a', 'b']);
  expect(onBack).toHaveBeenCalledWith('a');
});

test('a conversation that could not be deleted comes back, and it is said why', async () => {
  const { state, notes, ids } = setUp({ removeConversation: crashed });
  await state.read();
  state.remove(conversation('a'));
  notes[0]!.end!();
  await vi.waitFor(() => expect(ids()).toEqual(['a', 'b']));
  expect(notes[1]?.text).toContain('library');
});

test('a new title shows at once, and goes back when it could not be stored', async () => {
  const { state, title, notes } = setUp({ renameConversation: crashed });
  await state.read();
  const renaming = state.rename('a', ' New ');
  expect(title('a')).toBe('New');
  await renaming;
  expect(title('a')).toBe('Title of a');
  expect(notes).toHaveLength(1);
});

test('an empty title, or the same one, changes nothing', async () => {
  const renameConversation = vi.fn(async () => {});
  const { state } = setUp({ renameConversation });
  await state.read();
  await state.rename('a', '  ');
  await state.rename('a', 'Title of a');
  expect(renameConversation).not.toHaveBeenCalled();
  await state.rename('a', 'New');
  expect(renameConversation).toHaveBeenCalledExactlyOnceWith('a', 'New');
});

test('a search waits for a pause in typing, and only the last one counts', async () => {
  const asked: string[] = [];
  const gates: ((hits: ConversationHit[]) => void)[] = [];
  const { state } = setUp({ findInConversations: (words) => new Promise((resolve) => { asked.push(words); gates.push(resolve); }) });
  state.find('r');
  state.find('rent ');
  await vi.advanceTimersByTimeAsync(200);
  state.find('rent due');
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(['rent', 'rent due']);
  const hit = { conversationId: 'a', answerId: 'x', excerpt: 'rent due', marks: [] };
  gates[1]!([hit]);
  gates[0]!([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(state.store.get().found).toEqual({ status: 'found', hits: [hit] });
  state.find('');
  expect(state.store.get().found).toEqual({ status: 'nothing-typed' });
});

test('a search that failed says why', async () => {
  const { state } = setUp({ findInConversations: crashed });
  state.find('rent');
  await vi.advanceTimersByTimeAsync(200);
  expect(state.store.get().found).toMatchObject({ status: 'failed', why: { sentence: expect.stringContaining('library') } });
});

test('a list that cannot be read says why, but never hides one that was read', async () => {
  let fails = true;
  const { state, ids } = setUp({ conversations: async () => (fails ? crashed() : [conversation('a')]) });
  await state.read();
  expect(state.store.get().list.status).toBe('failed');
  fails = false;
  await state.read();
  fails = true;
  await state.read();
  expect(ids()).toEqual(['a']);
});

test('the last open conversation comes back; on a first visit the newest; a deleted one does not', () => {
  const all = [conversation('new'), conversation('old')];
  expect(conversationToOpen(all, 'old')).toBe('old');
  expect(conversationToOpen(all, undefined)).toBe('new');
  expect(conversationToOpen(all, 'gone')).toBeUndefined();
  expect(conversationToOpen([], undefined)).toBeUndefined();
});

test('when it was changed is as short as can be', () => {
  const now = new Date(2026, 4, 3, 15, 0).getTime();
  expect(changedWords(new Date(2026, 4, 3, 9, 5).getTime(), now)).toBe('09:05');
  expect(changedWords(new Date(2026, 0, 12).getTime(), now)).toBe('12 Jan');
  expect(changedWords(new Date(2024, 0, 12).getTime(), now)).toBe('12 Jan 2024');
});
