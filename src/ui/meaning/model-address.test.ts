import { expect, test } from 'vitest';
import { modelOfHash } from './model-address.ts';

test('the address of the page of models names a model', () => {
  expect(modelOfHash('#use-model=multilingual-e5-small')).toBe('multilingual-e5-small');
  expect(modelOfHash('#use-model=bge-small-en-v1.5')).toBe('bge-small-en-v1.5');
});

test('any other address names none', () => {
  for (const hash of ['', '#', '#use-model=', '#use-model=a/b', '#use-model=a b', '#use-model=%3Cb%3E', '#read=abc,1,2', `#use-model=${'a'.repeat(121)}`]) expect(modelOfHash(hash)).toBeUndefined();
});
