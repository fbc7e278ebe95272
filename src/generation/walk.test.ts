import { describe, expect, test } from 'vitest';
import type { Evidence, GenerateRequest, Generator } from '../contract/answer.ts';
import type { DocumentId } from '../contract/range.ts';
import { verify } from './citations.ts';
import { walkDocuments, type WalkedThrough, type WalkEvent, type WalkMode } from './walk.ts';
import { walkLibrary } from './walk-library.test.support.ts';
import { MOST_ITEMS, type WalkParts } from './walk-parts.ts';

const never = new AbortController().signal;

const leases = {
  'berlin.txt': [
    '# Rent\nThe rent for the flat in Berlin is 900 euros each month. The tenant pays the rent on the first day of every month.',
    '# Deposit\nThe deposit is three rents and is kept by the landlord until the end.',
    '# Pets\nThe tenant may keep one dog and no other pets in the flat.',
  ],
  'munich.txt': [
    '# Rent\nThe rent for the house in Munich is 1400 euros each month. All disputes go to arbitration in the city of Munich.',
    '# Garden\nThe tenant waters the garden and cuts the grass twice in a month.',
    '# Pets\nThe tenant may not keep any pets in the house without asking first.',
  ],
};

async function walked(parts: WalkParts, mode: WalkMode, question: string): Promise<{ lines: string[]; events: WalkEvent[]; result: WalkedThrough }> {
  const events: WalkEvent[] = [];
  const result = await walkDocuments(never, parts, mode, question, (event) => void events.push(event));
  if (!result) throw new Error('Nothing was walked through.');
  return { lines: linesOf(result), events, result };
}

const linesOf = ({ made }: WalkedThrough): string[] => made.draft.sentences.map(({ text, opens, by }) => `${opens === 'heading' ? '# ' : opens === 'item' ? '- ' : ''}${by && opens !== 'heading' ? `(${text})` : text}`);

/** Every cited sentence must stand where it says, in a document that could be read anew. */
async function expectVerbatim({ made, evidence }: WalkedThrough) {
  const cited = made.draft.sentences.filter(({ by }) => by === undefined);
  const readText = async (id: DocumentId) => evidence.items.filter(({ range }) => range.documentId === id).reduce((text, { range, text: own }) => text.padEnd(range.start, '·').slice(0, range.start) + own + text.slice(range.end), '');
  const sentences = await verify({ sentences: cited }, evidence.items, { readText });
  expect(sentences.map(({ citations }) => citations.map(({ quote }) => quote.replace(/\s+/gu, ' ')))).toEqual(cited.map(({ text }) => [text]));
  expect(evidence.items.map(({ number }) => number)).toEqual(evidence.items.map((_, i) => i + 1));
}

describe('listing', () => {
  test('quotes every place of every document, under the names of the documents', async () => {
    const { lines, result } = await walked(walkLibrary(leases), 'list', 'List all rents');
    expect(lines).toEqual([
      '# berlin.txt', '- The rent for the flat in Berlin is 900 euros each month.', '- The tenant pays the rent on the first day of every month.', '- The deposit is three rents and is kept by the landlord until the end.',
      '# munich.txt', '- The rent for the house in Munich is 1400 euros each month.',
    ]);
    await expectVerbatim(result);
    expect(result.walked).toEqual({ passages: 6, documents: 2 });
  });

  test('finds a mention as it is written, and nothing that is only like it', async () => {
    const { lines } = await walked(walkLibrary(leases), 'list', 'Which documents mention arbitration?');
    expect(lines).toEqual(['# munich.txt', '- All disputes go to arbitration in the city of Munich.']);
  });

  test('looks only into the document that the question names', async () => {
    const { lines, result } = await walked(walkLibrary(leases), 'list', 'List everything about pets in the Munich document');
    expect(lines).toEqual(['# munich.txt', '- The tenant may not keep any pets in the house without asking first.']);
    expect(result.walked.documents).toBe(1);
  });

  test('shows the same words once, with the number of their copies', async () => {
    const notice = 'The rent must be paid in time by every tenant.';
    const { lines } = await walked(walkLibrary({ 'a.txt': [notice, 'Something else is said here.', `${notice} More.`], 'b.txt': [notice] }), 'list', 'List all about rent');
    expect(lines).toEqual(['# a.txt', `- ${notice}`, '(Said in 2 more places.)']);
  });

  test('says how much is not shown when there is more than can be cited', async () => {
    const many = Array.from({ length: MOST_ITEMS + 5 }, (_, i) => `Clause number ${i} is about the rent of flat ${i}.`);
    const { lines, result } = await walked(walkLibrary({ 'long.txt': many }), 'list', 'List all rents');
    expect(result.evidence.items).toHaveLength(MOST_ITEMS);
    expect(lines).toHaveLength(MOST_ITEMS + 2);
    expect(lines.at(-1)).toBe('(5 more passages are not shown. Choose fewer documents to see them all.)');
  });

  test('comes back with the nearest passages and no sentence when there is nothing', async () => {
    const { lines, result } = await walked(walkLibrary(leases), 'list', 'List all garden insurance rules');
    expect(lines).toEqual([]);
    expect(result.evidence).toMatchObject({ floor: 0.5, strength: 1 / 3 });
    expect(result.evidence.items.length).toBeGreaterThan(0);
  });

  test('leaves a question without a topic to the best passages', async () => {
    expect(await walkDocuments(never, walkLibrary(leases), 'list', 'List all', () => {})).toBeUndefined();
    expect(await walkDocuments(never, walkLibrary({}), 'summarise', 'Summarise everything', () => {})).toBeUndefined();
  });
});

