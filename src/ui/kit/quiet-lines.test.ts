import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quietLines } from './quiet-lines.ts';

test('a line that was only wrapped goes on', () => {
  expect(quietLines('Either side may end this lease by giving four months\nnotice in writing.')).toBe('Either side may end this lease by giving four months notice in writing.');
});

test('short lines are lines: a list, an address, rows', () => {
  expect(quietLines('Milk\nbread\nsalt')).toBe('Milk\nbread\nsalt');
});

test('the items of a list stay apart, however long they are', () => {
  const list = '1. the tenant pays the rent of the whole house, and\n2. the heating, of which the landlord keeps an account;\nc) the water';
  expect(quietLines(list)).toBe(list);
  expect(quietLines('The rent of the whole house is to be paid on the day of\n2 May.')).toBe('The rent of the whole house is to be paid on the day of 2 May.');
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
