import { describe, expect, test } from 'vitest';
import { supports } from './support.ts';

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
