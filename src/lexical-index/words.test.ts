import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { words } from './words.ts';

const terms = (text: string) => words(text).map(({ term }) => term);
const sameTerms = (a: string, b: string) => expect(terms(a)).toEqual(terms(b));

describe('folds what a reader takes for the same word', () => {
  test.each([
    ['case and accents', 'Élan NAÏVE Ärger Señor Ångström', 'elan naive arger senor angstrom'],
    ['letters without decomposition', 'Straße œuvre Łódź Øre Ægir', 'strasse oeuvre lodz ore aegir'],
    ['composed and decomposed spelling', 'caf\u00e9', 'cafe\u0301'],
    ['compatibility forms', 'ﬁnance ＡＢＣ１２ H₂O', 'finance abc12 h2o'],
    ['Turkish i', 'İstanbul ISPARTA ılık', 'istanbul isparta ilik'],
    ['Greek accents and final sigma', 'ΟΔΟΣ οδός', 'οδοσ οδοσ'],
    ['Cyrillic', 'Ёлка ЁЛКА', 'елка елка'],
    ['Arabic vowel signs, tatweel and forms of alef', 'الكِتَابُ كتـــاب أحمد إسلام آخر', 'الكتاب كتاب احمد اسلام اخر'],
    ['Arabic and Persian digits', '١٢٣ ۴۵', '123 45'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['soft hyphens and joiners', 'Donau\u00addampf می\u200cروم', 'donaudampf میروم'],
    ['half-width katakana', 'ｶﾞｲﾄﾞ', 'ガイド'],
  ])('%s', (_, one, other) => sameTerms(one, other));
});

test('keeps the vowel signs of Indic scripts and Japanese voicing', () => {
  expect(terms('कि')).not.toEqual(terms('का'));
  expect(terms('かき')).not.toEqual(terms('がぎ'));
});

test('removes English endings and remembers the word', () => {
  sameTerms('terminates terminating termination', 'terminate terminated terminations');
  expect(words('Contracts')).toEqual([{ term: 'contract', form: 'contracts', start: 0, end: 9 }]);
});

describe('apostrophes', () => {
  test.each([
    ["the company's", 'the company'],
    ['l’avion d’Alice', 'avion Alice'],
    ["don't", 'don'],
    ["O'Brien", 'Brien'],
    ["qu'elle", 'qu elle'],
    ["'quoted'", 'quoted'],
  ])('%s', sameTerms);

  test('single letters alone are kept', () => expect(terms("d'a")).toEqual(['d', 'a']));
});

describe('numbers and codes', () => {
  test.each([
    ['HR-2021/44', ['hr-2021/44', 'hr', '2021', '44']],
    ['17.2', ['17.2']],
    ['12.3.4.', ['12.3.4']],
    ['1,000 1.000 1000', ['1000', '1000', '1000']],
    ['2021-03-04', ['2021-03-04', '2021', '03', '04']],
    ['§ 5', ['§5', '5']],
    ['§§ 305a', ['§305a', '305a']],
    ['U.S.A. e.g.', ['usa', 'eg']],
    ['AT&T', ['at&t', 'at', 't']],
    ['jo.roe@x.org', ['jo.roe@x.org', 'jo', 'roe', 'x', 'org']],
    ['COVID‑19', ['covid-19', 'covid', '19']],
    ['well-known', ['well', 'known']],
    ['end.Next', ['end', 'next']],
    ['3.5mm', ['3.5mm', '3', '5mm']],
  ])('%s', (text, expected) => expect(terms(text)).toEqual(expected));

  test('a code that is too long for anybody to type is found by its parts', () => {
    expect(terms(Array.from({ length: 30 }, () => 'a1').join('-'))).toEqual(Array.from({ length: 30 }, () => 'a1'));
  });
});

describe('scripts without spaces', () => {
  test.each([
    ['Chinese', '管辖法律', ['管辖', '辖法', '法律', '律']],
    ['one character', '法', ['法']],
    ['Japanese of three scripts', '東京タワーへ', ['東京', '京タ', 'タワ', 'ワー', 'ーへ', 'へ']],
    ['Korean', '서울은', ['서울', '울은', '은']],
    ['Thai, with vowel signs on their consonants', 'ที่นี่', ['ที่นี่', 'นี่']],
    ['characters outside the basic plane', '𠮷野家', ['𠮷野', '野家', '家']],
    ['mixed with Latin', '第3条ABC', ['第', '3', '条', 'abc']],
  ])('%s', (_, text, expected) => expect(terms(text)).toEqual(expected));
});

test('says where each word is in the text, marks and invisible characters included', () => {
  const text = '« Cafe\u0301s » Donau\u00addampf, 東京 X-1';
  expect(words(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Cafe\u0301s', 'Donau\u00addampf', '東京', '京', 'X-1', 'X', '1']);
});

test('has no words where there are none', () => {
  expect(words('')).toEqual([]);
  expect(words(' \n—…!¿ ’ \u0301 ـ \u200d 👩🏽‍🚀 ')).toEqual([]);
});

test('gives ordered, non-empty spans whose words stand for themselves, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
      const found = words(text);
      const wrong = found.filter(({ term, form, start, end }, i) => {
        const inOrder = start >= (found[i - 1]?.start ?? 0) && end > start && end <= text.length;
        return !inOrder || term === '' || form === '' || !terms(text.slice(start, end)).includes(term);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a word is the same in any surroundings', () => {
  const word = fc.stringMatching(/^[a-zà-ÿα-ω]{2,12}$/);
  fc.assert(
    fc.property(fc.array(word), (list) => {
      expect(terms(list.join(' '))).toEqual(list.flatMap(terms));
      expect(terms(list.join(', ').toUpperCase())).toEqual(list.flatMap((each) => terms(each.toUpperCase())));
    }),
  );
});
