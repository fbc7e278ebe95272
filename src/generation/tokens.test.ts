import { expect, test } from 'vitest';
import { languageOf } from './grammar-words.ts';
import { plain, tokensOf } from './tokens.ts';
import { sameWord } from './word-forms.ts';

const wordsOf = (text: string) => tokensOf(text).map(({ folded }) => folded);

test('words are folded, without possessives and elided articles', () => {
  expect(wordsOf("The Company’s café, l'avion and don't")).toEqual(['the', 'company', 'cafe', 'and', "don't"].toSpliced(3, 0, 'avion'));
});

test('a script without spaces gives overlapping pairs, and other words stay whole beside it', () => {
  expect(wordsOf('合同法 PDF')).toEqual(['合同', '同法', 'pdf']);
  expect(wordsOf('法')).toEqual(['法']);
});

test('each word knows where it stands', () => {
  const text = 'Über 5 Häuser, 合同.';
  for (const token of tokensOf(text)) expect(text.slice(token.start, token.end)).toBe(token.text);
});

test('marks that point to a source are no part of a sentence', () => {
  expect(plain('Rent is due [1]. It is  paid【2】 in May ⟦k7⟧ [3, 4].')).toBe('Rent is due. It is paid in May.');
  expect(plain('See [Annex 1] and a[100].')).toBe('See [Annex 1] and a[100].');
});

test('grammar is no content, in several languages', () => {
  expect(tokensOf('The roof of das Haus con el techo').filter(({ content }) => content).map(({ text }) => text)).toEqual(['roof', 'Haus', 'techo']);
});

test('the language is that of the small words, and English without enough of them', () => {
  expect(languageOf(wordsOf('Der Vertrag ist von den Parteien und dem Notar unterschrieben'))).toBe('de');
  expect(languageOf(wordsOf('El contrato se rige por la ley de la ciudad'))).toBe('es');
  expect(languageOf(wordsOf('Some troupes de la marine'))).toBe('en');
});

test.each([['govern', 'governs'], ['terminate', 'termination'], ['bill', 'bills'], ['vertrag', 'vertrages'], ['casa', 'casas']])('%s and %s are forms of one word', (a, b) => {
  expect(sameWord(a, b)).toBe(true);
  expect(sameWord(b, a)).toBe(true);
});

test.each([['party', 'parliament'], ['form', 'inform'], ['state', 'estate'], ['it', 'its'], ['rent', 'roof']])('%s and %s are not', (a, b) => {
  expect(sameWord(a, b)).toBe(false);
});
