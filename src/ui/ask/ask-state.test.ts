import { expect, test, vi } from 'vitest';
import type { Answer, AskEvent, AskRequest, EvidenceSet } from '../../contract/answer.ts';
import { Problem } from '../../contract/problem.ts';
import { createAnswerSpeaker } from './answer-speaker.ts';
import { createAskState, type AskEngine } from './ask-state.ts';
import { isAsking } from './asked.ts';
import { madeUpAnswer } from './made-up-answer.test.support.ts';
import type { AnsweredTurn, FailedTurn } from './turn.ts';

const evidence: EvidenceSet = { question: 'q', items: [], sufficient: true, strength: 1, floor: 0 };
const answered = ({ question, conversationId, insteadOf, searched }: AskRequest, over: Partial<Answer> = {}) =>
  madeUpAnswer({ id: insteadOf ?? `id of ${question}`, question, conversationId, ...(searched !== undefined && { searched, searchedBy: 'person' as const }), ...over });

function setUp(over: Partial<AskEngine> = {}) {
  const notes: { text: string; undo?: () => void; end?: () => void }[] = [];
  const said: string[] = [];
  const engine: AskEngine = {
    ask: async (_, request) => answered(request), answers: async () => [], removeAnswers: async () => {}, rateAnswer: async () => {}, branchConversation: async () => {}, ...over,
  };
  const onAnswer = vi.fn<(answer: Answer, open: boolean) => void>();
  let ids = 0;
  const state = createAskState({
    engine, onAnswer, scope: () => 'all', answerWith: () => 'gemma', onChange: () => {}, onOpen: () => {},
    speaker: createAnswerSpeaker((text) => said.push(text)), nextFrame: (run) => run(), newId: () => `conversation-${++ids}`,
    toasts: { show: (text, action, end) => { notes.push({ text, ...(action && { undo: action.run }), ...(end && { end }) }); } },
  });
  const ask = (question: string) => { state.write(question); return state.ask(); };
  const turns = () => state.store.get().turns;
  return { state, ask, notes, said, onAnswer, turns, answer: (at: number) => turns()[at] as AnsweredTurn, draft: () => state.draft.get().text };
}

const never: AskEngine['ask'] = (signal) => new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error)); });

test('a question becomes an answer, and the field is free for the next', async () => {
  const { ask, turns, draft, onAnswer } = setUp();
  await ask(' Which law? ');
  expect(turns()).toMatchObject([{ status: 'answered', question: 'Which law?' }]);
  expect(draft()).toBe('');
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ question: 'Which law?' }), true);
});

test('a question goes to the open conversation, the chosen writer and mode', async () => {
  const asked = vi.fn<AskEngine['ask']>(async (_, request) => answered(request));
  const { ask, state } = setUp({ ask: asked });
  state.chooseMode('count');
  await ask('How many?');
  expect(asked.mock.calls[0]?.[1]).toEqual({ question: 'How many?', conversationId: 'conversation-1', scope: 'all', mode: 'count', answerWith: 'gemma' });
});

test('the evidence is on screen before the answer, and the text is kept apart', async () => {
  const seen: unknown[] = [];
  let changes = 0;
  const { ask, turns, state } = setUp({
    ask: async (_, request, onEvent) => {
      await onEvent({ type: 'evidence', evidence });
      await onEvent({ type: 'text', text: 'The ' });
      const before = changes;
      await onEvent({ type: 'text', text: 'law' });
      const turn = turns()[0]!;
      seen.push(turn, changes - before, turn.status === 'asking' && turn.written.store.get().rest);
      return answered(request);
    },
  });
  state.store.watch(() => { changes += 1; });
  await ask('q');
  expect(seen).toMatchObject([{ status: 'asking', progress: { evidence, doing: { step: 'writing' } } }, 0, 'The law']);
});

