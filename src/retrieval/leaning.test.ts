import { describe, expect, test } from 'vitest';
import { leaningFor } from './leaning.ts';

const usual = leaningFor('Which law governs?', ['en']);

describe('a model of English is asked for less', () => {
  test.each([
    '管辖法律是什么？', 'ما هو القانون الذي يحكم العقد؟', 'Какое право применяется?', 'ค่าเช่าเท่าไร',
    '¿Qué ley rige el contrato?', 'Welches Recht gilt für den Vertrag?', 'Quelle loi régit le contrat ?', 'Quale legge regola il contratto?', 'Qual é a lei do contrato?',
  ])('%s', (query) => {
    expect(leaningFor(query, ['en']).wordShare).toBeGreaterThan(usual.wordShare);
  });
});

test('and next to nothing in a script that it cannot read', () => {
  const [spanish, chinese] = [leaningFor('¿Qué ley rige el contrato?', ['en']), leaningFor('管辖法律是什么？', ['en'])];
  expect(chinese.wordShare).toBeGreaterThan(spanish.wordShare);
  expect(spanish.keptForMeaning || chinese.keptForMeaning).toBe(false);
  expect(usual.keptForMeaning).toBe(true);
});

describe('it is asked as usual', () => {
  test.each(['governing law', 'rent 900', 'When did she die in the war?', 'What does 合同 mean in this agreement?', '17.2 § 5 %', '', 'Zürich'])('%s', (query) => {
    expect(leaningFor(query, ['en'])).toEqual(usual);
  });

  test('when the model knows the language', () => {
    expect(leaningFor('管辖法律是什么？', ['en', 'zh-Hans'])).toEqual(usual);
    expect(leaningFor('ما هو القانون؟', ['ar'])).toEqual(usual);
    expect(leaningFor('Какое право применяется?', ['ru'])).toEqual(usual);
    expect(leaningFor('Welches Recht gilt für den Vertrag?', ['en', 'de-CH'])).toEqual(usual);
  });
});
