import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { LexicalIndex } from './lexical-index.ts';
import { buildLexicalSegment } from './lexical-segment.ts';
import { words } from './words.ts';

const id = (name: string) => name as DocumentId;

function indexOf(library: Record<string, string[]>): LexicalIndex {
  const index = new LexicalIndex();
  for (const [name, passages] of Object.entries(library)) index.set(id(name), buildLexicalSegment(passages));
  return index;
}

const found = (index: LexicalIndex, query: string, options: { scope?: ReadonlySet<DocumentId>; prefix?: boolean; limit?: number } = {}) =>
  index.search(query, { limit: 10, ...options }).map(({ documentId, passage }) => `${documentId}${passage}`);

const library = {
  a: ['The term of this agreement is five years.', 'Governing law: the laws of Nevada.', 'Either party may terminate the agreement.'],
  b: ['The tenant pays the rent monthly.', 'Termination requires notice. Notice of termination is given in writing.'],
};

describe('search', () => {
  test('finds words in any grammatical form, most telling passage first', () => {
    expect(found(indexOf(library), 'terminating')).toEqual(['b1', 'a2']);
  });

  test('one word of the query is enough, and rare words count more than common ones', () => {
    expect(found(indexOf(library), 'the law')[0]).toBe('a1');
    expect(found(indexOf(library), 'zebra')).toEqual([]);
    expect(found(indexOf(library), ' … ')).toEqual([]);
  });

  test('looks only at documents in scope, and scores them as without a scope', () => {
    const index = indexOf(library);
    const all = index.search('termination of the agreement', { limit: 10 });
    const scoped = index.search('termination of the agreement', { limit: 10, scope: new Set([id('b'), id('unknown')]) });
    expect(scoped).toEqual(all.filter(({ documentId }) => documentId === 'b'));
    expect(found(index, 'agreement', { scope: new Set() })).toEqual([]);
  });

  test('returns at most the limit, ties by document and passage, whatever the order of adding', () => {
    const passages = Array.from({ length: 30 }, () => 'same words');
    const hits = ['a0', 'a1', 'a2', 'a3'];
    expect(found(indexOf({ b: passages, a: passages }), 'same', { limit: 4 })).toEqual(hits);
    expect(found(indexOf({ a: passages, b: passages }), 'same', { limit: 4 })).toEqual(hits);
    expect(found(indexOf({ a: passages }), 'same', { limit: 0 })).toEqual([]);
  });

  test('works in other languages as in English', () => {
    const index = indexOf({
      de: ['Der Vertrag endet am 3. März.', 'Die Kündigung bedarf der Schriftform.'],
      es: ['El contrato termina en marzo.', 'La rescisión será por escrito.'],
      zh: ['本合同受中国法律管辖。', '租金每月支付。'],
      ar: ['يخضع هذا العقد لقانون مصر.', 'يُدفع الإيجار شهريًّا.'],
    });
    expect(found(index, 'kundigung')).toEqual(['de1']);
    expect(found(index, 'RESCISION')).toEqual(['es1']);
    expect(found(index, '管辖法律')[0]).toBe('zh0');
    expect(found(index, 'الايجار')).toEqual(['ar1']);
  });

  test('one Chinese character is found wherever it stands', () => {
    const index = indexOf({ zh: ['水道', '下水', '雨水管', '火'] });
    expect(found(index, '水').toSorted()).toEqual(['zh0', 'zh1', 'zh2']);
  });

  test('a code is found whole, first, and by its parts', () => {
    const index = indexOf({ a: ['Case HR-2021/44 is closed.', 'In 2021, HR hired 44.', 'Nothing here.'] });
    expect(found(index, 'hr-2021/44')).toEqual(['a0', 'a1']);
    expect(found(index, 'HR 2021').toSorted()).toEqual(['a0', 'a1']);
  });
});

