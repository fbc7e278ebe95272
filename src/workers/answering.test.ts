import { expect, test, vi } from 'vitest';
import type { Answer, AskEvent, AskRequest, Draft, EvidenceSet, Generated, GenerateEvent } from '../contract/answer.ts';
import type { OnEvent } from '../contract/events.ts';
import { Problem } from '../contract/problem.ts';
import type { WriterFacts } from '../contract/writer.ts';
import { evidenceOf } from '../generation/packed.test.support.ts';
import { createQuotingGenerator } from '../generation/quoting.ts';
import { answerQuestion, QUOTING_TOKENS, type AnsweringParts, type Pen } from './answering.ts';

const TEXT = 'The rent is 900 euros. It is due in May. Pets are welcome.';
const [RENT, DUE] = ['The rent is 900 euros.', 'It is due in May.'];
const item = evidenceOf(1, TEXT, { start: 0 });
const enough: EvidenceSet = { question: 'What is the rent?', items: [item], sufficient: true, strength: 0.9, floor: 0.2 };
const tooLittle: EvidenceSet = { ...enough, sufficient: false, strength: 0.1 };
const ask: AskRequest = { question: 'What is the rent?', scope: 'all', conversationId: 'c', mode: 'auto', answerWith: 'm' };
const facts = (modelId: string): WriterFacts => ({ modelId, name: modelId, revision: '1', engine: 'transformers', device: 'processor', contextTokens: 4_096 });
const died = () => new Problem('engine-crashed', { engine: 'generate' });

/** A sentence with the citation of the same words in the evidence, if they are there. */
function sentence(text: string): Draft['sentences'][number] {
  const start = TEXT.indexOf(text);
  return { text, cites: start < 0 ? [] : [{ evidence: 1, start, end: start + text.length }] };
}

const made = (...texts: string[]): Generated => ({ draft: { sentences: texts.map(sentence) }, prompt: 'grounded/1', tokens: { prompt: 50, new: 9, perSecond: 30 } });

/** Says these sentences one after the other, and then what `end` says or throws. */
const saying = (texts: readonly string[], end: () => Generated | Promise<Generated> = () => made(...texts)): Pen['generator']['generate'] => async (_signal, _request, onEvent) => {
  for (const text of texts) {
    await onEvent({ type: 'text', text });
    await onEvent({ type: 'sentence', sentence: sentence(text) });
  }
  return end();
};

const penOf = (generate: Pen['generator']['generate'], given: Partial<Pen> = {}): Pen => ({ generator: { name: 'Scripted', generate }, facts: facts('m'), evidenceTokens: 500, ...given });
const quoting: Pen = { generator: createQuotingGenerator(), evidenceTokens: QUOTING_TOKENS };

/** A library in memory, with what was done to it in order. */
function library(pens: (Pen | (() => Pen))[], given: Partial<AnsweringParts> = {}, before: Answer[] = []) {
  const log: string[] = [];
  const answers = new Map(before.map((answer) => [answer.id, answer]));
  const parts: AnsweringParts = {
    history: async () => [...answers.values()].toSorted((a, b) => a.askedAt - b.askedAt),
    async pen() {
      log.push('pen');
      const next = pens.shift();
      if (!next) throw new Error('Nobody asked for so many.');
      return typeof next === 'function' ? next() : next;
    },
    standalone: async (_signal, question) => ({ text: question, by: 'nobody' }),
    modeOf: () => 'passages',
    gather: async () => enough,
    walk: async () => undefined,
    sources: { readText: async () => TEXT },
    space: async () => 'space',
    async keep(answer) {
      log.push(`keep ${answer.outcome} ${answer.sentences.length}`);
      answers.set(answer.id, answer);
    },
    async forget(id) {
      log.push('forget');
      answers.delete(id);
    },
    ...given,
  };
  const events: AskEvent[] = [];
  const run = (request: Partial<AskRequest> = {}, { signal, onEvent = () => {} }: { signal?: AbortSignal; onEvent?: OnEvent<AskEvent> } = {}) =>
    answerQuestion(signal ?? new AbortController().signal, parts, { ...ask, ...request }, async (event) => {
      log.push(event.type);
      events.push(event);
      await onEvent(event);
    });
  return { run, log, events, answers };
}

/** Stops at an event, and then behaves as a writer must: what it does next rejects. */
function stoppingAt(wanted: (event: AskEvent) => boolean) {
  const controller = new AbortController();
  return { signal: controller.signal, onEvent: (event: AskEvent) => { if (wanted(event)) controller.abort(); } };
}
/** A text that goes on until it is stopped. */
const endless = (texts: readonly string[]): Pen['generator']['generate'] => async (signal, request, onEvent) => {
  signal.throwIfAborted();
  await saying(texts)(signal, request, onEvent);
  await new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  throw new Error('It ended by itself.');
};

