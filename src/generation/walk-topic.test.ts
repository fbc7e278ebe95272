import { describe, expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import { chooseDocuments } from './walk-documents.ts';
import { aspectsOf, asksForDocuments, asksForWords, mentionsIn, topicOf } from './walk-topic.ts';

describe('what a question is about', () => {
  test.each([
    ['List all governing law clauses', 'governing law'], ['Show me all clauses about liability', 'liability'], ['Find every mention of arbitration', 'arbitration'],
    ['Which contracts have a non-compete?', 'non-compete'], ['What are all the obligations of the tenant?', 'obligations of the tenant'], ['Where is Ada Lovelace mentioned?', 'Ada Lovelace'],
    ['How many contracts mention arbitration?', 'arbitration'], ['How often is Berlin mentioned?', 'Berlin'], ['List all deadlines in the contracts', 'deadlines'], ['List all', ''],
    ['How many documents are there?', ''], ['Compare the two leases', ''], ['Compare the rent and the deposit in both contracts', 'rent and the deposit'],
    ['Lista todos los plazos', 'plazos'], ['¿Qué contratos mencionan el arbitraje?', 'arbitraje'], ['Nenne alle Fristen', 'Fristen'], ['Wie viele Verträge erwähnen eine Kaution?', 'Kaution'], ['Vergleiche die beiden Verträge', ''],
  ])('%s: %s', (question, topic) => {
    expect(topicOf(question)).toBe(topic);
  });

  test('is not the name of the documents that it names', () => {
    const isName = (word: string) => word === 'acme' || word === 'globex' || word === '01';
    expect(topicOf('Compare Acme and Globex', isName)).toBe('');
    expect(topicOf('List all deadlines in the Acme contract', isName)).toBe('deadlines');
    expect(topicOf('List all deadlines of contract-01', isName)).toBe('deadlines');
  });

  test.each([
    ['rent and the deposit', ['rent', 'deposit']], ['the rent, the deposit and the notice period', ['rent', 'deposit', 'notice period']], ['governing law', ['governing law']], ['', []],
    ['la renta y la fianza', ['renta', 'fianza']], ['Miete und Kaution', ['Miete', 'Kaution']], ['a, b, c, d, e, f, g', ['a', 'b', 'c', 'd', 'e']],
  ])('may be several things: %s', (topic, aspects) => {
    expect(aspectsOf(topic)).toEqual(aspects);
  });

  test('is looked for as it is written, or by what it means', () => {
    expect(asksForWords('Which documents mention arbitration?')).toBe(true);
    expect(asksForWords('List all clauses about arbitration')).toBe(false);
    expect(asksForDocuments('How many contracts mention arbitration?')).toBe(true);
    expect(asksForDocuments('How many clauses deal with contracts?')).toBe(false);
  });
});

describe('mentions', () => {
  const found = (text: string, topic: string) => mentionsIn(text, topic).map(({ start, end }) => text.slice(start, end));
  test('are found in any case, as plurals, and across line ends', () => {
    expect(found('Due date: the due\ndates. Undue date.', 'due date')).toEqual(['Due date', 'due\ndates']);
  });
  test('are whole words', () => {
    expect(found('The rental of a parent: rent.', 'rent')).toEqual(['rent']);
  });
  test('may have signs in them that mean something to a pattern', () => {
    expect(found('C++ (v1.0) and c++', 'C++')).toEqual(['C', 'c']);
    expect(found('Section 4.2 or 4x2', '4.2')).toEqual(['4.2']);
  });
});

describe('which documents a question is about', () => {
  const documents = ['lease-berlin.pdf', 'lease-munich.pdf', 'insurance policy.docx', 'minutes 2023.txt'].map((name) => ({ id: name as DocumentId, name, passages: 1 }));
  const namesOf = (question: string, generic: boolean, narrowed = false) => chooseDocuments(question, { documents, narrowed }, generic).documents.map(({ name }) => name);
  test.each([
    ['Summarise the Berlin lease', ['lease-berlin.pdf']], ['Compare the two leases', ['lease-berlin.pdf', 'lease-munich.pdf']], ['Summarise the insurance policy', ['insurance policy.docx']],
    ['Compare Berlin and Munich', ['lease-berlin.pdf', 'lease-munich.pdf']], ['Summarise minutes 2023.txt', ['minutes 2023.txt']],
  ])('%s', (question, names) => {
    expect(namesOf(question, true)).toEqual(names);
  });
  test('are all, when it names none', () => {
    expect(namesOf('Summarise everything', true)).toHaveLength(4);
  });
  test('are those that a person chose, whatever it names', () => {
    expect(namesOf('Summarise the Berlin lease', true, true)).toHaveLength(4);
  });
  test('of a list are named only where it says where to look', () => {
    expect(namesOf('List all insurance deadlines', false)).toHaveLength(4);
    expect(namesOf('List all deadlines in the insurance policy', false)).toEqual(['insurance policy.docx']);
    expect(namesOf('Which leases mention pets?', false)).toHaveLength(4);
  });
  test('have a title as well as a name', () => {
    const titled = [{ id: 'a' as DocumentId, name: 'scan1.pdf', title: 'Annual Report', passages: 1 }, { id: 'b' as DocumentId, name: 'scan2.pdf', passages: 1 }];
    expect(chooseDocuments('Summarise the annual report', { documents: titled, narrowed: false }, true).documents).toEqual([titled[0]]);
  });
});
