import { expect, test } from 'vitest';
import { limitsTheOneBefore } from './limits.ts';

test.each([
  'However, the landlord may refuse.', 'This does not apply to dogs.', 'Unless agreed otherwise, it ends in May.', 'Except in winter.', 'Provided that rent is paid.', '(b) However, it may end.',
  'The tenant may, however, sublet.', 'The foregoing shall not limit any other right.', 'It shall only apply in Spain.',
  'Sin embargo, puede negarse.', 'Esto no se aplica a los perros.', 'Salvo en invierno.', 'Jedoch nicht im Winter.', 'Dies gilt nicht für Hunde.', 'Es gilt jedoch nur im Sommer.', 'Toutefois, il peut refuser.',
])('takes back part of what was said: %s', (sentence) => {
  expect(limitsTheOneBefore(sentence)).toBe(true);
});

test.each([
  'The rent is due on the first.', 'Dogs are not allowed.', 'Butter is sold by weight.', 'This agreement begins in May.', 'Item 4 is new.', 'La renta se paga cada mes.', 'Dieser Vertrag beginnt im Mai.', 'Das Haus ist alt.',
])('goes on with something else: %s', (sentence) => {
  expect(limitsTheOneBefore(sentence)).toBe(false);
});
