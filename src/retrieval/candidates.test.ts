import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { findCandidates, type CandidateRequest } from './candidates.ts';
import { rankingSettings } from './ranking-settings.ts';
import { smallLibrary } from './small-library.ts';

const never = new AbortController().signal;
const asking = (text: string, changes: Partial<CandidateRequest> = {}): CandidateRequest => ({ text, scope: 'all', limit: 10, wordsOnly: false, ...changes });

const library = smallLibrary({
  'a.txt': ['What is what and which is which.', 'The tenant pays the rent.', 'A physician drives an automobile.'],
  'b.txt': ['The rent is due. The tenant of the house pays it.'],
});
const found = async (text: string, changes?: Partial<CandidateRequest>) =>
  (await findCandidates(never, library, asking(text, changes))).ranked.map(({ documentId, passage }) => `${documentId} ${passage}`);

describe('the words a question is built with', () => {
  test('find nothing by themselves beside words that say something', async () => {
    expect(await found('What is the rent, and which is it?')).not.toContain('a.txt 0');
  });

  test('are looked for when there is nothing else', async () => {
    expect(await found('which is which')).toContain('a.txt 0');
  });

  test('are left in while a person types: the last may be the start of another', async () => {
    expect(await found('wh', { wordsOnly: true })).toContain('a.txt 0');
  });
});

test('each passage comes once, with what each half says of it', async () => {
  const { ranked, byMeaning } = await findCandidates(never, library, asking('rent'));
  expect(byMeaning).toBe(true);
  expect(new Set(ranked.map(({ documentId, passage }) => `${documentId} ${passage}`)).size).toBe(ranked.length);
  expect(ranked[0]).toMatchObject({ bm25: expect.any(Number), cosine: expect.any(Number) });
});

test('a deep request is answered as deep as there are passages', async () => {
  const many = smallLibrary({ 'a.txt': Array.from({ length: 300 }, (_, i) => `Rent number ${i} of the house.`) });
  expect((await findCandidates(never, many, asking('rent', { limit: 250 }))).ranked.length).toBeGreaterThanOrEqual(250);
});

test('the places that are kept for meaning add nothing and lose nothing', async () => {
  const said = 'Quarterly report: budget, widgets, annual summary.';
  const meant = 'An automobile takes the physician and a dog from the house to the ocean, by law, for money.';
  const others = Array.from({ length: 100 }, (_, i) => `Something else, number ${i}.`);
  const crowd = smallLibrary({ 'a.txt': [...Array.from({ length: 12 }, (_, i) => `${said.repeat(6)} Part ${i}.`), meant, ...others] });
  const { ranked } = await findCandidates(never, crowd, asking('quarterly report budget widgets annual summary car'));
  expect(ranked.findIndex(({ passage }) => passage === 12)).toBe(5 - rankingSettings.kept);
  expect(ranked.map(({ passage }) => passage).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 13 }, (_, i) => i));
  expect(ranked.map(({ fused }) => fused)).toEqual(ranked.map(({ fused }) => fused).toSorted((a, b) => b - a));
});

test('an empty scope holds nothing, and one of unknown documents neither', async () => {
  expect(await found('rent', { scope: [] })).toEqual([]);
  expect(await found('rent', { scope: ['gone.txt' as DocumentId] })).toEqual([]);
});

test('hostile queries are only queries', async () => {
  for (const text of ['__proto__ constructor', '\u0000\uffff', '((((', 'a'.repeat(100_000), '\ud800', '🚗'.repeat(1_000), 'rent '.repeat(5_000)]) {
    const { ranked } = await findCandidates(never, library, asking(text));
    expect(ranked.every(({ fused }) => Number.isFinite(fused))).toBe(true);
  }
});
