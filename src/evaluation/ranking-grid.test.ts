import { describe, expect, test } from 'vitest';
import { findHalves } from '../retrieval/candidates.ts';
import { keyOf } from '../retrieval/parts.ts';
import { smallLibrary } from '../retrieval/small-library.ts';
import { byEngine, figureOf, type Question } from './folds.ts';
import { GRID, figuresOf, meansOf, simplestOfBest } from './ranking-grid.ts';

const library = smallLibrary({
  'a.txt': [
    'The tenant pays the rent.', 'The rent of the tenant is due.', 'The lease ends, and so does the rent of the tenant.', 'The puppy of the tenant: rent for a dog.',
    'Bread.', 'The puppy and the ocean.', 'A rent of the house is due.', 'The doctor repairs a house and the rent is due.', 'A fee for the dog is due.',
  ],
});

async function question(text: string, relevant: number[], name = 'a set'): Promise<Question> {
  const halves = await findHalves(new AbortController().signal, library, { text, scope: 'all', limit: 0, wordsOnly: false });
  const desk = { parts: library, documents: new Map() } as unknown as Question['library']['desk'];
  const relevance = new Map(relevant.map((passage) => [String(passage), 1]));
  return { ...halves, fold: 0, relevance, faint: new Set(), library: { name, desk, queries: [], idOf: (_, passage) => String(passage) } };
}

describe('the grid', () => {
  test('has every combination once', () => {
    expect(GRID.length).toBe(12_800);
    expect(new Set(GRID.map((settings) => JSON.stringify(settings))).size).toBe(GRID.length);
    expect(GRID.filter(({ nearEnough, kept, keptWhereWordsMislead }) => (nearEnough === 0) !== (kept === keptWhereWordsMislead))).toEqual([]);
  });

  test.each([
    { text: 'is the rent due for a puppy', relevant: [8, 3], name: 'a set' },
    { text: 'canine price is due', relevant: [7, 0], name: 'a set' },
    { text: 'is the physician due', relevant: [6], name: 'paraphrases' },
    { text: '犬の家賃', relevant: [3], name: 'a set' },
    { text: 'quokka', relevant: [3], name: 'a set' },
  ])('finds of “$text” what the engine finds with each of the settings', async ({ text, relevant, name }) => {
    const asked = await question(text, relevant, name);
    const figures = figuresOf(asked);
    expect(figures.length).toBe(GRID.length);
    for (let i = 0; i < GRID.length; i += 23) expect(figures[i]).toBe(figureOf(asked, byEngine(GRID[i]!)(asked)));
  });

  test('differs where settings do', async () => {
    expect(new Set(figuresOf(await question('is the rent due for a puppy', [8, 3]))).size).toBeGreaterThan(3);
  });
});

test('what a search would not show does not count', async () => {
  const asked = await question('rent', [0]);
  const ranked = byEngine(GRID[0]!)(asked);
  const first = ranked[0]!;
  const relevance = new Map([[String(ranked[1]!.passage), 1]]);
  expect(figureOf({ ...asked, relevance }, ranked)).toBeLessThan(1);
  expect(figureOf({ ...asked, relevance, faint: new Set([keyOf(first)]) }, ranked)).toBe(1);
});

test('sets count alike, and so do the questions of a set in whatever fold', () => {
  const sum = (set: string, fold: number, questions: number, total: number) => ({ set, fold, questions, figures: new Float64Array(GRID.length).fill(total) });
  const sums = [sum('large', 0, 90, 90), sum('large', 1, 10, 0), sum('small', 0, 1, 0.5)];
  expect(meansOf(sums)[0]).toBeCloseTo((0.9 + 0.5) / 2);
  expect(meansOf(sums, 0)[7]).toBe(0);
  expect(meansOf(sums, 1)[7]).toBeCloseTo((1 + 0.5) / 2);
});

describe('of what is as good as the best', () => {
  const [simple, lessSimple] = [GRID[0]!, { ...GRID[0]!, curve: 2 }];

  test.each([
    { means: [0.5, 0.5], simplest: true },
    { means: [0.5, 0.5009], simplest: true },
    { means: [0.5, 0.5011], simplest: false },
    { means: [0, 0.6], simplest: false },
  ])('the simplest is taken: $means', ({ means, simplest }) => {
    expect(simplestOfBest([lessSimple, simple], means.toReversed())).toBe(simplest ? simple : lessSimple);
  });

  test('the best itself where nothing else is as good', () => {
    expect(simplestOfBest([simple, lessSimple], [0.2, 0.1], 0)).toBe(simple);
  });
});
