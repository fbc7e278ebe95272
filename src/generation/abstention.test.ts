import { expect, test } from 'vitest';
import { abstains } from './abstention.ts';

test.each([
  'NOT IN PASSAGES', 'The passages do not say when it ends.', 'The provided text doesn’t mention a deposit.', 'There is no information in the documents that states it.', 'I cannot answer this question.',
  'The deposit is not mentioned in the passages.', 'This cannot be determined.', 'Los fragmentos no lo indican.', 'No se menciona.', 'Das wird in den Textstellen nicht genannt.', 'Die Dokumente enthalten keine Angabe.',
  'Les passages ne le précisent pas.', 'I brani non lo dicono.', 'Os trechos não dizem isso.', '文档中没有提到租金。', '本文書には記載がありません。', 'لا تذكر المقاطع ذلك.',
])('%s', (sentence) => expect(abstains(sentence)).toBe(true));

test.each([
  'The tenant does not pay a deposit.', 'No pets are allowed.', 'It is not included in the rent.', 'El inquilino no paga fianza.', 'Der Mieter zahlt keine Kaution.', 'Le locataire ne paie pas.', '租客没有押金。',
  `The passages do not say it, but ${'the landlord explained at length that '.repeat(8)}it is so.`,
])('a claim: %s', (sentence) => expect(abstains(sentence)).toBe(false));
