import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameQuantity, type Quantity } from './numbers.ts';
import { readWords } from './number-words.ts';
import { readText } from './source-text.ts';

const numbersOf = (text: string) => readText(text).numbers.map(({ value, unit }) => (unit === undefined ? value : `${value} ${unit}`));
const one = (text: string): Quantity => {
  const [first] = readText(text).numbers;
  if (!first) throw new Error(`no number in ${text}`);
  return first;
};

test.each([
  ['for a fee of $5,000.00', '5000 usd'],
  ['5.000 dollars were paid to him in all', '5 usd'],
  ['some 1 234 567 people', 1_234_567],
  ['the rate of 5 per cent', '5 percent'],
  ['the rate is 5%', '5 percent'],
  ['five percent of it', '5 percent'],
  ['within thirty (30) calendar days', '30 day'],
  ['two hundred and fifty thousand seats', 250_000],
  ['twenty-one guns', 21],
  ['nineteen million six hundred and forty four thousand Dollars', '19644000 usd'],
  ['$19.644 million', '19644000 usd'],
  ['a fund of €3bn', '3000000000 eur'],
  ['in the 1920s', 1920],
  ['the 19th century', '19 century'],
  ['the nineteenth century', '19 century'],
  ['a hundred houses', 100],
  ['٣٠ يوما', 30],
  ['2,290 m3/s', 2_290],
  ['2 metres', '2 metre'],
])('%s', (text, value) => {
  expect(numbersOf(text)[0]).toBe(value);
});

test.each([
  ['Der Preis beträgt 1.250 Euro und ist bis zum Ende des Monats zu zahlen.', '1250 eur'],
  ['Die Rate ist mit 2,5 Prozent die höchste in der Stadt.', '2.5 percent'],
  ['El precio de la casa es de 1.250 euros para los socios.', '1250 eur'],
  ['Los veinte días que se dan para el pago', '20 day'],
])('a point and a comma mean what they mean in the language of the text: %s', (text, value) => {
  expect(numbersOf(text)[0]).toBe(value);
});

test('a comma that is a decimal mark elsewhere in the text is one everywhere in it', () => {
  expect(numbersOf('12,5 kg; 1,250 kg')).toEqual(['12.5 kg', '1.25 kg']);
});

test('numbers of sections, codes and the days of a date are no quantities', () => {
  expect(numbersOf('See 9.3.1 and CO2, signed on 3 May 2021.')).toEqual([]);
});

test('any whole number is read back from how English writes it', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2e9 }), (value) => {
    expect(numbersOf(`It has ${new Intl.NumberFormat('en').format(value)} parts`)).toEqual([value]);
  }));
});

test('any number below a million is read back from its English words', () => {
  const small = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  const spell = (value: number): string[] => {
    if (value < 20) return [small[value]!];
    if (value < 100) return [tens[Math.floor(value / 10) - 2]!, ...(value % 10 ? spell(value % 10) : [])];
    if (value < 1_000) return [...spell(Math.floor(value / 100)), 'hundred', ...(value % 100 ? ['and', ...spell(value % 100)] : [])];
    return [...spell(Math.floor(value / 1_000)), 'thousand', ...(value % 1_000 ? spell(value % 1_000) : [])];
  };
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), (value) => {
    const words = spell(value);
    expect(readWords([...words, 'seats'], 'en')).toEqual({ value, taken: words.length });
  }));
});

describe('two numbers are one', () => {
  test('whatever way they are written', () => {
    expect(sameQuantity(one('five per cent'), one('5.0 %'))).toBe(true);
    expect(sameQuantity(one('US$ 5'), one('5 dollars'))).toBe(true);
    expect(sameQuantity(one('30 days'), one('thirty (30) business days'))).toBe(true);
  });

  test('also when only one has a unit', () => {
    expect(sameQuantity(one('5 %'), one('Rate: 5'))).toBe(true);
  });

  test('not when they count different things', () => {
    expect(sameQuantity(one('30 days'), one('30 months'))).toBe(false);
    expect(sameQuantity(one('€5'), one('$5'))).toBe(false);
  });

  test('roughly, when the sentence says so', () => {
    expect(sameQuantity(one('about 1.2 million'), one('1,234,567'))).toBe(true);
    expect(sameQuantity(one('exactly 1.2 million'), one('1,234,567'))).toBe(false);
    expect(sameQuantity(one('about 1.3 million'), one('1,234,567'))).toBe(false);
  });
});
