import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centralities, spreadChoice, WORD_BUCKETS, wordVector } from './central.ts';

const flat = (texts: readonly string[]) => Float32Array.from(texts.flatMap((text) => [...wordVector(text)]));
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('centrality is the mean likeness to all sentences, compared one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom('rent', 'deposit', 'garden', 'notice', 'landlord', 'the', 'of'), { maxLength: 6 }), { minLength: 1, maxLength: 8 }), (lists) => {
      const texts = lists.map((words) => words.join(' '));
      const central = centralities(flat(texts), WORD_BUCKETS);
      for (const [i, text] of texts.entries()) {
        const naive = texts.reduce((sum, other) => sum + dot(wordVector(text), wordVector(other)), 0) / texts.length;
        expect(central[i]).toBeCloseTo(naive, 4);
      }
    }),
  );
});

test('forms of a word are one word, and grammar is none', () => {
  expect(dot(wordVector('The landlord pays'), wordVector('landlords paying the'))).toBeGreaterThan(0.4);
  expect(wordVector('the of and')).toEqual(new Float32Array(WORD_BUCKETS));
});

test('a sentence that repeats a chosen one gives way to a worse one that says something else', () => {
  const texts = ['The rent is due in May', 'The rent is due in May', 'Dogs sleep in the garden'];
  const candidates = [1, 0.99, 0.3].map((score) => ({ score, section: 0 }));
  expect(spreadChoice(candidates, flat(texts), WORD_BUCKETS, 2)).toEqual([0, 2]);
  expect(spreadChoice(candidates, flat(texts), WORD_BUCKETS, 3), 'never the copy').toEqual([0, 2]);
});

test('of equally good sentences those of other sections speak', () => {
  const texts = ['rent', 'garden', 'notice', 'deposit'];
  const candidates = [{ score: 1, section: 0 }, { score: 0.9, section: 0 }, { score: 0.9, section: 0 }, { score: 0.8, section: 1 }];
  expect(spreadChoice(candidates, flat(texts), WORD_BUCKETS, 2)).toEqual([0, 3]);
});
