import { describe, expect, test } from 'vitest';
import type { Evidence } from '../contract/answer.ts';
import type { DocumentId } from '../contract/range.ts';
import { createQuotingGenerator } from './quoting.ts';

/** A passage of sentences with their scores, at an offset, so that mixed-up offsets show. */
function passage(number: number, sentences: [string, number][]): Evidence {
  const offset = 1_000 * number;
  const text = sentences.map(([sentence]) => sentence).join(' ');
  return {
    number, text, score: 1, documentName: `${number}.txt`, format: 'text', place: { headings: [] },
    range: { documentId: String(number) as DocumentId, start: offset, end: offset + text.length },
    sentences: sentences.map(([sentence, score]) => ({ start: offset + text.indexOf(sentence), end: offset + text.indexOf(sentence) + sentence.length, score })),
  };
}

const lease = passage(1, [
  ['The rent is due on the first.', 0.1],
  ['This lease is governed by Spanish law.', 0.6],
  ['Courts in Vigo settle every dispute.', 0.35],
]);
const ask = async (evidence: Evidence[], tokenBudget = 400, signal = new AbortController().signal) => {
  const events: string[] = [];
  const draft = await createQuotingGenerator().generate(signal, { question: 'Which law governs the lease?', evidence, tokenBudget }, ({ text }) => void events.push(text));
  return { events, draft, texts: draft.sentences.map(({ text }) => text) };
};

test('the best sentence is quoted word for word, with its exact span', async () => {
  const { draft } = await ask([lease]);
  const [first] = draft.sentences;
  expect(first?.text).toBe('This lease is governed by Spanish law.');
  const [cite] = first?.cites ?? [];
  expect(cite && lease.text.slice(cite.start - 1_000, cite.end - 1_000)).toBe(first?.text);
});

test('a second sentence is added when it is nearly as good and says something new', async () => {
  expect((await ask([lease])).texts).toEqual(['This lease is governed by Spanish law.', 'Courts in Vigo settle every dispute.']);
});

test('a sentence that only repeats the first is left out, however good', async () => {
  const again = passage(2, [['This Lease is governed by Spanish law!', 0.59]]);
  expect((await ask([lease, again])).texts).not.toContain('This Lease is governed by Spanish law!');
});

test('sentences of one passage stand in their own order, passages in that of their best', async () => {
  const turned = passage(2, [['Spain rules here.', 0.5], ['Italian courts decide nothing at all.', 0.55]]);
  expect((await ask([turned, lease])).texts).toEqual(['This lease is governed by Spanish law.', 'Spain rules here.', 'Italian courts decide nothing at all.']);
});

test('never more than three', async () => {
  const many = passage(1, ['Apples grow.', 'Boats sail.', 'Cats sleep.', 'Dogs bark.', 'Eels swim.'].map((sentence) => [sentence, 0.2]));
  expect((await ask([many])).texts).toHaveLength(3);
});

test('the text arrives as events, sentence by sentence, and together they are the answer', async () => {
  const { events, texts } = await ask([lease]);
  expect(events.join('')).toBe(texts.join(' '));
});

test('line breaks of the original become spaces in what is shown; the span stays', async () => {
  const broken = passage(1, [['This lease\nis governed by\n Spanish law.', 0.9]]);
  const { draft } = await ask([broken]);
  expect(draft.sentences[0]?.text).toBe('This lease is governed by Spanish law.');
  expect(draft.sentences[0]?.cites[0]).toEqual({ evidence: 1, start: 1_000, end: 1_000 + broken.text.length });
});

test('of a sentence that fills a page only the clause that answers is quoted', async () => {
  const endless = `${'The tenant shall keep the garden tidy; '.repeat(30)}the law of Spain governs the lease; ${'the landlord shall mend the roof; '.repeat(30)}`.trim();
  const { draft } = await ask([passage(1, [[endless, 0.9]])]);
  const [first] = draft.sentences;
  expect(first?.text.length).toBeLessThanOrEqual(600);
  expect(first?.text).toContain('the law of Spain governs the lease');
  expect(endless).toContain(first?.text);
});

describe('limits', () => {
  test('a small budget keeps the best sentence only', async () => {
    expect((await ask([lease], 12)).texts).toEqual(['This lease is governed by Spanish law.']);
  });

  test('without evidence nothing is said', async () => {
    expect(await ask([])).toMatchObject({ draft: { sentences: [] }, events: [] });
    expect((await ask([passage(1, [])])).texts).toEqual([]);
  });

  test('an abort is an abort, not a short answer', async () => {
    await expect(ask([lease], 400, AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await expect(ask([], 400, AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

test('Chinese and Arabic are quoted like any other language', async () => {
  const both = [passage(1, [['本合同适用中华民国法律。', 0.5]]), passage(2, [['يخضع هذا العقد لقانون تكساس.', 0.45]])];
  expect((await ask(both)).texts).toEqual(['本合同适用中华民国法律。', 'يخضع هذا العقد لقانون تكساس.']);
});
