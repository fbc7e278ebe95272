import { expect, test, vi } from 'vitest';
import type { Answer, EvidenceSet } from '../../contract/answer.ts';
import { Problem } from '../../contract/problem.ts';
import { createAskState, isAsking, type AskEngine } from './ask-state.ts';

const answer = (question: string): Answer => ({
  id: `id of ${question}`, question, scope: 'all', askedAt: 0, outcome: 'answered', sentences: [], evidence: [], strength: 1, floor: 0, generator: 'quoting', milliseconds: { gathering: 1, generating: 1 },
});
const evidence: EvidenceSet = { question: 'q', items: [], sufficient: true, strength: 1, floor: 0 };

function setUp(over: Partial<AskEngine> = {}) {
  const notes: { text: string; undo?: () => void; end?: () => void }[] = [];
  const engine: AskEngine = { ask: async (_, { question }) => answer(question), answers: async () => [], removeAnswers: async () => {}, ...over };
  const onAnswer = vi.fn();
  const state = createAskState({
    engine, onAnswer, scope: () => 'all',
    toasts: { show: (text, action, end) => { notes.push({ text, ...(action && { undo: action.run }), ...(end && { end }) }); } },
  });
  const ask = (question: string) => { state.write(question); return state.ask(); };
  return { state, ask, notes, onAnswer, turns: () => state.store.get().turns };
}

test('a question becomes an answer, and the field is free for the next', async () => {
  const { ask, turns, state, onAnswer } = setUp();
  await ask(' Which law? ');
  expect(turns()).toMatchObject([{ status: 'answered', question: 'Which law?' }]);
  expect(state.store.get().draft).toBe('');
  expect(onAnswer).toHaveBeenCalledTimes(1);
});

test('the evidence is on screen before the answer', async () => {
  const seen: unknown[] = [];
  const { ask, turns } = setUp({
    ask: async (_, { question }, onEvent) => {
      await onEvent({ type: 'evidence', evidence });
      await onEvent({ type: 'text', text: 'The ' });
      await onEvent({ type: 'text', text: 'law' });
      seen.push(turns()[0]);
      return answer(question);
    },
  });
  await ask('q');
  expect(seen).toMatchObject([{ status: 'asking', evidence, text: 'The law' }]);
});

test('a stopped question leaves no trace but its words in the field', async () => {
  const { ask, turns, state } = setUp({
    ask: (signal) => new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error)); }),
  });
  const asking = ask('Which law?');
  expect(isAsking(state.store.get())).toBe(true);
  const turn = turns()[0]!;
  if (turn.status === 'asking') turn.stop();
  await asking;
  expect(turns()).toEqual([]);
  expect(state.store.get().draft).toBe('Which law?');
});

test('a failed question says why, stays, and can be asked again', async () => {
  let fails = true;
  const { ask, turns, state } = setUp({
    ask: async (_, { question }) => {
      if (fails) throw new Problem('engine-crashed', { engine: 'generate' });
      return answer(question);
    },
  });
  await ask('Which law?');
  const turn = turns()[0]!;
  expect(turn).toMatchObject({ status: 'failed', question: 'Which law?', why: { sentence: expect.stringContaining('writes answers') } });
  fails = false;
  if (turn.status === 'failed') await state.again(turn);
  expect(turns()).toMatchObject([{ status: 'answered' }]);
});

test('one question at a time', async () => {
  const ask = vi.fn<AskEngine['ask']>(() => new Promise(() => {}));
  const { ask: askThis, turns, state } = setUp({ ask });
  void askThis('first');
  void askThis('second');
  expect(ask).toHaveBeenCalledTimes(1);
  expect(turns()).toHaveLength(1);
  expect(state.store.get().draft).toBe('second');
});

test('earlier answers come first', async () => {
  const { state, ask, turns } = setUp({ answers: async () => [answer('old'), answer('newer')] });
  await ask('newest');
  await state.start();
  expect(turns().map((turn) => turn.question)).toEqual(['old', 'newer', 'newest']);
});

test('a removed answer is deleted only when its undo has gone', async () => {
  const removeAnswers = vi.fn(async () => {});
  const { state, ask, turns, notes } = setUp({ removeAnswers });
  await ask('q');
  state.remove(turns()[0]!);
  expect(turns()).toEqual([]);
  expect(removeAnswers).not.toHaveBeenCalled();
  notes[0]!.end!();
  expect(removeAnswers).toHaveBeenCalledWith(['id of q']);
});

test('an undone removal puts the answer back in its place', async () => {
  const { state, ask, turns, notes } = setUp();
  for (const question of ['a', 'b', 'c']) await ask(question);
  state.remove(turns()[1]!);
  expect(turns().map((turn) => turn.question)).toEqual(['a', 'c']);
  notes[0]!.undo!();
  expect(turns().map((turn) => turn.question)).toEqual(['a', 'b', 'c']);
});

test('an answer that could not be deleted comes back', async () => {
  const { state, ask, turns, notes } = setUp({ removeAnswers: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
  await ask('q');
  state.remove(turns()[0]!);
  notes[0]!.end!();
  await vi.waitFor(() => expect(turns()).toHaveLength(1));
});
