import { expect, test } from 'vitest';
import { pool } from './pooling.ts';

// Two texts of three tokens, two values each. The last token of the second text is padding.
const states = { values: [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 999, 999], tokens: 3, width: 2 };

test('the mean is over real tokens only', () => {
  expect([...pool(states, 0, 3, 'mean')]).toEqual([3, 4]);
  expect([...pool(states, 1, 2, 'mean')]).toEqual([20, 30]);
});

test('the first token alone stands for the text when the model was trained so', () => {
  expect([...pool(states, 1, 2, 'cls')]).toEqual([10, 20]);
});

test('a sum is not divided', () => {
  expect([...pool(states, 1, 2, 'sum')]).toEqual([40, 60]);
});

test('a text without tokens gives zeros, not NaN', () => {
  expect([...pool(states, 1, 0, 'mean')]).toEqual([0, 0]);
});