describe('counting', () => {
  test.each([
    ['How many documents mention arbitration?', '(1 of 2 documents mentions “arbitration”.)'],
    ['How often is Munich mentioned?', '(“Munich” is mentioned 2 times, in 1 document.)'],
    ['How many passages talk about pets?', '(2 passages in 2 documents speak of “pets”.)'],
    ['How many documents are there?', '(2 documents.)'],
    ['How many documents mention snow?', '(0 of 2 documents mention “snow”.)'],
  ])('%s', async (question, said) => {
    const { lines, result } = await walked(walkLibrary(leases), 'count', question);
    expect(lines[0]).toBe(said);
    await expectVerbatim(result);
  });

  const bills = { 'invoices.txt': ['Number\tCustomer\tAmount\tStatus\nA1\tAcme\t120.00\topen\nA2\tGlobex\t1,480.50\tpaid\nA3\tAcme\t600.00\tpaid'], 'lease.txt': ['The rent is 900 euros, and over 500 people live in the houses of the landlord.'] };
  test.each([
    ['How many rows are in the table?', '(3 rows in the table of “invoices.txt”, the header not counted.)', 3],
    ['How many invoices are over 500?', '(2 of 3 rows in the table of “invoices.txt”: Amount over 500.)', 2],
    ['How many invoices from Acme are there?', '(2 of 3 rows in the table of “invoices.txt”: “Acme”.)', 2],
    ['How many rows have status open?', '(1 of 3 rows in the table of “invoices.txt”: Status “open”.)', 1],
    ['Count the rows with an amount above 5000', '(0 of 3 rows in the table of “invoices.txt”: Amount above 5000.)', 1],
  ])('counts rows of tables: %s', async (question, said, shown) => {
    const { lines, result } = await walked(walkLibrary(bills), 'count', question);
    expect(lines[0]).toBe(said);
    expect(lines).toHaveLength(1 + shown);
    await expectVerbatim(result);
  });

  test('says that passages were counted when no table can be meant', async () => {
    const { lines } = await walked(walkLibrary(leases), 'count', 'How many rows mention pets?');
    expect(lines.slice(0, 2)).toEqual(['(No table was recognised that the question could be about, so passages were counted.)', '(“pets” is mentioned 4 times, in 2 documents.)']);
  });
});

describe('comparing', () => {
  test('lays what documents say of each thing side by side, and says what is missing', async () => {
    const { lines, result } = await walked(walkLibrary(leases), 'compare', 'Compare the deposit and the pets in both documents');
    expect(lines).toEqual([
      '(Compared by “deposit”, “pets”.)',
      '# berlin.txt', '- The deposit is three rents and is kept by the landlord until the end.', '- The tenant may keep one dog and no other pets in the flat.',
      '# munich.txt', '- (Nothing found about “deposit” in “munich.txt”.)', '- The tenant may not keep any pets in the house without asking first.',
    ]);
    await expectVerbatim(result);
  });

  test('compares by the headings that documents share when the question names nothing', async () => {
    const { lines } = await walked(walkLibrary(leases), 'compare', 'Compare the two documents');
    expect(lines[0]).toBe('(Compared by “Rent”, “Pets”.)');
  });

  test('sums each document up when they share no heading either', async () => {
    const { lines } = await walked(walkLibrary({ 'a.txt': ['Cats sleep for most of the long day.'], 'b.txt': ['Dogs run through the park with their friends.'] }), 'compare', 'Compare the two documents');
    expect(lines).toEqual(['(The question names nothing to compare by, so each document is summed up.)', '# a.txt', '- Cats sleep for most of the long day.', '# b.txt', '- Dogs run through the park with their friends.']);
  });
});

describe('summing up', () => {
  test('quotes a few sentences of each document in reading order', async () => {
    const { lines, result } = await walked(walkLibrary(leases), 'summarise', 'Summarise everything');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual(['# berlin.txt', '# munich.txt']);
    await expectVerbatim(result);
    for (const name of Object.keys(leases)) {
      const starts = result.made.draft.sentences.flatMap(({ cites }) => cites).flatMap(({ evidence, start }) => (result.evidence.items[evidence - 1]!.range.documentId === name ? [start] : []));
      expect(starts).toHaveLength(3);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });

  test('sums up the document that is named', async () => {
    const parts = walkLibrary(leases);
    const { lines } = await walked(parts, 'summarise', 'Summarise the Berlin lease');
    expect(lines[0]).toBe('# berlin.txt');
    expect(parts.read.some((passage) => passage.startsWith('munich'))).toBe(false);
  });

  test('of many documents chooses the few that fit best, and says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`note ${i}.txt`, [i === 17 ? 'The history of the railway is told here at length.' : `This note number ${i} speaks of nothing much at all.`]]));
    const { lines } = await walked(walkLibrary(many), 'summarise', 'Give me a summary of railway history');
    expect(lines.slice(0, 2)).toEqual(['(These are the 6 of 25 documents that fit the question best. Choose documents to have others.)', '# note 17.txt']);
  });
});

