import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingOf, supports, type Similarity } from './support.ts';

const quote = 'Either party may terminate this Agreement with thirty (30) days’ written notice, for a fee of $5,000.';

describe('a sentence is backed', () => {
  test('by its own words, whatever the white space', () => {
    expect(supports([quote], 'Either party may terminate\n this Agreement')).toBe(true);
  });

  test('by two quotations one after the other', () => {
    expect(supports(['The fee is due', 'on the first of May.'], 'The fee is due on the first of May.')).toBe(true);
  });

  test('when most of its words and all its numbers are there', () => {
    expect(supports([quote], 'A party may terminate with 30 days written notice.')).toBe(true);
  });

  test.each([
    ['协议受德克萨斯州法律管辖。', '协议受德克萨斯州法律管辖'],
    ['يخضع هذا العقد لقانون تكساس.', 'يخضع هذا العقد لقانون تكساس'],
    ['Dieser Vertrag unterliegt dem Recht von Texas.', 'dieser vertrag unterliegt dem recht'],
    ['Este contrato se rige por la ley de Texas.', 'Este contrato se rige por la ley'],
  ])('in any script: %s', (cited, sentence) => {
    expect(supports([cited], sentence)).toBe(true);
  });
});

describe('a sentence is not backed', () => {
  test('by nothing', () => {
    expect(supports([], 'Anything.')).toBe(false);
    expect(supports([quote], '  ')).toBe(false);
    expect(supports([''], 'Anything.')).toBe(false);
  });

  test('when a number differs, however alike the words', () => {
    expect(supports([quote], 'Either party may terminate this Agreement with 60 days’ written notice.')).toBe(false);
    expect(supports([quote], 'Either party may terminate this Agreement for a fee of $50,000.')).toBe(false);
  });

  test('when it talks of something else', () => {
    expect(supports([quote], 'Click this link to confirm your bank details.')).toBe(false);
  });

  test('by punctuation alone', () => {
    expect(supports([quote], '?!')).toBe(false);
  });
});

describe('what is missing is named', () => {
  test.each([
    ['no-citation', [], 'The fee is $5,000.', undefined],
    ['number-not-found', [quote], 'A party may terminate with 60 days notice.', '60'],
    ['number-not-found', [quote], 'A party may terminate with 30 months written notice.', '30'],
    ['name-not-found', [quote], 'Either party may terminate this Agreement with Globex.', 'Globex'],
    ['date-not-found', [quote], 'Either party may terminate this Agreement on 3 May 2021.', '3 May 2021'],
    ['quotation-not-found', [quote], 'Either party may terminate “without any notice” for a fee.', 'without any notice'],
    ['negation-differs', [quote], 'Either party may not terminate this Agreement.', 'not'],
    ['number-elsewhere', ['The fee is 200 euros in summer and 900 euros in winter.'], 'The fee is 900 euros in summer.', '900'],
  ])('%s', async (code, passages, sentence, what) => {
    expect(await findingOf(sentence, passages)).toEqual(what === undefined ? { code } : { code, what });
  });

  test('too-little-found, with how much was', async () => {
    expect(await findingOf('The party of the house enjoys cold lemonade.', [quote])).toMatchObject({ code: 'too-little-found', share: 0.2 });
  });
});

describe('nearness in meaning', () => {
  const claim = 'Whoever signed may end the agreement with a written notice.';
  const answering = (cosine: number): Similarity => (_, texts) => Promise.resolve(texts.map(() => cosine));

  test('makes up for some words, not for all', async () => {
    expect(await findingOf(claim, [quote])).toMatchObject({ code: 'too-little-found' });
    expect(await findingOf(claim, [quote], answering(0.9))).toBeUndefined();
    expect(await findingOf(claim, [quote], answering(0.2))).toMatchObject({ code: 'too-little-found' });
    expect(await findingOf('Cold lemonade tastes best.', [quote], answering(0.9))).toMatchObject({ code: 'too-little-found' });
  });

  test('never makes up for a number', async () => {
    expect(await findingOf(`${claim} It takes 60 days.`, [quote], answering(1))).toMatchObject({ code: 'number-not-found' });
  });

  test('is not asked for when words decide', async () => {
    const asked: Similarity = () => Promise.reject(new Error('asked'));
    expect(await findingOf('Either party may terminate this Agreement with notice.', [quote], asked)).toBeUndefined();
  });
});

test('a mark of the source in a copy changes nothing', async () => {
  for (const mark of [' [1]', ' [1, 2]', ' ⟦k7⟧', '【1】']) expect(await findingOf(`Either party may terminate this Agreement${mark}.`, [quote])).toBeUndefined();
});

test('any stretch of a passage is backed by it, and both ways to ask agree', async () => {
  const words = quote.split(' ');
  await fc.assert(fc.asyncProperty(fc.nat(words.length - 1), fc.integer({ min: 1, max: words.length }), async (from, count) => {
    const sentence = words.slice(from, from + count).join(' ');
    expect(supports([quote], sentence)).toBe(true);
    expect(await findingOf(sentence, [quote])).toBeUndefined();
  }));
});

test('whatever a sentence is, both ways to ask agree', async () => {
  const pieces = fc.array(fc.oneof(fc.constantFrom(...quote.split(' '), 'not', 'Acme', '60', '“x y”', '合同', '3 May 2021'), fc.string()), { maxLength: 12 });
  await fc.assert(fc.asyncProperty(pieces, async (list) => {
    const sentence = list.join(' ');
    expect(supports([quote], sentence)).toBe((await findingOf(sentence, [quote])) === undefined);
  }));
});

test.each([' ', '1', '1.', 'not ', '"', 'May 1 ', 'A. ', '[', '$', 'one hundred '])('a sentence of thousands of “%s” is judged, and not believed', (piece) => {
  expect(supports([quote], piece.repeat(2_000))).toBe(false);
});
