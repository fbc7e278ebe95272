import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { LexicalIndex } from './lexical-index.ts';
import { buildLexicalSegment } from './lexical-segment.ts';
import { marks, type MarkOptions } from './marks.ts';

const marked = (text: string, query: string, options?: MarkOptions) =>
  marks(text, query, options).map(({ start, end }) => text.slice(start, end));

test('marks the words as they are written, in any grammatical form', () => {
  expect(marked('Contracts, and a Contracting party; contrast.', 'contract')).toEqual(['Contracts', 'Contracting']);
  expect(marked("The company's Kündigung", 'KUNDIGUNG company')).toEqual(['company', 'Kündigung']);
});

test('marks what a search for the same query would find by', () => {
  expect(marked('管辖法律为中国法', '法律')).toEqual(['法律']);
  expect(marked('雨水管，下水', '水')).toEqual(['水', '水']);
  expect(marked('يُدفع الإيجارُ شهريًّا', 'الايجار')).toEqual(['الإيجارُ']);
});

test('makes one mark of words that touch or overlap', () => {
  expect(marked('see HR-2021/44 there', 'HR-2021/44')).toEqual(['HR-2021/44']);
  expect(marked('中华人民共和国', '人民共和')).toEqual(['人民共和']);
});

test('marks unfinished words only while typing', () => {
  expect(marked('termination of terms', 'terminat', { prefix: true })).toEqual(['termination']);
  expect(marked('termination of terms', 'terminat')).toEqual([]);
});

test('has nothing to mark for an empty query', () => {
  expect(marked('some text', '')).toEqual([]);
  expect(marked('', 'word')).toEqual([]);
});

describe('common words', () => {
  const index = new LexicalIndex();
  const filler = Array.from({ length: 60 }, (_, i) => `the word of the day is number ${i} and der Tag`);
  index.set('a' as DocumentId, buildLexicalSegment([...filler, 'the law of Nevada']));
  const rarity = (terms: readonly string[]) => index.rarity(terms);

  test('are not marked beside rare ones, in any language', () => {
    expect(marked('the law of the land', 'the law of', { rarity })).toEqual(['law']);
    expect(marked('der Tag und Nevada', 'der Nevada', { rarity })).toEqual(['Nevada']);
  });

  test('are marked when the query has no others', () => {
    expect(marked('the law of the land', 'of the', { rarity })).toEqual(['the', 'of', 'the']);
  });

  test('are all marked when nobody says what is rare', () => {
    expect(marked('the law', 'the law')).toEqual(['the', 'law']);
  });
});