test('what is searched for comes first, then the evidence, then the text, and the answer is stored before it is told', async () => {
  const { run, log, answers } = library([penOf(saying([RENT, DUE]))]);
  const answer = await run();
  expect(log).toEqual(['searched', 'evidence', 'pen', 'keep unfinished 0', 'text', 'sentence', 'text', 'sentence', 'keep answered 2']);
  expect(answers.get(answer.id)).toEqual(answer);
  expect(answer).toMatchObject({
    question: ask.question, searched: ask.question, searchedBy: 'nobody', mode: 'passages', outcome: 'answered', generator: 'Scripted', strength: 0.9, floor: 0.2,
    confidence: { sentences: { supported: 2, total: 2 }, agreement: { passages: 1, documents: 1 } },
    lineage: { space: 'space', model: { id: 'm', name: 'm', revision: '1', device: 'processor' }, prompt: 'grounded/1', tokens: { prompt: 50, new: 9 }, check: { unknownMarks: 0, unsupported: 0, repaired: false } },
  });
  expect(answer.sentences.map(({ text, citations }) => [text, citations.map(({ quote }) => quote)])).toEqual([[RENT, [RENT]], [DUE, [DUE]]]);
});

test('below the floor no generator is called, and no model is loaded', async () => {
  const { run, log } = library([], { gather: async () => tooLittle });
  const answer = await run();
  expect(log).toEqual(['searched', 'evidence', 'keep not-in-documents 0']);
  expect(answer).toMatchObject({ outcome: 'not-in-documents', generator: '', sentences: [], evidence: [{ number: 1 }] });
  expect(answer.confidence).toBeUndefined();
});

test('a follow-up is searched for in the words that were made of it, and a person’s own words are taken as they are', async () => {
  const gather = vi.fn(async () => enough);
  const generate = vi.fn(saying([RENT]));
  const standalone = vi.fn(async () => ({ text: 'What is the rent of the flat?', by: 'model' as const }));
  const earlier = { ...(await library([penOf(saying([RENT]))]).run()), id: 'earlier', askedAt: 1 };
  const { run } = library([penOf(generate), penOf(generate)], { gather, standalone }, [earlier]);
  expect(await run({ question: 'And what is it?' })).toMatchObject({ question: 'And what is it?', searched: 'What is the rent of the flat?', searchedBy: 'model' });
  expect(gather).toHaveBeenLastCalledWith(expect.anything(), 'What is the rent of the flat?', 'all');
  expect(generate.mock.lastCall?.[1].question).toBe('What is the rent of the flat?');
  expect(await run({ question: 'And what is it?', searched: ' the deposit ' })).toMatchObject({ searched: 'the deposit', searchedBy: 'person' });
  expect(gather).toHaveBeenLastCalledWith(expect.anything(), 'the deposit', 'all');
  expect(standalone).toHaveBeenCalledTimes(1);
});

test('stopped before its first whole sentence, a question leaves nothing behind', async () => {
  for (const wanted of ['searched', 'evidence'] as const) {
    const { run, answers } = library([penOf(endless([RENT]))]);
    await expect(run({}, stoppingAt(({ type }) => type === wanted)), wanted).rejects.toMatchObject({ name: 'AbortError' });
    expect([...answers.values()], wanted).toEqual([]);
  }
  const half: Pen['generator']['generate'] = async (signal, _request, onEvent) => {
    await onEvent({ type: 'text', text: 'The rent' });
    signal.throwIfAborted();
    throw new Error('It went on.');
  };
  const { run, answers, log } = library([penOf(half)]);
  await expect(run({}, stoppingAt(({ type }) => type === 'text'))).rejects.toMatchObject({ name: 'AbortError' });
  expect([...answers.values()]).toEqual([]);
  expect(log.at(-1)).toBe('forget');
});

test('stopped after a whole sentence, what there is stays: checked, and marked as unfinished', async () => {
  const { run, answers } = library([penOf(endless([RENT, 'The flat is haunted by 7 ghosts.']))]);
  const answer = await run({}, stoppingAt((event) => event.type === 'sentence' && event.sentence.text.startsWith('The flat')));
  expect(answer).toMatchObject({ outcome: 'unfinished', sentences: [{ text: RENT, supported: true }, { supported: false }], lineage: { check: { unsupported: 1 } } });
  expect([...answers.values()]).toEqual([answer]);
});

