import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../contract/extraction.ts';
import { cellsOf, groupsOf, indexAt, sectionsOf } from './sections.ts';

const block = (start: number, end: number, kind: Block['kind'] = 'paragraph'): Block => ({ start, end, kind, level: 0 });

test('a text without blocks is shown whole', () => {
  expect(sectionsOf([], 'hello')).toEqual([{ start: 0, end: 5, blocks: [{ kind: 'paragraph', level: 0, start: 0, end: 5 }] }]);
});

test('one endless line is drawn in parts, cut between words', () => {
  const text = 'word '.repeat(20_000);
  const parts = sectionsOf([block(0, text.length)], text).flatMap((section) => section.blocks);
  expect(parts.length).toBeGreaterThan(10);
  expect(parts.map((part) => text.slice(part.start, part.end)).join('')).toBe(text);
  expect(parts.every((part) => text.slice(part.start, part.end).startsWith('word'))).toBe(true);
});

test('without white space it is cut all the same, never inside a character', () => {
  const text = `a${'😀'.repeat(10_000)}`;
  const parts = sectionsOf([block(0, text.length)], text).flatMap((section) => section.blocks);
  expect(parts.map((part) => text.slice(part.start, part.end)).join('')).toBe(text);
  expect(parts.every((part) => text.slice(part.start, part.end).isWellFormed())).toBe(true);
});

test('for any blocks, every one is in a section, in order, and sections stay small', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 300 }), (lengths) => {
    let end = 0;
    const blocks = lengths.map((length) => { const start = end; end += length + 1; return block(start, start + length); });
    const text = 'x'.repeat(end);
    const sections = sectionsOf(blocks, text);
    const drawn = sections.flatMap((section) => section.blocks);
    expect(drawn.map((part) => part.end - part.start).reduce((a, b) => a + b, 0)).toBe(lengths.reduce((a, b) => a + b, 0));
    expect(drawn.every((part, index) => index === 0 || part.start >= drawn[index - 1]!.end)).toBe(true);
    expect(sections.every((section) => section.end - section.start <= 12_000)).toBe(true);
  }));
});

test('the place of an offset is the same as by looking at each', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 1 }), fc.nat(1100), (starts, offset) => {
    const spans = starts.toSorted((a, b) => a - b).map((start) => ({ start, end: start + 1 }));
    const naive = Math.max(0, spans.findLastIndex((span) => span.start <= offset));
    expect(indexAt(spans, offset)).toBe(naive);
  }));
  expect(indexAt([], 5)).toBe(-1);
});

test('neighbouring items are one list, neighbouring rows one table', () => {
  const blocks = [block(0, 1), block(2, 3, 'list-item'), block(4, 5, 'list-item'), block(6, 7, 'table-row'), block(8, 9), block(10, 11, 'list-item')];
  expect(groupsOf(blocks).map((group) => (group.kind === 'single' ? 'single' : `${group.kind} of ${group.blocks.length}`))).toEqual(['single', 'list of 2', 'table of 1', 'single', 'list of 1']);
});

test('a row is cut at its tabs, empty cells included', () => {
  const text = 'xx a\t\tbc';
  expect(cellsOf({ start: 3, end: 8 }, text).map((cell) => text.slice(cell.start, cell.end))).toEqual(['a', '', 'bc']);
});
