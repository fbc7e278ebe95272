import { expect, test } from 'vitest';
import { readLineStart } from './line-start.ts';

test.each([
  ['- item', 'item', 2], ['* item', 'item', 2], ['  • item', 'item', 4], ['12. item', 'item', 4], ['1) item', 'item', 3], ['1、项', 'item', 2], ['| a | b |', 'item', 2],
  ['## Title', 'heading', 3], ['> said', 'paragraph', 2], ['> - said', 'item', 4], ['  text', 'paragraph', 2],
  ['**bold**', 'paragraph', 0], ['-5 degrees', 'paragraph', 0], ['12.5 percent', 'paragraph', 0], ['2021. It was', 'paragraph', 0], ['#hash', 'paragraph', 0],
])('%s opens %s', (line, kind, skip) => {
  expect(readLineStart(line, true)).toEqual({ kind, skip });
});

test.each(['', '   ', '---', '***', '|---|:--|', '```js', '~~~'])('of "%s" nothing is kept', (line) => {
  expect(readLineStart(line, true)).toEqual({ kind: 'nothing' });
});

test.each(['', ' ', '-', '- ', '*', '1', '12.', '12. ', '#', '## ', '|', '--', '``', '>'])('"%s" can still become something else', (line) => {
  expect(readLineStart(line, false).kind).toBe('undecided');
});

test('a number alone is an answer', () => {
  expect(readLineStart('900', true)).toEqual({ kind: 'paragraph', skip: 0 });
});
