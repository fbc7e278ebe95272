import fc from 'fast-check';
import { expect, test } from 'vitest';
import { citeAnywhere, citeIn } from './cite-span.ts';
import { evidenceOf, packedOf, quoteOf } from './packed.test.support.ts';

const lease = evidenceOf(1, 'The tenant pays 900 euros. The rent is due on the first. Pets are welcome. The garden is shared.');
const roof = evidenceOf(2, 'The landlord mends the roof within 14 days.');
const items = [lease, roof];
const quoted = (sentence: string, from = packedOf(lease)) => {
  const cite = citeIn(from, sentence);
  return cite && quoteOf(items, cite);
};

test('the one sentence that holds the words', () => {
  expect(quoted('Pets are welcome here.')).toBe('Pets are welcome.');
  expect(quoted('Tenants have to pay 900 euros.')).toBe('The tenant pays 900 euros.');
});

test('two that follow each other, when it takes both', () => {
  expect(quoted('The rent of 900 euros is due on the first.')).toBe('The tenant pays 900 euros. The rent is due on the first.');
});

test('the whole passage when two do not hold what it holds, a number above all, or when nothing is known', () => {
  expect(quoted('For 900 euros a tenant shares the garden.')).toBe(lease.text);
  expect(quoted('Etwas ganz anderes.')).toBe(lease.text);
});

test('a number is never left behind, however well the other words are found without it', () => {
  const wide = evidenceOf(1, 'Cats, dogs, birds, horses, rabbits, hamsters, lizards, turtles, parrots, donkeys, chickens, monkeys live here. So they say. There are 77.');
  expect(citeIn(packedOf(wide), '77 cats, dogs, birds, horses, rabbits, hamsters, lizards, turtles, parrots, donkeys, chickens, monkeys live here.')).toMatchObject({ start: wide.range.start, end: wide.range.end });
  expect(citeIn(packedOf(wide), 'Cats, dogs, birds, horses, rabbits, hamsters, lizards live here.')?.end).toBeLessThan(wide.range.end - 20);
});

test('only what was packed', () => {
  const { start } = lease.range;
  const end = start + 'The tenant pays 900 euros.'.length;
  expect(quoted('Pets are welcome.', { ...packedOf(lease), range: { ...lease.range, end }, text: lease.text.slice(0, end - start) })).toBe('The tenant pays 900 euros.');
});

test('without a name the program finds a passage by most of its words, or none', () => {
  const anywhere = (sentence: string) => {
    const cite = citeAnywhere(items.map((item) => packedOf(item)), sentence);
    return cite && quoteOf(items, cite);
  };
  expect(anywhere('The roof is mended by the landlord in 14 days.')).toBe(roof.text);
  expect(anywhere('The mayor mends the church in 14 years.')).toBeUndefined();
  expect(anywhere('So it is.')).toBeUndefined();
});

test('a citation has exact offsets inside its evidence, whatever the sentence', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('rent', '900', 'garden')), (sentence) => {
    const cite = citeIn(packedOf(lease), sentence)!;
    expect(cite.start).toBeGreaterThanOrEqual(lease.range.start);
    expect(cite.end).toBeLessThanOrEqual(lease.range.end);
    expect(cite.end).toBeGreaterThan(cite.start);
  }));
});