test('what was forgotten is not stored again by what was still to be stored', async () => {
  vi.useFakeTimers();
  try {
    const slowly = Promise.withResolvers<void>();
    const half: Pen['generator']['generate'] = async (signal, _request, onEvent) => {
      await onEvent({ type: 'text', text: 'The rent' });
      signal.throwIfAborted();
      throw new Error('It went on.');
    };
    const kept: string[] = [];
    const { run } = library([penOf(half)], {
      keep: async () => void kept.push('keep'),
      forget: async () => {
        kept.push('forget');
        await slowly.promise;
      },
    });
    const stopped = expect(run({}, stoppingAt(({ type }) => type === 'text'))).rejects.toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(10_000);
    slowly.resolve();
    await stopped;
    expect(kept).toEqual(['keep', 'forget']);
  } finally {
    vi.useRealTimers();
  }
});

test('while it is written, what there is of it is stored every now and then', async () => {
  vi.useFakeTimers();
  try {
    const go = Promise.withResolvers<Generated>();
    const { run, log, answers } = library([penOf(saying([RENT], () => go.promise))]);
    const running = run();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log.slice(-1)).toEqual(['keep unfinished 1']);
    expect([...answers.values()]).toMatchObject([{ question: ask.question, outcome: 'unfinished', sentences: [{ text: RENT, supported: false, citations: [] }], evidence: [{ number: 1 }] }]);
    go.resolve(made(RENT));
    await running;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(log.slice(-1)).toEqual(['keep answered 1']);
  } finally {
    vi.useRealTimers();
  }
});

const earlier: Answer = {
  id: 'a', conversationId: 'c', question: ask.question, searched: ask.question, searchedBy: 'nobody', mode: 'passages', scope: 'all', askedAt: 5, outcome: 'answered',
  sentences: [{ text: DUE, citations: [], supported: true }], evidence: [item], strength: 1, floor: 0.2, generator: 'Earlier', lineage: { check: { unknownMarks: 0, unsupported: 0, repaired: false } },
  milliseconds: { gathering: 1, generating: 1 },
};

test('an answer that is made again takes the place of the earlier one only when it is whole, and keeps its time', async () => {
  const seen: string[] = [];
  const { run, answers } = library([penOf(saying([RENT]))], {}, [earlier]);
  const answer = await run({ insteadOf: 'a' }, { onEvent: () => { seen.push(answers.get('a')!.generator); } });
  expect(new Set(seen)).toEqual(new Set(['Earlier']));
  expect(answer).toMatchObject({ id: 'a', askedAt: 5, generator: 'Scripted' });
  expect([...answers.values()]).toEqual([answer]);
});

test('stopped, or failed, the earlier answer stands as it was', async () => {
  const stopped = library([penOf(endless([RENT, DUE]))], {}, [earlier]);
  await expect(stopped.run({ insteadOf: 'a' }, stoppingAt(({ type }) => type === 'sentence'))).rejects.toMatchObject({ name: 'AbortError' });
  expect([...stopped.answers.values()]).toEqual([earlier]);
  const failed = library([penOf(saying([RENT], () => { throw new Error('Out of ink.'); }))], {}, [earlier]);
  await expect(failed.run({ insteadOf: 'a' })).rejects.toThrow('Out of ink.');
  expect([...failed.answers.values()]).toEqual([earlier]);
});

test('an answer that is made again is no follow-up of itself, nor of what came after it', async () => {
  const standalone = vi.fn(async (_signal: AbortSignal, question: string, _history: readonly Answer[]) => ({ text: question, by: 'nobody' as const }));
  const all = [{ ...earlier, id: 'first', askedAt: 1 }, earlier, { ...earlier, id: 'last', askedAt: 9 }];
  const { run } = library([penOf(saying([RENT]))], { standalone }, all);
  await run({ insteadOf: 'a' });
  expect(standalone.mock.lastCall?.[2].map(({ id }) => id)).toEqual(['first']);
});

test('a writer that fails in the middle gives way to the next one, and what it wrote is void', async () => {
  const steppedDown = { from: 'm', problem: died().plain() };
  const { run, log, answers } = library([
    penOf(saying([DUE], () => { throw died(); })),
    penOf(saying([RENT]), { facts: facts('smaller'), steppedDown }),
  ]);
  const answer = await run();
  expect(log).toEqual(['searched', 'evidence', 'pen', 'keep unfinished 0', 'text', 'sentence', 'again', 'pen', 'keep unfinished 0', 'text', 'sentence', 'keep answered 1']);
  expect(answer.sentences.map(({ text }) => text)).toEqual([RENT]);
  expect(answer.lineage).toMatchObject({ model: { id: 'smaller' }, steppedDown });
  expect([...answers.values()]).toEqual([answer]);
});