describe('while typing', () => {
  const index = indexOf({ a: ['contractor', 'contract', 'contrast', 'termination', 'other words'] });

  test('the last word matches words it begins, the exact word first', () => {
    expect(found(index, 'contract', { prefix: true })[0]).toBe('a1');
    expect(found(index, 'contr', { prefix: true }).toSorted()).toEqual(['a0', 'a1', 'a2']);
    expect(found(index, 'contr')).toEqual([]);
  });

  test('every beginning of a word finds it, whatever its stem', () => {
    for (const word of ['termination', 'contractor', 'words']) {
      for (let length = 2; length <= word.length; length++) {
        expect(index.search(word.slice(0, length), { limit: 10, prefix: true }).length).toBeGreaterThan(0);
      }
    }
  });

  test('a word that is followed by a space is complete, and one letter says too little', () => {
    expect(found(index, 'contr ', { prefix: true })).toEqual([]);
    expect(found(index, 'c', { prefix: true })).toEqual([]);
  });
});

describe('documents come and go', () => {
  test('a deleted document is found no more, and scores are as if it had never been there', () => {
    const index = indexOf(library);
    index.delete(id('a'));
    index.delete(id('a'));
    expect(index.has(id('a'))).toBe(false);
    expect(index.passageCount).toBe(2);
    expect(index.search('rent notice agreement', { limit: 9 })).toEqual(indexOf({ b: library.b }).search('rent notice agreement', { limit: 9 }));
  });

  test('setting a document again replaces it', () => {
    const index = indexOf(library);
    index.set(id('a'), buildLexicalSegment(['Only this.']));
    expect(index.passageCount).toBe(3);
    expect(found(index, 'nevada')).toEqual([]);
    expect(found(index, 'only')).toEqual(['a0']);
  });

  test('an empty document is no trouble', () => {
    const index = indexOf({ a: [], b: [''], c: ['word'] });
    expect(found(index, 'word')).toEqual(['c0']);
    expect(new LexicalIndex().search('word', { limit: 3 })).toEqual([]);
    expect(new LexicalIndex().rarity(['word'])).toHaveLength(1);
  });
});

test('rarity grows from words that are everywhere to words that are nowhere', () => {
  const [everywhere, twice, once, nowhere] = indexOf({ a: ['x b', 'x b', 'x'], b: ['x c'] }).rarity(['x', 'b', 'c', 'd']) as [number, number, number, number];
  expect(everywhere).toBeLessThan(twice);
  expect(twice).toBeLessThan(once);
  expect(once).toBeLessThan(nowhere);
});

/** BM25 as in the books, over plain arrays. */
function naive(passages: { key: string; text: string }[], query: string): { key: string; score: number }[] {
  const tokens = passages.map(({ text }) => words(text).map(({ term }) => term));
  const average = tokens.reduce((sum, { length }) => sum + length, 0) / passages.length;
  return passages
    .map(({ key }, i) => {
      let score = 0;
      for (const { term } of words(query)) {
        const containing = tokens.filter((list) => list.includes(term)).length;
        const frequency = tokens[i]!.filter((each) => each === term).length;
        const idf = Math.log(1 + (passages.length - containing + 0.5) / (containing + 0.5));
        score += (idf * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * tokens[i]!.length) / average));
      }
      return { key, score };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
}
const [K1, B] = [1.2, 0.75];

test('scores as BM25 written down plainly, over any documents', () => {
  const word = fc.constantFrom('law', 'laws', 'rent', 'notice', 'Kündigung', 'термин', 'x-1', '5', 'the');
  const text = fc.array(word, { maxLength: 12 }).map((list) => list.join(' '));
  const documents = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.array(text, { maxLength: 5 }));
  fc.assert(
    fc.property(documents, text, (texts, query) => {
      const passages = Object.entries(texts).flatMap(([name, list]) => list.map((each, i) => ({ key: `${name}${i}`, text: each })));
      const expected = new Map(naive(passages, query).map(({ key, score }) => [key, score]));
      const hits = indexOf(texts).search(query, { limit: 100 });
      expect(hits.map(({ documentId, passage }) => `${documentId}${passage}`).toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [i, { documentId, passage, score }] of hits.entries()) {
        expect(score).toBeCloseTo(expected.get(`${documentId}${passage}`)!, 9);
        if (i > 0) expect(score).toBeLessThanOrEqual(hits[i - 1]!.score);
      }
    }),
  );
});
