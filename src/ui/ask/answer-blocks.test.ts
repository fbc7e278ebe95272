import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf, claimsOf } from './answer-blocks.ts';
import { madeUpAnswer, sentence } from './made-up-answer.test.support.ts';

const s = (text: string, opens?: 'paragraph' | 'item' | 'heading') => ({ text, ...(opens && { opens }) });

test('sentences go on until one opens something', () => {
  expect(blocksOf([s('a'), s('b'), s('c', 'paragraph')], false)).toEqual([
    { kind: 'paragraph', sentences: [s('a'), s('b')] },
    { kind: 'paragraph', sentences: [s('c', 'paragraph')] },
  ]);
});

test('quotations stand each by itself', () => {
  expect(blocksOf([s('a'), s('b')], true)).toHaveLength(2);
});

test('headings with their lists, and an item of two sentences', () => {
  const sentences = [s('H', 'heading'), s('1', 'item'), s('more'), s('2', 'item'), s('G', 'heading'), s('text'), s('3', 'item')];
  expect(blocksOf(sentences, false).map((block) => (block.kind === 'list' ? block.items.map((item) => item.map(({ text }) => text)) : [block.kind, ...block.sentences.map(({ text }) => text)]))).toEqual([
    ['heading', 'H'], [['1', 'more'], ['2']], ['heading', 'G'], ['paragraph', 'text'], [['3']],
  ]);
});

test('no sentence is lost or moved', () => {
  const any = fc.array(fc.record({ text: fc.string(), opens: fc.constantFrom('paragraph', 'item', 'heading', undefined) }), { maxLength: 30 });
  fc.assert(fc.property(any, fc.boolean(), (all, apart) => {
    const sentences = all.map(({ text, opens }) => s(text, opens as 'item'));
    expect(blocksOf(sentences, apart).flatMap((block) => (block.kind === 'list' ? block.items.flat() : block.sentences))).toEqual(sentences);
  }));
});

test('a heading that only names a document claims nothing; any other does', () => {
  const answer = madeUpAnswer({ sentences: [sentence('Lease.docx', { opens: 'heading', supported: false }), sentence('The rent is 9', { opens: 'heading', supported: false }), sentence('Lease.docx')] });
  expect(claimsOf(answer).map(({ text }) => text)).toEqual(['The rent is 9', 'Lease.docx']);
});
