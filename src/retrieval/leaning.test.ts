import { describe, expect, test } from 'vitest';
import { leaningFor } from './leaning.ts';

const usual = leaningFor('Which law governs?', ['en']);

/** What half of the query's words are worth against meaning. */
const halfOfTheWords = ({ wordShare, curve }: ReturnType<typeof leaningFor>) => (wordShare * 0.5 ** curve) / (1 - wordShare);

describe('a model of English is asked for less', () => {
  test.each([
    '管辖法律是什么？', 'ما هو القانون الذي يحكم العقد؟', 'Какое право применяется?', 'ค่าเช่าเท่าไร',
    '¿Qué ley rige el contrato?', 'Welches Recht gilt für den Vertrag?', 'Quelle loi régit le contrat ?', 'Quale legge regola il contratto?', 'Qual é a lei do contrato?',
  ])('%s', (query) => {
    expect(halfOfTheWords(leaningFor(query, ['en']))).toBeGreaterThanOrEqual(2 * halfOfTheWords(usual));
  });
});

test('and next to nothing in a script that it cannot read', () => {
  const [spanish, chinese] = [leaningFor('¿Qué ley rige el contrato?', ['en']), leaningFor('管辖法律是什么？', ['en'])];
  expect(halfOfTheWords(chinese)).toBeGreaterThan(2 * halfOfTheWords(spanish));
  expect([spanish.kept, spanish.keptWhereWordsMislead, chinese.kept, chinese.keptWhereWordsMislead]).toEqual([0, 0, 0, 0]);
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
