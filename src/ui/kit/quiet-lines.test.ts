import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietLines } from './quiet-lines.ts';

test('a line that was only wrapped goes on', () => {
  expect(quietLines('Either side may end this lease by giving four months\nnotice in writing.')).toBe('Either side may end this lease by giving four months notice in writing.');
});

test('short lines are lines: a list, an address, rows', () => {
  expect(quietLines('Milk\nbread\nsalt')).toBe('Milk\nbread\nsalt');
});

test('a heading stays on its own line, without the blank one', () => {
  expect(quietLines('7. Ending the lease\n\nEither side may end it.')).toBe('7. Ending the lease\n Either side may end it.');
});

test('every character keeps its place', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', 'B', ' ', '\n', '😀', 'word '.repeat(12))), (parts) => {
    const text = parts.join('');
    const quiet = quietLines(text);
    expect(quiet.length).toBe(text.length);
    expect(quiet.replaceAll(/\s/gu, ' ')).toBe(text.replaceAll(/\s/gu, ' '));
  }));
});
