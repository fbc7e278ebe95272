import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentOf, guessLanguage, isFunctionTerm } from './function-words.ts';
import { words } from '../lexical-index/words.ts';

const content = (text: string) => words(contentOf(text)).map(({ form }) => form);

test('what is left is what the question is about', () => {
  expect(content('Which law governs this agreement?')).toEqual(['law', 'governs', 'agreement']);
  expect(content('¿Qué ley rige el contrato?')).toEqual(['ley', 'rige', 'contrato']);
  expect(content('Welches Recht gilt für den Vertrag?')).toEqual(['recht', 'gilt', 'vertrag']);
  expect(contentOf('合同适用什么法律')).not.toContain('什么');
});

test('words that are empty in one language only are kept', () => {
  expect(content('Did he die in the war, without sin?')).toEqual(['die', 'war', 'without', 'sin']);
});

test('a text of nothing else is left as it is', () => {
  expect(contentOf('To be or not to be')).toBe('To be or not to be');
  expect(contentOf('')).toBe('');
});

test('codes stay whole', () => {
  expect(contentOf('What is HR-2021/44?')).toContain('HR-2021/44');
});

test('nothing but function words is ever lost', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('the', 'law', 'of', 'Texas', 'was', 'rent', '17.2', 'qué', '法律'), { minLength: 1 }).map((list) => list.join(' ')), (text) => {
      const kept = new Set(words(contentOf(text)).map(({ term }) => term));
      for (const { term } of words(text)) if (!isFunctionTerm(term)) expect(kept).toContain(term);
    }),
  );
});

test('the language of a question is told by its grammar', () => {
  expect(guessLanguage('Which law governs this agreement?')).toBe('en');
  expect(guessLanguage('¿Cuándo termina el contrato?')).toBe('es');
  expect(guessLanguage('Wann endet der Vertrag?')).toBe('de');
  expect(guessLanguage('Quand est-ce que le contrat finit ?')).toBe('fr');
  expect(guessLanguage('متى ينتهي هذا العقد؟')).toBe('ar');
  expect(guessLanguage('contrato')).toBeUndefined();
});
