import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences as split } from '../chunking/sentences.ts';
import type { DraftSentence, GenerateEvent } from '../contract/answer.ts';
import { evidenceOf, packedOf, quoteOf } from './packed.test.support.ts';
import { createAnswerParser } from './parse-answer.ts';

const lease = evidenceOf(1, 'The tenant pays 900 euros a month. The rent is due on the first. Pets are welcome in the garden.');
const term = evidenceOf(2, 'The term of the lease is five years. Dr. Meier signed it in Vigo on 3 May 2020.');
const items = [lease, term];
const passages = new Map([['k7f', packedOf(lease)], ['m2p', packedOf(term)]]);

/** Reads a text in pieces of the given lengths, the rest in one. */
function read(text: string, lengths: readonly number[] = [], how: 'whole' | 'cut' = 'whole') {
  const parser = createAnswerParser(passages, split);
  const events: GenerateEvent[] = [];
  let at = 0;
  for (const length of lengths) {
    events.push(...parser.push(text.slice(at, at + length)));
    at += length;
  }
  events.push(...parser.push(text.slice(at)), ...parser.end(how));
  const screen = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  const told = events.flatMap((event) => (event.type === 'sentence' ? [event.sentence] : []));
  return { screen, told, sentences: parser.draft().sentences, unknownMarks: parser.unknownMarks, events };
}
const quotes = ({ cites }: DraftSentence) => cites.map((cite) => quoteOf(items, cite));
const texts = (text: string) => read(text).sentences.map((sentence) => sentence.text);

test('each sentence gets the words of its passage that back it, exactly', () => {
  const { sentences, screen, unknownMarks } = read('The rent is 900 euros a month. ⟦k7f⟧ The term is five years ⟦m2p⟧.');
  expect(sentences.map(({ text, opens }) => [text, opens])).toEqual([['The rent is 900 euros a month.', 'paragraph'], ['The term is five years.', undefined]]);
  expect(sentences.map(quotes)).toEqual([['The tenant pays 900 euros a month. The rent is due on the first.'], ['The term of the lease is five years.']]);
  expect(screen).toBe('The rent is 900 euros a month. [1] The term is five years [2].');
  expect(unknownMarks).toBe(0);
});

test('a sentence that needs more than two sentences of its passage is cited with all of it', () => {
  const { sentences } = read('For 900 euros, due on the first, even pets are welcome. ⟦k7f⟧');
  expect(sentences.map(quotes)).toEqual([[lease.text]]);
});

describe('whose a mark is', () => {
  const cited = (text: string) => read(text).sentences.map(({ cites }) => cites.map(({ evidence }) => evidence));

  test('a sentence without one shares that of the next in its line, and not of another line', () => {
    expect(cited('Pets are welcome. The rent is 900 euros ⟦k7f⟧. The end.')).toEqual([[1], [1], []]);
    expect(cited('Pets are welcome.\n\nThe rent is 900 euros ⟦k7f⟧.')).toEqual([[], [1]]);
  });

  test('where a line begins with one, marks lead', () => {
    expect(cited('⟦k7f⟧ Pets are welcome. The rent is 900 euros. ⟦m2p⟧ The term is five years.')).toEqual([[1], [1], [2]]);
  });

  test('one alone on a line belongs to what was said before it', () => {
    expect(cited('The rent is 900 euros.\n⟦k7f⟧')).toEqual([[1]]);
  });

  test('a line that ends in a colon shares that of the first item', () => {
    expect(cited('The lease says:\n- Pets are welcome ⟦k7f⟧\n- Five years ⟦m2p⟧')).toEqual([[1], [1], [2]]);
  });

  test('several count, each once, in all the ways that models write them', () => {
    for (const marks of ['⟦k7f⟧⟦m2p⟧', '⟦k7f⟧, ⟦m2p⟧', '⟦k7f, m2p⟧', '(⟦k7f⟧; ⟦m2p⟧)', '[k7f][m2p]', '(k7f, m2p)', '⟦K7F⟧ ⟦m2p⟧ ⟦k7f⟧', '【k7f】【m2p】', '[passage k7f] [m2p]']) {
      expect(read(`It costs 900 euros for five years ${marks}.`)).toMatchObject({ sentences: [{ text: 'It costs 900 euros for five years.' }], unknownMarks: 0 });
      expect(cited(`It costs 900 euros for five years ${marks}.`)).toEqual([[1, 2]]);
    }
  });

  test('an answer without a single one is looked up by the program, where most words of a sentence are found', () => {
    expect(read('The tenant pays 900 euros. Bananas are yellow and sweet.').sentences.map(quotes)).toEqual([['The tenant pays 900 euros a month.'], []]);
    expect(cited('The tenant pays 900 euros. Bananas are yellow ⟦m2p⟧')).toEqual([[2], [2]]);
  });
});