describe('walking', () => {
  test('tells how far it is in passages, and the evidence before the answer is there', async () => {
    const long = Array.from({ length: 70 }, (_, i) => `Passage number ${i} speaks of the rent.`);
    const { events } = await walked(walkLibrary({ 'long.txt': long }), 'list', 'List all rents');
    expect(events.map(({ type }) => type)).toEqual(['walking', 'walking', 'walking', 'evidence']);
    expect(events.slice(0, 3)).toEqual([32, 64, 70].map((done) => ({ type: 'walking', done, of: 70 })));
  });

  test.each(['summarise', 'compare', 'list', 'count'] as const)('stops between passages when it is told to: %s', async (mode) => {
    const stop = new AbortController();
    const long = Array.from({ length: 200 }, (_, i) => `Passage number ${i} speaks of the rent.`);
    const parts = walkLibrary({ 'a.txt': long, 'b.txt': long });
    const walk = walkDocuments(stop.signal, parts, mode, 'All passages about the rent', () => stop.abort());
    await expect(walk).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(parts.read.length).toBeLessThan(70);
  });
});

/** A model that quotes the first sentence of every passage that it is shown, and notes what it was asked. */
function quotingModel(fail = false): { asked: GenerateRequest[]; generator: Generator } {
  const asked: GenerateRequest[] = [];
  const first = ({ number, sentences: [span], text, range }: Evidence) => (span ? [{ text: text.slice(span.start - range.start, span.end - range.start), cites: [{ evidence: number, start: span.start, end: span.end }] }] : []);
  return {
    asked,
    generator: {
      name: 'A model',
      generate: async (signal, request, onEvent) => {
        signal.throwIfAborted();
        asked.push(request);
        if (fail) throw new Error('The device was lost.');
        const sentences = request.evidence.flatMap(first);
        for (const sentence of sentences) await onEvent({ type: 'sentence', sentence });
        return { draft: { sentences }, prompt: 'p/1' };
      },
    },
  };
}

describe('with a model', () => {
  test('asks window after window, then once more with the passages that the notes cite', async () => {
    const { asked, generator } = quotingModel();
    const { result, events } = await walked(walkLibrary(leases, { writer: { generator, evidenceTokens: 150 } }), 'summarise', 'Summarise everything');
    const answer = asked.at(-1)!;
    expect(asked.length).toBeGreaterThan(2);
    expect(answer.question).toBe('Summarise everything');
    expect(new Set(asked.slice(0, -1).flatMap(({ evidence }) => evidence.map(({ range }) => range.start + range.documentId))).size).toBe(6);
    expect(result).toMatchObject({ generator: 'A model', made: { prompt: 'p/1' } });
    expect(events.findIndex(({ type }) => type === 'evidence')).toBeLessThan(events.findIndex(({ type }) => type === 'sentence'));
    await expectVerbatim(result);
  });

  test('asks once when everything fits', async () => {
    const { asked, generator } = quotingModel();
    await walked(walkLibrary(leases, { writer: { generator, evidenceTokens: 3_000 } }), 'summarise', 'Summarise everything');
    expect(asked.map(({ question }) => question)).toEqual(['Summarise everything']);
  });

  test('makes a list of its notes, a few passages at a time', async () => {
    const { asked, generator } = quotingModel();
    const many = Array.from({ length: 9 }, (_, i) => `Clause number ${i} is about the rent of flat ${i}.`);
    const { lines, result } = await walked(walkLibrary({ 'long.txt': many }, { writer: { generator, evidenceTokens: 3_000 } }), 'list', 'List all rents');
    expect(asked.map(({ evidence }) => evidence.length)).toEqual([4, 4, 1]);
    expect(lines).toEqual(many.map((text) => `- ${text}`));
    await expectVerbatim(result);
  });

  test('quotes when the model fails', async () => {
    const { generator } = quotingModel(true);
    const { lines, result } = await walked(walkLibrary(leases, { writer: { generator, evidenceTokens: 3_000 } }), 'list', 'List all gardens');
    expect(lines).toEqual(['# munich.txt', '- The tenant waters the garden and cuts the grass twice in a month.']);
    expect(result.generator).toBe('Quoting walk 1');
  });

  test('never lets it count', async () => {
    const { asked, generator } = quotingModel();
    await walked(walkLibrary(leases, { writer: { generator, evidenceTokens: 3_000 } }), 'count', 'How many documents mention arbitration?');
    expect(asked).toEqual([]);
  });
});
