import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineOf, inlineText } from './inline-markdown.ts';

test('emphasis and code are kept', () => {
  expect(inlineOf('a **b *c*** `d`')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', children: [{ kind: 'text', text: 'b ' }, { kind: 'em', children: [{ kind: 'text', text: 'c' }] }] },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'd' },
  ]);
});

test.each([
  ['[here](https://example.invalid/x)', 'here'],
  ['![a picture](https://example.invalid/x.png)', 'a picture'],
  ['https://example.invalid/x', 'https://example.invalid/x'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['a <b>c</b>', 'a <b>c</b>'],
  ['~~gone~~', 'gone'],
  ['a \\* b', 'a * b'],
])('%s is words only', (markdown, words) => {
  expect(inlineOf(markdown)).toEqual([{ kind: 'text', text: words }]);
});

const depth = (pieces: ReturnType<typeof inlineOf>): number => Math.max(0, ...pieces.map((piece) => ('children' in piece ? 1 + depth(piece.children) : 0)));

test('emphasis within emphasis goes a few levels deep, and the rest of it is words', () => {
  const deep = '*a **b *c **d *e **f** e* d** c* b** a*';
  expect(depth(inlineOf(deep))).toBe(4);
  expect(inlineText(deep)).toContain('f');
});

test('nothing but the four kinds comes out, whatever goes in', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('*', '**', '_', '`', '[', '](', ')', '!', '<a>', 'word', ' ', '\n', '\\'), { maxLength: 60 }), (parts) => {
    const pieces = inlineOf(parts.join(''));
    expect(JSON.stringify(pieces)).not.toMatch(/"kind":"(?!text|code|strong|em)/u);
  }));
});

test('plain words come out as they went in', () => {
  fc.assert(fc.property(fc.stringMatching(/^[\p{L}\p{N} ,.;]{1,60}$/u), (words) => {
    fc.pre(!/\.\p{L}|www\./u.test(words));
    expect(inlineText(words)).toBe(words);
  }));
});

test('a text longer than any sentence is shown as it is', () => {
  const long = '*a*'.repeat(10_000);
  expect(inlineOf(long)).toEqual([{ kind: 'text', text: long }]);
});
