import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestClause } from './clause.ts';

const sentence =
  'The Supplier shall deliver the goods at its own cost; the Buyer shall inspect them within ten days of arrival; ' +
  'this agreement shall be governed by the laws of Portugal; and any dispute, however small, shall be settled in Lisbon.';

test('the clause that speaks of the question is chosen, whole', () => {
  const { start, end } = bestClause(sentence, 'Which law governs?', 80);
  expect(sentence.slice(start, end)).toBe('this agreement shall be governed by the laws of Portugal;');
});

test('where no clause speaks of the question, it is the beginning, as much of it as fits', () => {
  const { start, end } = bestClause(sentence, 'What colour?', 130);
  expect(sentence.slice(start, end)).toBe('The Supplier shall deliver the goods at its own cost; the Buyer shall inspect them within ten days of arrival;');
});

test('commas inside numbers do not end a clause', () => {
  const text = 'The fee is 5,000 euros a year, payable in advance, and the deposit is 1,250.50 euros, payable later.';
  const { start, end } = bestClause(text, 'What is the deposit?', 45);
  expect(text.slice(start, end)).toBe('and the deposit is 1,250.50 euros,');
});

test('a text without any punctuation is cut between words', () => {
  const text = 'word '.repeat(300).trim();
  const { start, end } = bestClause(text, 'word', 52);
  expect(text.slice(start, end)).toMatch(/^(?:word )*word$/);
});

test('Chinese clauses end at Chinese marks', () => {
  const text = '甲方应当按时付款，乙方应当交货；本合同适用台湾法律，争议由法院管辖。';
  const { start, end } = bestClause(text, '适用什么法律？', 12);
  expect(text.slice(start, end)).toBe('本合同适用台湾法律，');
});

test('what comes back is inside the text, not longer than allowed, and not empty', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string(), fc.integer({ min: 2, max: 50 }), (text, question, limit) => {
      const { start, end } = bestClause(text, question, limit);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(text.length);
      expect(end - start).toBeLessThanOrEqual(limit);
    }),
  );
});