describe('marks that name nothing', () => {
  test.each([
    ['an unknown id', 'It is so ⟦z9z⟧.', 1], ['an unknown id in other brackets', 'It is so [z9z].', 1], ['numbers', 'It is so [1].', 1],
    ['many numbers', 'It is so [1, 2] [3–5].', 2], ['what papers use', 'It is so【4:0†source】.', 1], ['a source by number', 'It is so [Source 1].', 1],
    ['words in the brackets of marks', 'It is so ⟦bank.pdf⟧.', 1], ['a bracket that never closes', 'It is so ⟦.', 1],
  ])('%s: dropped and counted', (_, text, unknown) => {
    expect(read(text)).toMatchObject({ sentences: [{ text: 'It is so.', cites: [] }], screen: 'It is so.', unknownMarks: unknown });
  });

  test('what is no mark stays: a remark, a year, an aside', () => {
    expect(texts('He said it [sic] in [2021] (by the way).')).toEqual(['He said it [sic] in [2021] (by the way).']);
  });
});

test('half a mark is held back until it is whole, and never shown when it does not become so', () => {
  const parser = createAnswerParser(passages, split);
  const shown = ['It is ', '900 euros ', '⟦', 'k7', 'f', '⟧', '. '].map((piece) => parser.push(piece).map((event) => (event.type === 'text' ? event.text : '')).join(''));
  expect(shown).toEqual(['It is', ' 900 euros', '', '', '', ' [1]', '.']);
  expect(read('It is 900 euros. ⟦k7', [], 'cut')).toMatchObject({ screen: 'It is 900 euros.', unknownMarks: 0 });
});

test('what is shown before a sentence is told is that sentence', () => {
  const { events } = read('The rent is 900 euros. ⟦k7f⟧ The term is five years. ⟦m2p⟧ And so on.', Array.from({ length: 80 }, () => 1));
  let shown = '';
  for (const event of events) {
    if (event.type === 'text') shown += event.text;
    else {
      expect(shown.replace(/ \[\d\]/gu, '').trim()).toBe(event.sentence.text);
      shown = '';
    }
  }
});

test('a text that is cut off keeps the sentences that had ended', () => {
  expect(read('The rent is 900 euros ⟦k7f⟧. The term of the', [], 'cut').sentences.map(({ text }) => text)).toEqual(['The rent is 900 euros.']);
  expect(read('The rent is 900 euros ⟦k7f⟧', [], 'cut').sentences.map(({ text }) => text)).toEqual(['The rent is 900 euros']);
  expect(read('The rent is', [], 'cut').sentences).toEqual([]);
});

test('a sentence whose mark was cut off is left out, unless no sentence has one', () => {
  expect(read('The rent is 900 euros ⟦k7f⟧. Pets are welcome.⟦m2', [], 'cut').sentences.map(({ text }) => text)).toEqual(['The rent is 900 euros.']);
  expect(read('Pets are welcome.⟦m2', [], 'cut').sentences.map(({ text }) => text)).toEqual(['Pets are welcome.']);
});

test('paragraphs, items and headings open where Markdown opens them', () => {
  const { sentences, screen } = read('## Costs\nTwo things count.\nThey are:\n\n- The **rent**. It is due.\n2. The term\n| A | B |\n|---|---|\n> quoted `code`\n```js\nlet x\n```\n---\n');
  expect(sentences.map(({ text, opens }) => [opens, text])).toEqual([
    ['heading', 'Costs'], ['paragraph', 'Two things count.'], ['paragraph', 'They are:'], ['item', 'The **rent**.'], [undefined, 'It is due.'],
    ['item', 'The term'], ['item', 'A | B'], ['paragraph', 'quoted `code`'], ['paragraph', 'let x'],
  ]);
  expect(screen).toContain('### Costs\n\nTwo things count.\n\nThey are:\n\n- The **rent**. It is due.\n- The term');
});

test('thoughts are neither shown nor kept', () => {
  expect(read('<think>\nThe user wants ⟦z9z⟧. Hm.\n</think>\n\nIt is 900 euros. ⟦k7f⟧')).toMatchObject({ screen: 'It is 900 euros. [1]', unknownMarks: 0, sentences: [{ text: 'It is 900 euros.' }] });
  expect(read('<think>It never ends.')).toMatchObject({ screen: '', sentences: [] });
  expect(texts('I should say 900.\n</think>\nIt is 900 euros. ⟦k7f⟧')).toEqual(['It is 900 euros.']);
});

test('an answer that says there is none is none, and one that says something is one', () => {
  for (const none of [
    'NOT IN PASSAGES', 'Not in passages.', 'The passages do not mention a deposit.', 'I don’t know. Ask the landlord.', 'The provided documents contain no information about that.',
    'Los pasajes no lo dicen.', 'Die Passagen enthalten keine Angaben dazu.', 'Les passages ne le disent pas.', '文中没有提到。', '',
  ]) expect(texts(none), none).toEqual([]);
  expect(texts('The tenant does not pay a deposit. ⟦k7f⟧')).toHaveLength(1);
  expect(texts('The rent is 900 euros. ⟦k7f⟧ The passages do not mention a deposit.')).toHaveLength(2);
});

