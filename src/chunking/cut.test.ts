import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '../contract/extraction.ts';
import { CHUNKER, cut } from './cut.ts';

/** A token is a run of letters or digits, or any other visible character: additive wherever white space is. */
const tokens = (text: string) => text.match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
const countTokens = async (texts: string[]) => texts.map(tokens);

/** Builds a text of blocks from lines: "# " is a heading, "| " a table row, "> " code, anything else a paragraph. */
function document(...lines: string[]): { text: string; blocks: Block[] } {
  const blocks: Block[] = [];
  let text = '';
  for (const line of lines) {
    const [, mark = '', words = ''] = /^(#+ |\| |> )?([^]*)$/.exec(line)!;
    const kind = mark.startsWith('#') ? 'heading' : mark === '| ' ? 'table-row' : mark === '> ' ? 'code' : 'paragraph';
    blocks.push({ kind, level: mark.startsWith('#') ? mark.length - 1 : 0, start: text.length, end: text.length + words.length });
    text += `${words}\n\n`;
  }
  return { text, blocks };
}

async function pieces({ text, blocks }: { text: string; blocks: Block[] }, passageTokens: number) {
  const { passages } = await cut(text, blocks, countTokens, { passageTokens });
  return passages.map(({ start, end, headings }) => ({ text: text.slice(start, end).trim().replace(/\s+/g, ' '), headings }));
}

const texts = async (source: ReturnType<typeof document>, size: number) => (await pieces(source, size)).map(({ text }) => text);

describe('headings', () => {
  test('a heading starts a passage and belongs to it', async () => {
    expect(await pieces(document('Before.', '# One', 'First.', '# Two', 'Second.'), 100)).toEqual([
      { text: 'Before.', headings: [] },
      { text: 'One First.', headings: ['One'] },
      { text: 'Two Second.', headings: ['Two'] },
    ]);
  });

  test('every passage of a section has the path to it', async () => {
    const source = document('# 1', '## 1.1', 'Alpha beta gamma.', 'Delta epsilon zeta.', '### Deep', 'Eta.', '## 1.2', 'Theta.', '# 2', 'Iota.');
    expect((await pieces(source, 8)).map(({ headings }) => headings.join('/'))).toEqual(['1/1.1', '1/1.1', '1/1.1/Deep', '1/1.2', '2']);
  });

  test('headings below each other share the passage of the text below them; an empty section has its own', async () => {
    expect(await texts(document('# A', '## B', 'Text.', '## Empty', '# C', 'More.'), 100)).toEqual(['A B Text.', 'Empty', 'C More.']);
  });

  test('a heading is not left alone when the text below it fills a passage', async () => {
    expect(await texts(document('# Head', 'One two three. Four five six.'), 8)).toEqual(['Head One two three.', 'Four five six.']);
  });

  test('a path keeps the beginning of a very long heading', async () => {
    const [passage] = await pieces(document(`# ${'long '.repeat(100)}`, 'Text.'), 200);
    expect(passage!.headings[0]).toHaveLength(120);
    expect(passage!.headings[0]).toMatch(/^long long .*…$/);
  });

  test('a document may start with a deep heading and end with one', async () => {
    expect((await pieces(document('### Deep', 'Text.', '# Last'), 100)).map(({ headings }) => headings)).toEqual([['Deep'], ['Last']]);
  });
});

describe('size', () => {
  test('small blocks are joined up to the size', async () => {
    expect(await texts(document('a b c', 'd e', 'f g h', 'i'), 5)).toEqual(['a b c d e', 'f g h i']);
  });

  test('a passage ends at the end of a block rather than in the middle of the next', async () => {
    expect(await texts(document('a b c d e f', 'One two three. Four five six.', 'g'), 10)).toEqual(['a b c d e f', 'One two three. Four five six. g']);
  });

  test('a long block is cut between sentences', async () => {
    expect(await texts(document('One two three. Four five six. Seven eight nine.'), 8)).toEqual(['One two three. Four five six.', 'Seven eight nine.']);
  });

  test('a little text before a long block is filled up with its first sentences', async () => {
    expect(await texts(document('# Head', 'One two three. Four five six. Seven eight nine.'), 9)).toEqual([
      'Head One two three. Four five six.',
      'Seven eight nine.',
    ]);
  });

  test('a long sentence is cut between words, a long word anywhere but in a character', async () => {
    expect(await texts(document('one two three four five six seven eight nine ten'), 4)).toSatisfy((parts: string[]) =>
      parts.every((part) => tokens(part) <= 4 && part.split(' ').every((word) => /^(?:one|two|three|four|five|six|seven|eight|nine|ten)$/.test(word))),
    );
    const emoji = await texts(document('👩'.repeat(50)), 4);
    expect(emoji.join('')).toBe('👩'.repeat(50));
    expect(emoji.every((part) => part.isWellFormed() && tokens(part) <= 4)).toBe(true);
  });

  test('a word that the tokenizer takes for one token, however long, is cut all the same', async () => {
    const parts = await texts(document('x'.repeat(10_000)), 10);
    expect(parts.join('')).toBe('x'.repeat(10_000));
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(200);
  });

  test('table rows stay whole and code is cut between lines', async () => {
    expect(await texts(document('| a. B c', '| d. E f', '| g. H i'), 5)).toEqual(['a. B c', 'd. E f', 'g. H i']);
    expect(await texts(document('> a = 1;\nb = 2;\n\n  c = 3;\nd = 4;'), 8)).toEqual(['a = 1; b = 2;', 'c = 3; d = 4;']);
  });
});

test('text without blocks is cut at empty lines', async () => {
  expect(await texts({ text: '\n a b c\n\nd e f\n \n\n g h i ', blocks: [] }, 6)).toEqual(['a b c d e f', 'g h i']);
});

test('an empty text has no passages, a blank one has one', async () => {
  expect((await cut('', [], countTokens, { passageTokens: 9 })).passages).toEqual([]);
  expect((await cut(' \n', [], countTokens, { passageTokens: 9 })).passages).toEqual([{ start: 0, end: 2, headings: [] }]);
});

test('asks for tokens of many texts at once', async () => {
  let calls = 0;
  const counting = (asked: string[]) => {
    calls++;
    return countTokens(asked);
  };
  const { text, blocks } = document(...Array.from({ length: 1000 }, (_, i) => `Paragraph number ${i}.`));
  await cut(text, blocks, counting, { passageTokens: 50 });
  expect(calls).toBeLessThanOrEqual(4);
});

test('says under which name its passages are stored', () => {
  expect(CHUNKER).toBe('passages/1');
});

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom(' ', '\n', '\n\n', '   ', '. ', '契約は五年。', 'العقد لمدة خمس سنوات. ', '👩🏽‍🚀', 'Dr. ', 'Words and words. ', '| '),
  fc.nat({ max: 300 }).map((n) => 'huge'.repeat(n)),
  fc.nat({ max: 100 }).map((n) => 'word '.repeat(n)),
);
const kinds = ['heading', 'paragraph', 'list-item', 'quote', 'code', 'table-row'] as const;
/** Well-made blocks, or hostile ones: out of order, overlapping, outside the text. */
const source = fc.array(piece, { maxLength: 25 }).chain((parts) => {
  const text = parts.join('');
  const span = fc.tuple(fc.nat({ max: text.length + 5 }), fc.nat({ max: text.length + 5 }));
  const block = fc.record({ span, kind: fc.constantFrom(...kinds), level: fc.nat({ max: 6 }) });
  return fc.record({
    text: fc.constant(text),
    blocks: fc
      .tuple(fc.array(block, { maxLength: 10 }), fc.boolean())
      .map(([found, tidy]) => {
        const made = found.map(({ span: [a, b], kind, level }) => ({ kind, level, start: Math.min(a, b), end: tidy ? Math.max(a, b) : b }));
        return tidy ? made.toSorted((a, b) => a.start - b.start) : made;
      }),
  });
});

test('loses no character, splits none, and keeps to the size, whatever the text and its blocks', async () => {
  await fc.assert(
    fc.asyncProperty(source, fc.integer({ min: 1, max: 40 }), async ({ text, blocks }, passageTokens) => {
      const { passages } = await cut(text, blocks, countTokens, { passageTokens });
      let at = 0;
      for (const { start, end, headings } of passages) {
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        at = end;
        const part = text.slice(start, end).trim();
        if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true);
        if (text.trim() !== '') expect(part).not.toBe('');
        if ([...part].length > 1) expect(tokens(part)).toBeLessThanOrEqual(passageTokens);
        for (const heading of headings) expect(heading.length).toBeLessThanOrEqual(120);
      }
      expect(at).toBe(text.length);
    }),
    { numRuns: 300 },
  );
});
