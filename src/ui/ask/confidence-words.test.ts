import { expect, test } from 'vitest';
import { confidenceWords, strengthWords } from './confidence-words.ts';

const confidence = (supported: number, total: number, passages: number, documents: number, strength = 0.5) =>
  confidenceWords({ evidence: { strength, floor: 0.18 }, sentences: { supported, total }, agreement: { passages, documents } });

test('every part is said, and none is a percentage', () => {
  expect(confidence(5, 6, 3, 2)).toBe('5 of 6 sentences were found in your documents, from 3 passages of 2 documents; the evidence is well above what Carrel asks for.');
});

test.each([
  [1, 1, 'Its one sentence was found'], [0, 1, 'Its one sentence was not found'], [2, 2, 'Both sentences were found'], [7, 7, 'All 7 sentences were found'], [1, 3, '1 of 3 sentences was found'],
])('%d of %d reads as a sentence', (supported, total, start) => {
  expect(confidence(supported, total, 1, 1)).toMatch(new RegExp(`^${start} in your documents, from 1 passage of 1 document;`, 'u'));
});

test('where nothing is cited, no passage is named', () => {
  expect(confidence(0, 2, 0, 0)).not.toContain('passage');
});

test('strength is compared with the floor, in words', () => {
  const words = [0.1, 0.18, 0.22, 0.3, 0.36, 0.9].map((strength) => strengthWords({ strength, floor: 0.18 }));
  expect(words).toEqual(['below', 'just above', 'just above', 'above', 'well above', 'well above']);
  expect(strengthWords({ strength: 3, floor: 0 })).toBe('above');
});
