import fc from 'fast-check';
import { expect, test } from 'vitest';
import { snippet } from './snippet.ts';

const spansOf = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
const cut = (text: string, words: RegExp, scores?: number[]) => {
  const { start, end } = snippet(text, spansOf(text, /[^.。\s][^.。]*[.。]?/gu), spansOf(text, words), scores);
  return text.slice(start, end);
};

const long = (word: string, times: number) => `${word} `.repeat(times).trim();

test('the sentence with most of the words is shown, with its neighbours while they fit', () => {
  const filler = `${long('filler', 60)}.`;
  expect(cut(`${filler} Short before. The law of Texas governs. Short after. ${filler}`, /law|Texas/gu)).toBe('Short before. The law of Texas governs. Short after.');
});

test('different words count for more than the same word again', () => {
  const filler = `${long('filler', 60)}.`;
  expect(cut(`Law, law, law and more law. ${filler} ${filler} The law of Texas. ${filler}`, /law|Texas/giu)).toContain('Texas');
});

test('of an endless sentence the part with the words is shown, between words', () => {
  const text = `${long('before', 100)} the governing law is that of Texas ${long('after', 100)}.`;
  const shown = cut(text, /governing|law|Texas/gu);
  expect(shown).toContain('governing law is that of Texas');
  expect(shown.length).toBeLessThanOrEqual(320);
  expect(shown).toMatch(/^(?:before )+the .* (?:after ?)+$/u);
});

test('without marked words the sentence nearest in meaning is shown', () => {
  const sentences = Array.from({ length: 8 }, (_, i) => `${long(`s${i}`, 60)}.`);
  expect(cut(sentences.join(' '), /nothing/gu, [0, 0, 0, 0, 0, 0.9, 0, 0])).toMatch(/^s5/u);
});

test('a passage that fits is shown whole', () => {
  expect(cut('One. Two. Three.', /Two/gu)).toBe('One. Two. Three.');
  expect(snippet('no sentences at all', [], [])).toEqual({ start: 0, end: 19 });
});

test('a text without spaces is cut between characters', () => {
  const text = '本合同适用法律'.repeat(100);
  expect(cut(text, /法律/gu).length).toBeLessThanOrEqual(320);
});

test('a snippet lies inside the text, is short, and does not start or end in white space', () => {
  const texts = fc.array(fc.constantFrom('law', 'of', 'the', 'a. ', '\n', '法', '👩‍👩‍👧', 'antidisestablishmentarianism'), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(texts, fc.boolean(), (parts, spaced) => {
      const text = parts.join(spaced ? ' ' : '');
      const shown = cut(text, /law|法/gu);
      expect(shown.length).toBeLessThanOrEqual(320);
      if (text.trim() !== '') expect(shown).toBe(shown.trim());
    }),
  );
});
