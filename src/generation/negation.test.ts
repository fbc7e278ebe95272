import { describe, expect, test } from 'vitest';
import { negationDiffers } from './negation.ts';
import { areOpposites } from './opposites.ts';
import { readText } from './source-text.ts';

const differs = (claim: string, source: string) => negationDiffers(readText(claim), readText(source));

describe('a difference is seen', () => {
  test.each([
    ['Pets are not allowed in the flat.', 'Pets are allowed in the flat.', 'not'],
    ['The tenant may keep pets in the flat.', 'The tenant may never keep pets in the flat.', 'never'],
    ['The tenant is permitted to keep pets.', 'The tenant is prohibited from keeping pets.', 'permitted'],
    ["The plan didn't have support.", 'The plan had support.', "didn't"],
    ['There is no debate on the plea.', 'There is much debate on the plea.', 'no'],
    ['El inquilino no puede tener animales en casa.', 'El inquilino puede tener animales en casa.', 'no'],
    ['Der Mieter darf keine Tiere halten.', 'Der Mieter darf Tiere halten.', 'keine'],
    ['Der Vertrag endet nicht im Mai.', 'Der Vertrag endet im Mai.', 'nicht'],
    ['It is possible to abolish these rights.', 'It is impossible to abolish these rights.', 'possible'],
  ])('%s ≠ %s', (claim, source, word) => {
    expect(differs(claim, source)).toBe(word);
  });
});

describe('no difference is seen', () => {
  test.each([
    ['where both say no', 'The tenant may not keep any pets.', 'No pets may be kept by the tenant.'],
    ['where a word says no instead', 'Pets are not permitted in the flat.', 'Pets are prohibited in the flat.'],
    ['where the "not" is about something else', 'The tenant may keep pets.', 'The landlord does not mend the roof. The tenant may keep pets.'],
    ['where "not" denies nothing', 'The tenant pays rent and heating.', 'The tenant pays not only rent but heating.'],
    ['where a limit is said with "no"', 'Notice takes thirty days or more.', 'Notice takes no less than thirty days.'],
    ['where too little is shared to compare', 'Nobody likes rain.', 'The tenant may keep pets.'],
  ])('%s', (_, claim, source) => {
    expect(differs(claim, source)).toBeUndefined();
  });
});

test('opposites are opposites either way round, and a word is none of itself', () => {
  expect(areOpposites('permitted', 'prohibited')).toBe(true);
  expect(areOpposites('prohibited', 'permitted')).toBe(true);
  expect(areOpposites('known', 'unknown')).toBe(true);
  expect(areOpposites('meaningful', 'meaningless')).toBe(true);
  expect(areOpposites('known', 'known')).toBe(false);
  expect(areOpposites('port', 'import')).toBe(false);
});