test('a question stopped before its first word leaves no trace but its words in the field', async () => {
  const { ask, turns, state, draft } = setUp({ ask: never });
  const asking = ask('Which law?');
  expect(isAsking(state.store.get())).toBe(true);
  state.stop();
  expect(turns()).toMatchObject([{ progress: { doing: { step: 'stopping' } } }]);
  await asking;
  expect(turns()).toEqual([]);
  expect(draft()).toBe('Which law?');
});

test('words typed meanwhile are not overwritten by a stopped question', async () => {
  const { ask, state, draft } = setUp({ ask: never });
  const asking = ask('Which law?');
  state.write('Something else');
  state.stop();
  await asking;
  expect(draft()).toBe('Something else');
});

test('half an answer stays when it is stopped after its first words, and can be asked again in its place', async () => {
  const requests: AskRequest[] = [];
  const { ask, answer, state } = setUp({
    ask: async (_, request) => { requests.push(request); return answered(request, requests.length === 1 ? { outcome: 'unfinished' } : {}); },
  });
  await ask('q');
  expect(answer(0)).toMatchObject({ status: 'answered', answer: { outcome: 'unfinished' } });
  await state.answerAgain(answer(0), { answerWith: 'other', mode: 'passages' });
  expect(requests[1]).toMatchObject({ insteadOf: 'id of q', answerWith: 'other', question: 'q' });
  expect(state.store.get().turns).toMatchObject([{ answer: { outcome: 'answered', id: 'id of q' } }]);
});

test('an answer that was to be made again comes back when that is stopped', async () => {
  let first = true;
  const { ask, answer, state, draft } = setUp({ ask: async (signal, request, onEvent) => { if (!first) return never(signal, request, onEvent); first = false; return answered(request); } });
  await ask('q');
  const again = state.answerAgain(answer(0), { answerWith: 'other', mode: 'auto' });
  expect(state.store.get().turns).toMatchObject([{ status: 'asking' }]);
  state.stop();
  await again;
  expect(state.store.get().turns).toMatchObject([{ status: 'answered', answer: { id: 'id of q' } }]);
  expect(draft()).toBe('');
});

test('what was searched for can be put right, and stays right when it is answered again', async () => {
  const requests: AskRequest[] = [];
  const { ask, answer, state } = setUp({ ask: async (_, request) => { requests.push(request); return answered(request); } });
  await ask('And the rent?');
  await state.searchAgain(answer(0), ' rent of the lease ');
  expect(requests[1]).toMatchObject({ question: 'And the rent?', searched: 'rent of the lease', insteadOf: 'id of And the rent?' });
  await state.answerAgain(answer(0), { answerWith: 'gemma', mode: 'auto' });
  expect(requests[2]).toMatchObject({ searched: 'rent of the lease' });
  expect(state.store.get().turns).toHaveLength(1);
});

test('a question in other words is asked in a branch, and the conversation before stays', async () => {
  const branched: string[][] = [];
  const kept = madeUpAnswer({ id: 'kept', question: 'first', conversationId: 'conversation-2' });
  const { ask, answer, state, notes } = setUp({
    branchConversation: async (...names) => { branched.push(names); },
    answers: async (id) => (id === 'conversation-2' ? [kept] : [madeUpAnswer({ id: 'id of q', question: 'q', conversationId: id })]),
  });
  await ask('q');
  await state.editQuestion(answer(0), 'q in other words');
  expect(branched).toEqual([['conversation-2', 'id of q']]);
  expect(state.store.get()).toMatchObject({ conversationId: 'conversation-2', turns: [{ question: 'first' }, { question: 'q in other words', status: 'answered' }] });
  expect(notes[0]?.text).toContain('new conversation');
  notes[0]!.undo!();
  await vi.waitFor(() => expect(state.store.get()).toMatchObject({ conversationId: 'conversation-1', turns: [{ question: 'q' }] }));
});

