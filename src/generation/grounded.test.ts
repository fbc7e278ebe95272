import { describe, expect, test } from 'vitest';
import type { Evidence, GenerateEvent } from '../contract/answer.ts';
import { createGroundedGenerator, roomForEvidence } from './grounded.ts';
import { idsIn, scriptedParts } from './grounded-parts.test.support.ts';
import { countWords, evidenceOf, quoteOf } from './packed.test.support.ts';
import type { Script } from './scripted-writer.test.support.ts';

const items = [evidenceOf(1, 'The rent is 900 euros. Pets are welcome.'), evidenceOf(2, 'The term is five years.')];

async function ask(answer: Script['answer'], { evidence = items, tokenBudget = 500, signal = new AbortController().signal, question = 'What is the rent?', parts = scriptedParts({ answer }) }: {
  evidence?: Evidence[]; tokenBudget?: number; signal?: AbortSignal; question?: string; parts?: ReturnType<typeof scriptedParts>;
} = {}) {
  const events: GenerateEvent[] = [];
  const made = await createGroundedGenerator(parts).generate(signal, { question, evidence, tokenBudget }, (event) => void events.push(event));
  return { made, events, parts };
}

test('an answer streams, its sentences are told when they are whole, and its citations are exact', async () => {
  const { made, events } = await ask((messages) => `The rent is 900 euros. ⟦${idsIn(messages)[0]}⟧ The term is five years. ⟦${idsIn(messages)[1]}⟧ It is [7].`);
  expect(made.draft.sentences.map(({ text, cites }) => [text, cites.map((cite) => quoteOf(items, cite))])).toEqual([
    ['The rent is 900 euros.', ['The rent is 900 euros.']], ['The term is five years.', ['The term is five years.']], ['It is.', []],
  ]);
  expect(events.map((event) => (event.type === 'text' ? event.text : '|')).join('')).toBe('The rent is 900 euros. [1]| The term is five years. [2]| It is.|');
  expect(made).toMatchObject({ prompt: 'grounded/1', unknownMarks: 1, tokens: { new: 15, perSecond: 100 } });
  expect(made.tokens?.prompt).toBeGreaterThan(50);
  expect(made.ended).toBeUndefined();
});

test('its name says the model and the version of the prompt', () => {
  expect(createGroundedGenerator(scriptedParts({ answer: () => '' })).name).toBe('Scripted, grounded/1');
});

test('it is asked at temperature 0, with the passages, the question once, and nothing of earlier turns', async () => {
  const { parts } = await ask(() => '');
  const [{ messages, options }] = parts.asked as [typeof parts.asked[0]];
  expect(options).toMatchObject({ temperature: 0, maximumTokens: 600 });
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
  expect(messages[1]?.content).toContain('Question: What is the rent?');
  for (const { text, documentName } of items) expect(messages[1]?.content).toContain(`${documentName}\n${text}`);
});

test('the same bytes give the same prompt, others other ids', async () => {
  const again = scriptedParts({ answer: () => '' });
  const { parts } = await ask(() => '');
  await ask(() => '', { parts: again });
  expect(again.asked).toEqual(parts.asked);
  await ask(() => '', { parts: again });
  expect(idsIn(again.asked[1]!.messages)).not.toEqual(idsIn(again.asked[0]!.messages));
});

test('"not in passages" is an answer without sentences, and its words are never shown', async () => {
  const { made, events } = await ask(() => 'NOT IN PASSAGES\n\nBut I can tell you that it is 5 euros.');
  expect(made.draft.sentences).toEqual([]);
  expect(events).toEqual([]);
});

test('without evidence, or without room for a sentence of it, the model is not asked', async () => {
  for (const request of [{ evidence: [] }, { tokenBudget: 5 }]) {
    const { made, parts } = await ask(() => 'Invented.', request);
    expect(made.draft.sentences).toEqual([]);
    expect(parts.asked).toEqual([]);
  }
});

test('a text that ran out of room says so, and leaves out the sentence that had not ended', async () => {
  const endless = Array.from({ length: 400 }, (_, i) => `Word${i} goes.`).join(' ');
  const { made } = await ask(() => `${endless} and more`, { parts: scriptedParts({ answer: () => endless }, 1_000) });
  expect(made.ended).toBe('length');
  expect(made.tokens?.new).toBe(250);
  expect(made.draft.sentences.at(-1)?.text).toBe('Word124 goes.');
});

describe('stopped', () => {
  test('it rejects with the reason, after the sentences that had ended were told', async () => {
    const stop = new AbortController();
    let tokens = 0;
    const parts = scriptedParts({ answer: () => 'The rent is 900 euros. The term is five years.', onToken: () => {
      tokens += 1;
      if (tokens > 7) stop.abort(new DOMException('enough', 'AbortError'));
    } });
    const told: string[] = [];
    const writing = createGroundedGenerator(parts).generate(stop.signal, { question: 'q', evidence: items, tokenBudget: 500 }, (event) => void (event.type === 'sentence' && told.push(event.sentence.text)));
    await expect(writing).rejects.toThrow('enough');
    expect(told).toEqual(['The rent is 900 euros.']);
  });

  test('before it began, it does not begin', async () => {
    const parts = scriptedParts({ answer: () => 'x' });
    await expect(ask(() => 'x', { parts, signal: AbortSignal.abort() })).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(parts.asked).toEqual([]);
  });
});

test('another failure is passed on as it is', async () => {
  const parts = scriptedParts({ answer: () => 'a b', onToken: () => Promise.reject(new RangeError('device')) });
  await expect(ask(() => '', { parts })).rejects.toThrow('device');
});

describe('a small context', () => {
  const long = Array.from({ length: 60 }, (_, i) => evidenceOf(i + 1, `Sentence number ${i} is here. `.repeat(10), { documentId: `d${i % 3}`, start: 10_000 * i }));

  test.each([450, 500, 600, 700, 800])('of %i gets what fits of the evidence, whatever budget is asked for', async (contextTokens) => {
    const parts = scriptedParts({ answer: () => 'Fine.' }, contextTokens);
    const { made } = await ask(() => '', { parts, evidence: long, tokenBudget: 100_000 });
    expect(made.draft.sentences).toHaveLength(1);
    const [system = 0, user = 0] = await countWords(parts.asked[0]!.messages.map(({ content }) => content));
    const left = contextTokens - Math.floor(contextTokens / 4) - 96 - system - user;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(0.6 * contextTokens);
  });

  test('is asked the beginning of an endless question', async () => {
    const parts = scriptedParts({ answer: () => 'Fine.' }, 700);
    await ask(() => '', { parts, evidence: long, tokenBudget: 200, question: 'why '.repeat(5_000) });
    expect(parts.asked[0]?.messages[1]?.content.match(/why/gu)?.length).toBeLessThanOrEqual(140);
  });

  test('leaves so much for evidence', async () => {
    const rooms = await Promise.all([400, 1_000, 4_096].map((contextTokens) => roomForEvidence(scriptedParts({ answer: () => '' }, contextTokens))));
    expect(rooms[0]).toBeGreaterThan(0);
    expect(rooms[0]).toBeLessThan(100);
    expect(rooms[1]! - rooms[0]!).toBe(600 - 150);
    expect(rooms[2]! - rooms[1]!).toBe(3_096 - 350);
  });
});
