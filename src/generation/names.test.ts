import { describe, expect, test } from 'vitest';
import { missingWords, namesIn, sameNameWord } from './names.ts';
import { readText } from './source-text.ts';

const namesOf = (text: string) => namesIn(readText(text)).map((name) => name.text);
const isThere = (claim: string, source: string) => namesIn(readText(claim)).every((name) => missingWords(name, readText(source)).length === 0);

test('names are runs of capitalised words, not the starts of sentences', () => {
  expect(namesOf('The lease with Anna María Ruiz ends. Tenants of Vigo may stay.')).toEqual(['Anna María Ruiz', 'Vigo']);
});

test('the first word is a name when another capital follows, when it owns something or when it acts', () => {
  expect(namesOf('Henry Ford built cars.')).toEqual(['Henry Ford']);
  expect(namesOf("Shirley's plan had little support.")).toEqual(['Shirley']);
  expect(namesOf('Maxwell was right.')).toEqual(['Maxwell']);
  expect(namesOf('Employees must wear badges. Arming them was unwise.')).toEqual([]);
});

test('initials and short forms do not end a sentence', () => {
  expect(namesOf('It was led by J. R. Smith and Dr. Jones.')).toEqual(['J. R. Smith', 'Dr. Jones']);
});

test('months are dates, and the word I is no name', () => {
  expect(namesOf('Yesterday I saw it in May, and on 3 June 2020.')).toEqual([]);
});

test('headings and shouting have no names', () => {
  expect(namesOf('Limitation Of Liability And Damages')).toEqual([]);
  expect(namesOf('NEITHER PARTY SHALL BE LIABLE')).toEqual([]);
});

test('German nouns are no names, two capitals in a row are', () => {
  expect(namesOf('Der Vertrag endet mit dem Tod des Mieters und nicht mit der Kündigung durch Angela Merkel.')).toEqual(['Angela Merkel']);
});

test('scripts without capitals have no names', () => {
  expect(namesOf('本合同由北京公司签署。')).toEqual([]);
  expect(namesOf('وقع أحمد العقد في القاهرة.')).toEqual([]);
});

describe('a name is in the source', () => {
  test.each([
    ['It was Eliot.', 'Charles W. Eliot, president'],
    ['He met J. Smith.', 'John Smith came.'],
    ['He saw José.', 'JOSE was there'],
    ["It was Maxwell's.", 'Maxwell did it'],
    ['All of the EU agreed.', 'the European Union agreed'],
    ['All of the European Union agreed.', 'the EU agreed'],
    ['They are from Italy.', 'Italian wine'],
    ['They are from France.', 'French wine'],
    ['It is in the Netherlands.', 'the Dutch border'],
  ])('%s ← %s', (claim, source) => {
    expect(isThere(claim, source)).toBe(true);
  });

  test.each([
    ['It was Johnson.', 'John did it'],
    ['He met Henry Ford.', 'Henry Kissinger came'],
    ['He met A. Smith.', 'John Smith came'],
    ['It used 4G and X.25.', 'It used 5G.'],
  ])('and not so: %s ← %s', (claim, source) => {
    expect(isThere(claim, source)).toBe(false);
  });
});

test('a name and its adjective are one, two names that begin alike are not', () => {
  expect(sameNameWord('germany', 'german')).toBe(true);
  expect(sameNameWord('martin', 'martinez')).toBe(false);
  expect(sameNameWord('austria', 'australia')).toBe(false);
});
