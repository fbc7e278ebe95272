import { expect, test } from 'vitest';
import { claimsFrom, isWrong, usable } from './claims.ts';
import { seeded } from './metrics.ts';
import { figuresOf, written } from './verification.ts';

const evidence =
  'The warehouse in Bremen was built by Karl Hansen in 1931, and it has stood empty since the flood. It was let to Petra Lund for a period of 40 years. The roof is not insured, because its beams are old.';
const seed = { source: 'a', evidence, sibling: 'The quay of the harbour is made of granite from the nearby hills.', stranger: 'The museum was founded in Lisbon by Rosa Pinto, a painter of ships.' };
const sentenceOf = (kind: string) => claimsFrom(seed, seeded(3)).find((claim) => claim.kind === kind)?.sentence ?? '';

test('the same seed gives the same claims', () => {
  expect(claimsFrom(seed, seeded(3))).toEqual(claimsFrom(seed, seeded(3)));
});

test('a copy is a sentence of the passage, an alteration is none', () => {
  expect(evidence).toContain(sentenceOf('copy'));
  for (const kind of ['number swapped', 'name of another article', 'name of the same passage', 'negated', 'unit swapped']) {
    expect(sentenceOf(kind)).not.toBe('');
    expect(evidence).not.toContain(sentenceOf(kind));
  }
});

test('what is put in comes from where its kind says', () => {
  expect(sentenceOf('name of another article')).toMatch(/Lisbon|Rosa Pinto/);
  expect(sentenceOf('name of the same passage')).toMatch(/Bremen|Karl Hansen|Petra Lund/);
  expect(sentenceOf('sentence of another article')).toBe(seed.stranger);
  expect(sentenceOf('sentence of another passage')).toBe(seed.sibling);
  const [number] = /\d+/.exec(sentenceOf('number swapped')) ?? [];
  expect(evidence).not.toContain(number);
});

test('scraps and pieces without an end are not used', () => {
  expect(usable('Yes. A line without an end that is long enough to be one')).toEqual([]);
});

test('precision and recall are counted over sentences called unsupported', () => {
  const finding = { code: 'no-citation' } as const;
  const figures = figuresOf([
    { kind: 'copy', finding: undefined },
    { kind: 'copy', finding },
    { kind: 'negated', finding },
    { kind: 'negated', finding: undefined },
    { kind: 'number swapped', finding },
  ]);
  expect(figures).toMatchObject({ sentences: 5, precision: 2 / 3, recall: 2 / 3, falseAlarms: { copies: 0.5, all: 0.5 } });
  expect(figures.kinds['negated']).toEqual({ sentences: 2, unsupported: 0.5 });
});

test('a backed sentence is judged wrongly when something is found, another when nothing is', () => {
  expect(isWrong({ kind: 'copy', finding: { code: 'no-citation' } })).toBe(true);
  expect(isWrong({ kind: 'negated', finding: undefined })).toBe(true);
  expect(isWrong({ kind: 'copy', finding: undefined })).toBe(false);
});

test('what was written by hand is there once, and enough of it', () => {
  const all = (key: 'paraphrases' | 'inventions' | 'negations') => written.flatMap((one) => one[key] ?? []);
  expect(all('paraphrases').length).toBeGreaterThanOrEqual(60);
  for (const list of [all('paraphrases'), all('inventions'), all('negations')]) expect(new Set(list).size).toBe(list.length);
});
