import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { LexicalIndex } from './lexical-index.ts';
import { buildLexicalSegment, readLexicalSegment } from './lexical-segment.ts';

const id = 'a' as DocumentId;

describe('a stored segment', () => {
  test('finds the same after a round trip through storage', () => {
    const segment = buildLexicalSegment(['Nevada law', '内华达州法律', 'ley de Nevada']);
    const [before, after] = [new LexicalIndex(), new LexicalIndex()];
    before.set(id, segment);
    after.set(id, structuredClone(segment));
    for (const query of ['nevada', '法律', 'ley']) {
      expect(after.search(query, { limit: 9 })).toEqual(before.search(query, { limit: 9 }));
      expect(after.search(query, { limit: 9 })).not.toEqual([]);
    }
  });

  test('is the same bytes for the same passages', () => {
    expect(new Uint8Array(buildLexicalSegment(['b a', 'a']))).toEqual(new Uint8Array(buildLexicalSegment(['b a', 'a'])));
  });

  test('of another format is refused by name', () => {
    const segment = buildLexicalSegment(['x']);
    new Uint32Array(segment, 0, 2)[1] = 99;
    expect(() => new LexicalIndex().set(id, segment)).toThrow('format 99');
  });

  test('that is something else, or was cut short, is refused', () => {
    expect(() => readLexicalSegment(new ArrayBuffer(0))).toThrow('Not a lexical segment');
    expect(() => readLexicalSegment(new ArrayBuffer(400))).toThrow('Not a lexical segment');
    expect(() => readLexicalSegment(buildLexicalSegment(['some words']).slice(0, -1))).toThrow('damaged');
  });

  test('that is refused leaves what was there', () => {
    const index = new LexicalIndex();
    index.set(id, buildLexicalSegment(['kept']));
    expect(() => index.set(id, new ArrayBuffer(3))).toThrow();
    expect(index.search('kept', { limit: 1 })).toHaveLength(1);
  });
});

test('counts repetitions of a word up to what a byte holds', () => {
  const { frequencies, lengths } = readLexicalSegment(buildLexicalSegment(['x '.repeat(3), 'x '.repeat(1000)]));
  expect([...frequencies]).toEqual([3, 255]);
  expect([...lengths]).toEqual([3, 1000]);
});

test('takes more passages than fit into 16 bits', () => {
  const passages = Array.from({ length: 70_000 }, (_, i) => (i === 69_999 ? 'needle' : 'hay'));
  const index = new LexicalIndex();
  index.set(id, buildLexicalSegment(passages));
  expect(index.search('needle', { limit: 2 }).map(({ passage }) => passage)).toEqual([69_999]);
});

test('finds each of very many terms', () => {
  const terms = Array.from({ length: 70_000 }, (_, i) => `w${i}`);
  const index = new LexicalIndex();
  index.set(id, buildLexicalSegment([terms.join(' '), 'w65535 w69999']));
  for (const term of ['w0', 'w65534', 'w65535', 'w65536', 'w69999']) {
    expect(index.search(term, { limit: 2 }).length).toBe(['w65535', 'w69999'].includes(term) ? 2 : 1);
  }
  expect(index.search('w70000', { limit: 2 })).toEqual([]);
});
