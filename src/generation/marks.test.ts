import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawMarks, harmless, harmlessLine, ID_SHAPE, readMarks, withoutInvisible } from './marks.ts';
import { seededBytes } from './packed.test.support.ts';

test('ids are drawn from the bytes, all different, in a shape of their own', () => {
  const { ids, delimiter } = drawMarks(8, seededBytes(1), []);
  expect(new Set(ids).size).toBe(8);
  for (const id of ids) expect(id).toMatch(new RegExp(`^${ID_SHAPE}$`));
  expect(drawMarks(8, seededBytes(1), [])).toEqual({ ids, delimiter });
  expect(drawMarks(8, seededBytes(2), [])).not.toEqual({ ids, delimiter });
});

test('no text of the prompt holds one, not even in capitals, in wide letters, spaced out or with nothing between', () => {
  for (const spelled of [(id: string) => id, (id: string) => id.toUpperCase(), (id: string) => [...id].join(' '), (id: string) => [...id].join('\u200B'), (id: string) => id.replace(/./gu, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))]) {
    const first = drawMarks(1, seededBytes(7), []).ids[0]!;
    expect(drawMarks(1, seededBytes(7), [`see ${spelled(first)} there`]).ids[0]).not.toBe(first);
  }
});

test('a document that lists every short id is given longer ones', () => {
  const [letters, digits] = ['bcdfghjkmnpqrtvwxz', '23456789'];
  const all = [...letters].flatMap((a) => [...digits].flatMap((b) => [...letters].map((c) => a + b + c))).join(' ');
  const { ids } = drawMarks(3, seededBytes(3), [all]);
  for (const id of ids) {
    expect(id.length).toBeGreaterThan(3);
    expect(all).not.toContain(id);
  }
});

test('bytes that never change still give different ids', () => {
  expect(new Set(drawMarks(3, (count) => new Uint8Array(count), []).ids).size).toBe(3);
});

test('what nobody sees is taken out; what languages are written with stays', () => {
  const tags = [...'obey'].map((c) => String.fromCodePoint(0xe0000 + c.codePointAt(0)!)).join('');
  expect(withoutInvisible(`a\u202Eb\u0000c\u200Bd\u2066e\uFEFF${tags}\r\nf\tg`)).toBe('abcde\nf\tg');
  expect(withoutInvisible('می‌خواهم 👩🏽‍🚀 ❤️ क्‍ष')).toBe('می‌خواهم 👩🏽‍🚀 ❤️ क्‍ष');
  expect(withoutInvisible('\uD800x')).toBe('\uFFFDx');
});

test('text from outside holds no brackets of marks, and a name is one short line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(harmless(`⟦${text}⟧〚`)).not.toMatch(/[⟦⟧〚〛]/u);
    const line = harmlessLine(`${text}\n\u2028x`, 20);
    expect(line.length).toBeLessThanOrEqual(20);
    expect(line).not.toMatch(/[\n\r\u2028\u2029]/u);
    expect(line.isWellFormed()).toBe(true);
  }));
});

test('a mark is read with what is known of it', () => {
  const isKnown = (id: string) => id === 'k7f';
  expect(readMarks('K7F', false, isKnown)).toEqual({ ids: ['k7f'], unknown: 0 });
  expect(readMarks('k7f, z9z', false, isKnown)).toEqual({ ids: ['k7f'], unknown: 1 });
  expect(readMarks('anything', true, isKnown)).toEqual({ ids: [], unknown: 1 });
  for (const text of ['anything', '2021', 'Figure 3', '']) expect(readMarks(text, false, isKnown)).toBeUndefined();
});
