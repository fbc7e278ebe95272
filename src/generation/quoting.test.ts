import { describe, expect, test } from 'vitest';
import type { Evidence } from '../contract/answer.ts';
import type { DocumentId } from '../contract/range.ts';
import { verify } from './citations.ts';
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
  const whole: string[] = [];
  const { draft } = await createQuotingGenerator().generate(signal, { question: 'Which law governs the lease?', evidence, tokenBudget }, (event) => {
    if (event.type === 'text') events.push(event.text);
    else whole.push(event.sentence.text);
  });
  expect(whole).toEqual(draft.sentences.map(({ text }) => text));
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

test('sentences that follow each other stand in their own order, others best first', async () => {
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
  const quoted = /^… (.*) …$/u.exec(first?.text ?? '')?.[1] ?? '';
  expect(endless).toContain(quoted);
  const [cite] = first?.cites ?? [];
  expect(cite && endless.slice(cite.start - 1_000, cite.end - 1_000)).toBe(quoted);
});

test('the right sentence comes first, though others of its passage stand before it', async () => {
  const far = passage(1, [['The rent is due on the first.', 0.3], ['Cats may stay.', 0.01], ['This lease is governed by Spanish law.', 0.6]]);
  expect((await ask([far])).texts).toEqual(['This lease is governed by Spanish law.', 'The rent is due on the first.']);
});

describe('a sentence that limits the one quoted', () => {
  const rule: [string, number] = ['This lease is governed by Spanish law.', 0.9];

  test('is quoted along, however low its score', async () => {
    const limited = passage(1, [rule, ['However, this does not apply to the garden.', 0.001], ['Cats may stay.', 0.001]]);
    expect((await ask([limited])).texts).toEqual([rule[0], 'However, this does not apply to the garden.']);
  });

  test('is found at the beginning of the next passage', async () => {
    const [first, next] = [passage(1, [rule]), passage(2, [['Unless the parties choose another.', 0.001]])];
    const continued = { ...next, range: { ...next.range, documentId: first.range.documentId, start: first.range.end, end: first.range.end + next.text.length } };
    const sentences = [{ start: continued.range.start, end: continued.range.end, score: 0.001 }];
    expect((await ask([first, { ...continued, sentences }])).texts).toEqual([rule[0], 'Unless the parties choose another.']);
  });

  test('comes on top of three', async () => {
    const many = ['Apples grow.', 'Boats sail.', 'Cats sleep.', 'Dogs bark.'].map((sentence): [string, number] => [sentence, 0.3]);
    const texts = (await ask([passage(1, [rule, ['However, Italian courts decide.', 0.001]]), passage(2, many)])).texts;
    expect(texts).toHaveLength(4);
    expect(texts.slice(0, 2)).toEqual([rule[0], 'However, Italian courts decide.']);
  });

  test('stays out when there is no room for it', async () => {
    expect((await ask([passage(1, [rule, ['However, this does not apply to the garden.', 0.001]])], 12)).texts).toEqual([rule[0]]);
  });
});

describe('what is left out is shown', () => {
  const at = (text: string, scores: [string, number][], number = 1): Evidence => {
    const one = passage(number, [[text, 0]]);
    return { ...one, sentences: scores.map(([sentence, score]) => ({ start: one.range.start + text.indexOf(sentence), end: one.range.start + text.indexOf(sentence) + sentence.length, score })) };
  };

  test('before a sentence that began on the page before', async () => {
    expect((await ask([at('law of Spain governs this lease. Cats may stay.', [['law of Spain governs this lease.', 0.9]])])).texts).toEqual(['… law of Spain governs this lease.']);
  });

  test('after a sentence that ends on the next page', async () => {
    const cut = 'This lease is governed by the law of the';
    expect((await ask([at(`${cut}\n\n`, [[cut, 0.9]])])).texts).toEqual([`${cut} …`]);
  });

  test('after a sentence that goes on in the next passage', async () => {
    const [one, two] = [at('This lease is governed by Spanish law', [['This lease is governed by Spanish law', 0.9]]), at('wherever the tenant lives.', [['wherever the tenant lives.', 0.01]], 2)];
    const next = { ...two, range: { documentId: one.range.documentId, start: one.range.end, end: one.range.end + two.text.length }, sentences: [] };
    expect((await ask([one])).texts).toEqual(['This lease is governed by Spanish law']);
    expect((await ask([one, next])).texts).toEqual(['This lease is governed by Spanish law …']);
  });

  test('not around a title, an item or a last line without a full stop', async () => {
    expect((await ask([at('Cats may stay\n\n', [['Cats may stay', 0.9]])])).texts).toEqual(['Cats may stay']);
    expect((await ask([at('The tenant pays: rent and heating', [['The tenant pays: rent and heating', 0.9]])])).texts).toEqual(['The tenant pays: rent and heating']);
  });

  test('not between two pieces that follow each other', async () => {
    const [one, two] = ['This lease is governed by the law of', 'and for the courts of Vigo it is Spanish too.'];
    expect((await ask([at(`${one} ${two}`, [[one, 0.9], [two, 0.8]])])).texts).toEqual([one, two]);
  });
});

test('the lines of a numbered list stay lines, each with its own words cited', async () => {
  const text = 'The tenant pays:\n1. the rent\n2. the heating\n3. the water.';
  const [list, rest] = [passage(1, [[text, 0.9]]), passage(2, [['Spanish law governs the lease.', 0.5]])];
  const { draft } = await ask([list, rest]);
  expect(draft.sentences.map(({ opens, text: shown }) => [opens, shown])).toEqual([
    ['paragraph', 'The tenant pays:'], ['item', '1. the rent'], ['item', '2. the heating'], ['item', '3. the water.'], ['paragraph', 'Spanish law governs the lease.'],
  ]);
  expect(draft.sentences.slice(0, 4).map(({ cites: [cite] }) => list.text.slice(cite!.start - 1_000, cite!.end - 1_000))).toEqual(text.split('\n'));
});

test('what is shown with marks of omission is still found to be backed by its source', async () => {
  const endless = `${'the tenant shall not keep dogs, '.repeat(20)}the law of Spain governs the lease of 3 May 2024, ${'the landlord shall never enter, '.repeat(20)}and so on.`;
  const evidence = [passage(1, [[endless, 0.9]])];
  const { draft } = await ask(evidence);
  expect(draft.sentences[0]?.text).toMatch(/^… .* …$/u);
  const [checked] = await verify(draft, evidence, { readText: () => Promise.resolve(' '.repeat(1_000) + endless) });
  expect(checked).toMatchObject({ supported: true, citations: [{ quote: expect.stringContaining('law of Spain') as string }] });
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