test('when every writer fails, quotations answer; what is no fault of a writer fails the question and leaves nothing', async () => {
  const down = () => penOf(saying([], () => { throw died(); }));
  const quoted = await library([down(), down(), quoting]).run();
  expect(quoted).toMatchObject({ outcome: 'answered', generator: 'Quoting 2' });
  expect(quoted.lineage.model).toBeUndefined();
  const { run, answers, log } = library([penOf(saying([RENT], () => { throw new Error('A fault of ours.'); }))]);
  await expect(run()).rejects.toThrow('A fault of ours.');
  expect([...answers.values()]).toEqual([]);
  expect(log.filter((what) => what === 'pen')).toHaveLength(1);
});

const WRONG = 'The rent is 7 euros.';
const repairing = (repair: (onEvent: OnEvent<GenerateEvent>, signal: AbortSignal) => Promise<Generated | undefined>) =>
  penOf(saying([RENT, WRONG]), { repair: (signal, _made, _sentences, _evidence, onEvent) => repair(onEvent, signal) });

test('sentences that nothing backs are written again, and the better version stays', async () => {
  const { run, log } = library([repairing(async (onEvent) => {
    await onEvent({ type: 'text', text: RENT });
    await onEvent({ type: 'text', text: DUE });
    return made(RENT, DUE);
  })]);
  const answer = await run();
  expect(log.slice(-4)).toEqual(['again', 'text', 'text', 'keep answered 2']);
  expect(answer).toMatchObject({ sentences: [{ text: RENT }, { text: DUE }], lineage: { check: { unsupported: 0, repaired: true } } });
});

test('a repair that is no better, empty, or stopped changes nothing', async () => {
  const first = [{ text: RENT, supported: true }, { text: WRONG, supported: false }];
  const repairs = [async () => made(RENT, 'The rent is 8 euros.'), async () => made(), async () => undefined];
  for (const repair of repairs) expect(await library([repairing(repair)]).run()).toMatchObject({ outcome: 'answered', sentences: first, lineage: { check: { unsupported: 1, repaired: false } } });
  const stopping = stoppingAt(({ type }) => type === 'again');
  const stopped = library([repairing(async (onEvent, signal) => {
    await onEvent({ type: 'text', text: RENT });
    signal.throwIfAborted();
    return made(RENT);
  })]);
  expect(await stopped.run({}, stopping)).toMatchObject({ outcome: 'answered', sentences: first });
});

test('a writer that dies while it repairs costs nothing: the first version is there, and checked', async () => {
  const { run, log } = library([repairing(async () => { throw died(); })]);
  expect(await run()).toMatchObject({ outcome: 'answered', sentences: [{ text: RENT }, { text: WRONG }], lineage: { model: { id: 'm' }, check: { repaired: false } } });
  expect(log.filter((what) => what === 'pen')).toHaveLength(1);
});

test('an answer that everything backs is not written again', async () => {
  const repair = vi.fn(async () => made(RENT));
  await library([penOf(saying([RENT]), { repair })]).run();
  expect(repair).not.toHaveBeenCalled();
});

test('marks that named nothing are counted', async () => {
  const { run } = library([penOf(saying([RENT], () => ({ ...made(RENT), unknownMarks: 3 })))]);
  expect((await run()).lineage.check).toEqual({ unknownMarks: 3, unsupported: 0, repaired: false });
});

test('an answer of which nothing is backed is none', async () => {
  const { run } = library([penOf(saying([WRONG]))]);
  const answer = await run();
  expect(answer).toMatchObject({ outcome: 'not-in-documents', sentences: [{ text: WRONG, supported: false }] });
  expect(answer.confidence).toBeUndefined();
});

test('quotations answer without a model, with the words as they stand', async () => {
  const { run, log } = library([quoting]);
  const answer = await run({ answerWith: 'quoting' });
  expect(log.slice(0, 4)).toEqual(['searched', 'evidence', 'pen', 'keep unfinished 0']);
  expect(answer).toMatchObject({ outcome: 'answered', generator: 'Quoting 2', lineage: { check: { unknownMarks: 0, unsupported: 0, repaired: false } } });
  expect(answer.lineage.model).toBeUndefined();
  for (const { text, citations } of answer.sentences) expect(citations.map(({ quote }) => quote)).toEqual([text]);
});