test('a branch that could not be made says so, and nothing is asked', async () => {
  const asked = vi.fn<AskEngine['ask']>(async (_, request) => answered(request));
  const { ask, answer, state, notes } = setUp({ ask: asked, branchConversation: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
  await ask('q');
  await state.editQuestion(answer(0), 'other');
  expect(asked).toHaveBeenCalledTimes(1);
  expect(notes[0]?.text).toContain('keeps your library');
});

test('a failed question says why, stays, and can be asked again', async () => {
  let fails = true;
  const { ask, turns, state, said } = setUp({
    ask: async (_, request) => {
      if (fails) throw new Problem('engine-crashed', { engine: 'generate' });
      return answered(request);
    },
  });
  await ask('Which law?');
  expect(turns()).toMatchObject([{ status: 'failed', question: 'Which law?', why: { sentence: expect.stringContaining('writes answers') } }]);
  expect(said.at(-1)).toContain('writes answers');
  fails = false;
  await state.again(turns()[0] as FailedTurn);
  expect(turns()).toMatchObject([{ status: 'answered' }]);
});

test('when making an answer again fails, the one from before can be shown', async () => {
  let first = true;
  const { ask, answer, turns, state } = setUp({ ask: async (_, request) => { if (!first) throw new Problem('engine-crashed', { engine: 'generate' }); first = false; return answered(request); } });
  await ask('q');
  await state.answerAgain(answer(0), { answerWith: 'other', mode: 'auto' });
  state.remove(turns()[0] as FailedTurn);
  expect(turns()).toMatchObject([{ status: 'answered', answer: { id: 'id of q' } }]);
});

test('one question at a time, in all conversations together', async () => {
  const asked = vi.fn<AskEngine['ask']>(() => new Promise(() => {}));
  const { ask, turns, draft, state } = setUp({ ask: asked });
  void ask('first');
  void ask('second');
  expect(turns()).toHaveLength(1);
  expect(draft()).toBe('second');
  state.startNew();
  void ask('third');
  expect(asked).toHaveBeenCalledTimes(1);
});

test('an answer goes on while another conversation is read, and is there on return', async () => {
  let finish = () => {};
  const { ask, state, turns, onAnswer } = setUp({
    ask: (_, request) => new Promise((resolve) => { finish = () => resolve(answered(request)); }),
    // The library keeps half of it now and then.
    answers: async (id) => (id === 'conversation-1' ? [madeUpAnswer({ id: 'old' }), madeUpAnswer({ id: 'half', question: 'q', outcome: 'unfinished', askedAt: Date.now() + 1 })] : [madeUpAnswer({ id: 'other' })]),
  });
  const asking = ask('q');
  await state.open('elsewhere');
  expect(turns()).toMatchObject([{ key: 'other' }]);
  await state.open('conversation-1');
  expect(turns()).toMatchObject([{ key: 'old' }, { status: 'asking', question: 'q' }]);
  await state.open('elsewhere');
  finish();
  await asking;
  expect(turns()).toMatchObject([{ key: 'other' }]);
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(expect.anything(), false);
});

test('a question that failed in another conversation waits there', async () => {
  let fail = () => {};
  const { ask, state, turns } = setUp({ ask: () => new Promise((_, reject) => { fail = () => reject(new Problem('engine-crashed', { engine: 'generate' })); }) });
  const asking = ask('q');
  await state.open('elsewhere');
  fail();
  await asking;
  expect(turns()).toEqual([]);
  await state.open('conversation-1');
  expect(turns()).toMatchObject([{ status: 'failed', question: 'q' }]);
});

test('the conversation that was asked for last is the one that opens', async () => {
  const gates = new Map<string, (answers: Answer[]) => void>();
  const { state, turns } = setUp({ answers: (id) => new Promise((resolve) => { gates.set(id, resolve); }) });
  const opening = [state.open('slow'), state.open('fast')];
  gates.get('fast')!([madeUpAnswer({ id: 'of fast' })]);
  gates.get('slow')!([madeUpAnswer({ id: 'of slow' })]);
  await Promise.all(opening);
  expect(turns()).toMatchObject([{ key: 'of fast' }]);
});

test('a conversation that cannot be read says why, and can be opened again', async () => {
  let fails = true;
  const { state, turns } = setUp({ answers: async () => { if (fails) throw new Problem('engine-crashed', { engine: 'library' }); return [madeUpAnswer()]; } });
  await state.open('c');
  expect(state.store.get().shelf).toMatchObject({ status: 'failed', why: { sentence: expect.stringContaining('library') } });
  fails = false;
  await state.open('c');
  expect(turns()).toHaveLength(1);
});

test('an answer that a search has found is brought into view, also a second time', async () => {
  const { state } = setUp({ answers: async () => [madeUpAnswer({ id: 'hit' })] });
  await state.open('c', 'hit');
  const first = state.store.get().visit;
  expect(first).toMatchObject({ answerId: 'hit' });
  await state.open('c', 'hit');
  expect(state.store.get().visit).not.toBe(first);
  await state.open('c');
  expect(state.store.get().visit).toBeUndefined();
});

test('a removed answer is deleted only when its undo has gone', async () => {
  const removeAnswers = vi.fn(async () => {});
  const { state, ask, turns, notes, answer } = setUp({ removeAnswers });
  await ask('q');
  state.remove(answer(0));
  expect(turns()).toEqual([]);
  expect(removeAnswers).not.toHaveBeenCalled();
  notes[0]!.end!();
  expect(removeAnswers).toHaveBeenCalledWith(['id of q']);
});

test('an undone removal puts the answer back in its place', async () => {
  const { state, ask, turns, notes, answer } = setUp();
  for (const question of ['a', 'b', 'c']) await ask(question);
  state.remove(answer(1));
  expect(turns().map((turn) => turn.question)).toEqual(['a', 'c']);
  notes[0]!.undo!();
  expect(turns().map((turn) => turn.question)).toEqual(['a', 'b', 'c']);
});

test('a removed answer does not come back by opening its conversation again, unless it is undone', async () => {
  const { state, turns, notes, answer } = setUp({ answers: async (id) => (id === 'c' ? [madeUpAnswer({ id: 'x' })] : []) });
  await state.open('c');
  state.remove(answer(0));
  await state.open('elsewhere');
  await state.open('c');
  expect(turns()).toEqual([]);
  notes[0]!.undo!();
  expect(turns()).toMatchObject([{ key: 'x' }]);
});

test('an answer that could not be deleted comes back', async () => {
  const { state, ask, turns, notes, answer } = setUp({ removeAnswers: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
  await ask('q');
  state.remove(answer(0));
  notes[0]!.end!();
  await vi.waitFor(() => expect(turns()).toHaveLength(1));
});

test('a thumb is stored, and taken back by the same thumb', async () => {
  const rateAnswer = vi.fn(async () => {});
  const { state, ask, answer } = setUp({ rateAnswer });
  await ask('q');
  await state.rate(answer(0), 'up');
  expect(answer(0).answer.rating).toBe('up');
  await state.rate(answer(0), 'down');
  expect(answer(0).answer.rating).toBe('down');
  await state.rate(answer(0), 'down');
  expect(answer(0).answer).not.toHaveProperty('rating');
  expect(rateAnswer.mock.calls).toEqual([['id of q', 'up'], ['id of q', 'down'], ['id of q', null]]);
});

test('a thumb that could not be stored goes back up', async () => {
  const { state, ask, answer, notes } = setUp({ rateAnswer: async () => { throw new Problem('engine-crashed', { engine: 'library' }); } });
  await ask('q');
  await state.rate(answer(0), 'up');
  expect(answer(0).answer.rating).toBeUndefined();
  expect(notes).toHaveLength(1);
});

test('what comes after a stop is not listened to', async () => {
  let tell: (event: AskEvent) => unknown = () => {};
  const { ask, state, turns } = setUp({ ask: (signal, request, onEvent) => { tell = onEvent; return never(signal, request, onEvent); } });
  const asking = ask('q');
  const turn = turns()[0]!;
  state.stop();
  tell({ type: 'text', text: 'late' });
  await asking;
  expect(turn.status === 'asking' && turn.written.store.get().rest).toBe('');
});
