import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from './question.ts';
import { SENTENCE_FEATURES, sentenceFeatures, type PassageView, type WeighedQuestion } from './sentence-features.ts';

const ask = (text: string, weights?: number[]): WeighedQuestion => {
  const question = analyse(text);
  return { ...question, weights: weights ?? question.terms.map(() => 1 / question.terms.length) };
};
function view(list: string[], changes: Partial<PassageView> = {}): PassageView {
  const text = list.join(' ');
  const sentences = list.map((sentence) => ({ start: text.indexOf(sentence), end: text.indexOf(sentence) + sentence.length }));
  return { text, sentences, titles: list.map(() => ''), rank: 0, fused: 1, cosine: 0.5, sentenceCosines: list.map((_, i) => i / 10), ...changes };
}
const named = (rows: number[][], i = 0) => Object.fromEntries(SENTENCE_FEATURES.map((name, k) => [name, rows[i]?.[k]]));

test('words count by their weight', () => {
  const rows = sentenceFeatures(ask('rent Vigo', [0.2, 0.8]), view(['The rent is due.', 'Courts sit in Vigo.', 'The rent in Vigo.']));
  expect(rows.map((row) => row[0])).toEqual([0.2, 0.8, 1]);
});

test('a title above a sentence covers what the sentence leaves out', () => {
  const question = ask('governing law');
  const rows = sentenceFeatures(question, view(['Spain.', 'Vigo.'], { titles: ['Governing Law', ''] }));
  expect(named(rows)).toMatchObject({ cover: 0, coverWithTitle: 1 });
  expect(named(rows, 1)).toMatchObject({ cover: 0, coverWithTitle: 0 });
});

test('neighbours cover what the sentence leaves out', () => {
  const rows = sentenceFeatures(ask('umbrella ends'), view(['The umbrella policy.', 'It ends in May.']));
  expect(named(rows, 1)).toMatchObject({ cover: 0.5, coverNear: 0.5, coverPassage: 1 });
});

test('words that stand together in the question count more when they do in the sentence', () => {
  const question = ask('security deposit');
  const far = 'The deposit is what the landlord, who likes it, keeps as a kind of security.';
  expect(named(sentenceFeatures(question, view(['The security deposit is due.'])))['pairs']).toBe(1);
  expect(named(sentenceFeatures(question, view([far])))['pairs']).toBe(0);
});

test('a word in the form of the question counts apart from one of the same stem', () => {
  const question = ask('compete');
  expect(named(sentenceFeatures(question, view(['They may compete.'])))).toMatchObject({ cover: 1, forms: 1 });
  expect(named(sentenceFeatures(question, view(['He competes, competed, was competing.'])))).toMatchObject({ cover: 1, forms: 1 });
  expect(named(sentenceFeatures(question, view(['A competent court.'])))).toMatchObject({ cover: 1, forms: 0 });
});

test('a name of the question that the passage lacks shows', () => {
  expect(named(sentenceFeatures(ask('rent in Vigo'), view(['The rent.'])))['namesCovered']).toBe(0);
  expect(named(sentenceFeatures(ask('rent in Vigo'), view(['The rent.', 'Vigo.'])))['namesCovered']).toBe(1);
});

test('short and long sentences are known as such', () => {
  const rows = sentenceFeatures(ask('rent'), view(['Rent is due.', `Rent ${'and more '.repeat(60)}.`, 'The rent is due on the first day of the month.']));
  expect(named(rows)).toMatchObject({ long: 0, short: 5 / 8 });
  expect(named(rows, 1)['long']).toBeGreaterThan(1);
  expect(named(rows, 2)).toMatchObject({ short: 0, long: 0 });
});

test('a question for what is not so knows the sentences that say it, and those whose title does', () => {
  const rows = sentenceFeatures(ask('What is not covered?'), view(['Fire is covered.', 'Floods are excluded.', 'War and theft.'], { titles: ['', '', 'Exclusions'] }));
  expect(rows.map((_, i) => named(rows, i)['deniesToo'])).toEqual([0, 1, 0.7]);
  const plain = sentenceFeatures(ask('What is covered?'), view(['Fire is covered.', 'Floods are excluded.']));
  expect(plain.map((_, i) => named(plain, i)['deniesToo'])).toEqual([0, 0]);
});

test('a word of such a question counts little where the opposite is said', () => {
  const rows = sentenceFeatures(ask('What is not covered?'), view(['Fire is covered.', 'Floods are not covered.']));
  expect(rows.map((_, i) => named(rows, i))).toEqual([expect.objectContaining({ cover: 0.25, forms: 0.25, coverPassage: 1 }), expect.objectContaining({ cover: 1, forms: 1, coverPassage: 1 })]);
  expect(named(sentenceFeatures(ask('What is not covered?'), view(['Fire is covered.'])))).toMatchObject({ cover: 0.25, coverPassage: 0.25 });
});

test('every value is a number of about the size of one, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 5 }), (question, list) => {
      for (const row of sentenceFeatures(ask(question), view(list))) {
        expect(row).toHaveLength(SENTENCE_FEATURES.length);
        for (const value of row) expect(Math.abs(value)).toBeLessThanOrEqual(2);
      }
    }),
  );
});
