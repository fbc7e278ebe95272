import { expect, test } from 'vitest';
import type { UsableWriter } from '../../contract/answer.ts';
import { Problem } from '../../contract/problem.ts';
import { writerOfHash } from './writer-address.ts';
import { writerWords } from './writer-words.ts';
import { createWritersState, inUse } from './writers-state.ts';

const writer = (id: string, over: Partial<UsableWriter> = {}): UsableWriter => ({ id, name: id, goodFor: '', maker: 'Google', kind: 'vault', ...over });
const quoting = writer('quoting', { kind: 'quoting', name: 'Quotations', maker: 'Carrel' });

function setUp(usableWriters: () => Promise<UsableWriter[]>, remembered?: string) {
  const notes: string[] = [];
  const kept: string[] = [];
  const state = createWritersState({ engine: { usableWriters }, toasts: { show: (text) => { notes.push(text); } }, remembered: () => remembered, remember: (id) => kept.push(id) });
  return { state, notes, kept };
}

test('quoting writes until a person chooses', async () => {
  const { state, kept } = setUp(async () => [quoting, writer('gemma')]);
  expect(state.start('')).toBe(false);
  await state.read();
  expect(state.answerWith()).toBe('quoting');
  state.choose('gemma');
  expect(state.answerWith()).toBe('gemma');
  expect(kept).toEqual(['gemma']);
});

test('what was chosen is remembered, and used before the list was read', async () => {
  const { state } = setUp(async () => [quoting, writer('gemma')], 'gemma');
  state.start('');
  expect(state.answerWith()).toBe('gemma');
  await state.read();
  expect(inUse(state.store.get())?.id).toBe('gemma');
});

test('a remembered model that was deleted gives way to quoting, and comes back with the model', async () => {
  let list = [quoting];
  const { state, notes } = setUp(async () => list, 'gemma');
  state.start('');
  await state.read();
  expect(state.answerWith()).toBe('quoting');
  expect(notes).toEqual([]);
  list = [quoting, writer('gemma')];
  await state.read();
  expect(state.answerWith()).toBe('gemma');
});

test('the address chooses a writer, and it is said once', async () => {
  const { state, notes, kept } = setUp(async () => [quoting, writer('gemma', { name: 'Gemma' })]);
  expect(state.start('#answer-with=gemma')).toBe(true);
  await state.read();
  await state.read();
  expect(notes).toEqual(['Gemma writes answers now.']);
  expect(kept).toEqual(['gemma']);
});

test('an address that names a model which is not here says so', async () => {
  const { state, notes, kept } = setUp(async () => [quoting]);
  state.start('#answer-with=gone');
  await state.read();
  expect(notes[0]).toContain('not here any more');
  expect(kept.at(-1)).toBe('quoting');
});

test('a list that cannot be read costs nothing but the list', async () => {
  const { state } = setUp(async () => { throw new Problem('engine-crashed', { engine: 'library' }); }, 'gemma');
  state.start('');
  await state.read();
  expect(state.answerWith()).toBe('gemma');
});

test.each([['#answer-with=SmolLM2-360M.q4', 'SmolLM2-360M.q4'], ['#answer-with=', undefined], ['#answer-with=a b', undefined], ['#use-model=a', undefined], [`#answer-with=${'a'.repeat(121)}`, undefined]])('the address %s names %s', (hash, id) => {
  expect(writerOfHash(hash)).toBe(id);
});

test('the browser’s model is said to be whose it is', () => {
  expect(writerWords(quoting)).toBe('Quotations');
  expect(writerWords(writer('g', { name: 'Gemma' }))).toBe('Gemma (Google)');
  expect(writerWords(writer('browser', { kind: 'browser', name: 'The browser’s own model', maker: 'The maker of your browser' }))).toBe('The browser’s own model (the maker of your browser)');
});
