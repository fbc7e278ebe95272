import { describe, expect, test } from 'vitest';
import { analyse, holdsKind } from './question.ts';

test('the words a question is built with are left out, in every language', () => {
  expect(analyse('Which law governs this agreement?').terms).toEqual(['law', 'govern', 'agreement']);
  expect(analyse('¿Qué ley rige el contrato?').terms).toEqual(['lei', 'rige', 'contrato']);
  expect(analyse('Welches Recht gilt für den Vertrag?').terms).toEqual(['recht', 'gilt', 'vertrag']);
  expect(analyse('ما هو القانون الذي يحكم العقد؟').terms).toHaveLength(3);
  expect(analyse('合同适用什么法律？').terms).toContain('法律');
});

test('a question of such words only keeps them: something must be looked for', () => {
  expect(analyse('Who is he?').terms).not.toEqual([]);
});

test('each term comes once, with the words it came from', () => {
  const { terms, forms } = analyse('Can assignors assign assignments? Assigning');
  expect(new Set(terms).size).toBe(terms.length);
  expect(forms.get('assign')).toEqual(['assign', 'assignments', 'assigning']);
});

test('names and numbers are told apart; the first word is capital anyway', () => {
  expect([...analyse('When did Beyoncé leave Texas in 1999?').names]).toEqual(['beyonc', 'texa', '1999'].map((name) => expect.stringContaining(name)));
  expect(analyse('Governing law of the lease?').names.size).toBe(0);
});

describe('the kind of answer', () => {
  test.each([
    ['How long does the warranty last?', 'duration'], ['How many people came?', 'number'], ['How much did it cost?', 'money'], ['When does it expire?', 'time'],
    ['In which year was it built?', 'time'], ['Who signed?', 'person'], ['Where is the office?', 'place'], ['Why was it cancelled?', 'reason'],
    ['Which law governs this agreement?', 'any'], ['Is there a whole chapter on howling?', 'any'],
    ['¿Cuándo termina el contrato?', 'time'], ['¿Quién firmó?', 'person'], ['Wann endet der Vertrag?', 'time'], ['Wie lange gilt die Garantie?', 'duration'],
    ['合同什么时候到期？', 'time'], ['谁签了字？', 'person'], ['متى ينتهي العقد؟', 'time'], ['أين المكتب؟', 'place'],
  ] as const)('%s: %s', (question, kind) => {
    expect(analyse(question).kind).toBe(kind);
  });
});

describe('a sentence holds it', () => {
  test.each([
    ['When does it end?', 'It ends on 3 May 2024.', true], ['When does it end?', 'It ends when it ends.', false], ['When does it end?', 'It runs for five years.', true],
    ['How many came?', 'Twelve came.', true], ['How many came?', 'Several came.', false], ['How much does it cost?', 'It costs €20.', true],
    ['Who signed?', 'It was signed by Ada Lovelace.', true], ['Who signed?', 'It was signed by the landlord.', false],
    ['Why so late?', 'Because of rain.', true], ['什么时候到期？', '合同于2024年5月3日到期。', true],
  ] as const)('%s %s %s', (question, sentence, held) => {
    expect(holdsKind(analyse(question), sentence)).toBe(held);
  });

  test('but not what the question said already', () => {
    expect(holdsKind(analyse('Who won the race in which Ada Lovelace rode?'), 'Yes, Ada Lovelace rode.')).toBe(false);
    expect(holdsKind(analyse('How many of the 40 guests left?'), 'There were 40 guests.')).toBe(false);
  });

  test('and any sentence does when nothing certain is asked for', () => {
    expect(holdsKind(analyse('Which law governs?'), 'None.')).toBeUndefined();
  });
});