test('what stands around an answer or a mark goes with it', () => {
  expect(texts('**Answer:** It is 900 euros. ⟦k7f⟧')).toEqual(['It is 900 euros.']);
  expect(texts('According to ⟦k7f⟧, the rent is 900 euros.')).toEqual(['The rent is 900 euros.']);
  expect(texts('**It is 900 euros. ⟦k7f⟧ Or so** ⟦k7f⟧')).toEqual(['It is 900 euros.', 'Or so']);
});

test('abbreviations end no sentence; Chinese and Arabic full stops do', () => {
  expect(texts('Dr. Meier signed the U.S. Lease on Jan. 5 at 5 p.m. sharp. ⟦m2p⟧ He left. ⟦m2p⟧')).toEqual(['Dr. Meier signed the U.S. Lease on Jan. 5 at 5 p.m. sharp.', 'He left.']);
  expect(read('租金为900欧元。⟦k7f⟧租期为五年⟦m2p⟧。').sentences.map(({ text, cites }) => [text, cites[0]?.evidence])).toEqual([['租金为900欧元。', 1], ['租期为五年。', 2]]);
  expect(texts('الإيجار 900 يورو. ⟦k7f⟧ هل هذا كل شيء؟ ⟦m2p⟧ نعم.')).toEqual(['الإيجار 900 يورو.', 'هل هذا كل شيء؟', 'نعم.']);
});

test('passages that were joined are cited each by its own number', () => {
  const first = evidenceOf(3, 'The roof is red. ', { documentId: 'd', start: 50 });
  const second = evidenceOf(4, 'The door is blue.', { documentId: 'd', start: 50 + first.text.length });
  const parser = createAnswerParser(new Map([['q4q', packedOf(first, second)]]), split);
  const [shown] = parser.push('The door is blue ⟦q4q⟧. The roof is red ⟦q4q⟧.\n');
  expect(shown).toEqual({ type: 'text', text: 'The door is blue [4].' });
  expect(parser.draft().sentences.flatMap(({ cites }) => cites.map((cite) => [cite.evidence, quoteOf([first, second], cite)]))).toEqual([[4, 'The door is blue.'], [3, 'The roof is red.']]);
});

test('sentences end where they would if all of the text had been there at once', () => {
  for (const text of [
    'El Sr. García llegó a la pág. 12 del contrato. ¿Qué pasó? ¡Nada! La Sra. Díaz firmó.', 'Das gilt z. B. für Dr. Meier. Am 3. März im 19. Jahrhundert kam er. Siehe § 5 Abs. 2 BGB. Er ging.',
    'M. Dupont est parti. Il est revenu.', 'Dr. Smith met J. R. R. Tolkien and Prof. Lee. They talked.', 'Acme Inc. Delaware sued Roe v. Wade Ltd. and won. He joined Acme Inc. The firm grew.',
    'On Jan. 5 they saw No. 7 of vol. 2, pp. 3–9. See Sec. 12.3 and Art. IV there.', 'It was in the U.S. They left at 5 p.m. on Monday, i.e. late.', 'They said no. No. 7 is here. Was it a. m. or p. m. then?',
    '今天天气很好。我们去公园吧！好吗？', 'هذا كتاب. هل تقرأ؟ نعم.', 'यह एक पुस्तक है। वह पढ़ता है।',
  ]) expect(texts(text)).toEqual(split(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end)));
});

const anyPiece = fc.oneof(
  fc.constantFrom('⟦k7f⟧', '⟦m2p⟧', '⟦z9z⟧', '⟦k7', '⟧', '[1]', '[a](http://x.y)', '![a](b)', '<b>', '<img src=x>', '<', '<think>', '</think>', '. ', '\n', '\n\n', '- ', '# ', '1. ', '```', '|', '> ', '“', '”', '。', '租', '👩🏽‍🚀', 'é', '\u202E', '(k7f)', '(', ']', '!', '**', 'Dr. ', 'Answer: '),
  fc.constantFrom('rent ', 'is ', '900 ', 'euros', 'The ', 'term '), fc.string({ unit: 'binary', maxLength: 8 }),
);
const anyText = fc.array(anyPiece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('the same text gives the same answer in whatever pieces it comes', () => {
  fc.assert(fc.property(anyText, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 60 }), fc.constantFrom('whole' as const, 'cut' as const), (text, lengths, how) => {
    const { events: _one, ...whole } = read(text, [], how);
    const { events: _other, ...pieces } = read(text, lengths, how);
    expect(pieces).toEqual(whole);
  }), { numRuns: 500 });
});

test('whatever is written, every citation lies in a passage that was supplied', () => {
  fc.assert(fc.property(anyText, (text) => {
    const { sentences, told } = read(text);
    for (const cite of [...sentences, ...told].flatMap(({ cites }) => cites)) expect(quoteOf(items, cite)?.trim().length).toBeGreaterThan(0);
  }), { numRuns: 300 });
});
