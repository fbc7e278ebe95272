import { describe, expect, test } from 'vitest';
import type { Scope } from '../contract/search.ts';
import { namedDocuments } from './named-documents.ts';
import { smallLibrary } from './small-library.ts';

const filler = ['Something else.', 'More of it.', 'And more.', 'Still more.'];
const library = smallLibrary({
  'contract-1.txt': ['DISTRIBUTOR AGREEMENT between Netgear Inc. and Ingram Micro.', ...filler, 'This agreement is governed by the law of Peru.'],
  'contract-2.txt': ['CONSULTING AGREEMENT between Slinger Bag Inc. and Ana Pérez.', ...filler, 'This agreement is governed by the law of Chile. Netgear is a customer.'],
  'contract-3.txt': ['LEASE AGREEMENT between Ana Pérez and Bo Lund.', ...filler, 'This agreement is governed by the law of Spain.'],
  'Vigo lease.txt': ['The rent is 900 euros.'],
  'Lugo lease.txt': ['The rent is 700 euros.'],
});

async function named(text: string, scope: Scope = 'all', parts = library) {
  const near = await Promise.all(['contract-1.txt', 'contract-2.txt', 'contract-3.txt', 'Vigo lease.txt', 'Lugo lease.txt'].map((id) => parts.passage(id as never, 0)));
  const found = await namedDocuments(parts, text, scope, near.flatMap((passage) => (passage ? [passage] : [])));
  return found && { documents: found.documents, rest: found.rest };
}

describe('a document is named', () => {
  test.each([
    ['Which law governs the Netgear distributor agreement?', 'contract-1.txt', 'Which law governs the agreement?'],
    ['Which law governs the distributor agreement?', 'contract-1.txt', 'Which law governs the agreement?'],
    ['Which law governs the agreement with Slinger Bag?', 'contract-2.txt', 'Which law governs the agreement with?'],
    ['Does the lease agreement of Ana Pérez expire?', 'contract-3.txt', 'Does the agreement of expire?'],
    ['How much is the rent in Vigo?', 'Vigo lease.txt', 'How much is the rent in?'],
  ])('%s', async (question, document, rest) => {
    expect(await named(question)).toEqual({ documents: [document], rest });
  });

  test('by a party that two documents have: both', async () => {
    expect((await named('Which law governs the contract with Ana Pérez?'))?.documents.toSorted()).toEqual(['contract-2.txt', 'contract-3.txt']);
  });
});

describe('nothing is named', () => {
  test.each([
    ['by words that are in every such document', 'Which law governs this agreement?'],
    ['by a name that no document begins with', 'Which law governs the Acme agreement?'],
    ['by a name without a kind of document, in the text only', 'What does Netgear pay?'],
    ['when nothing is asked besides', 'What is the Netgear distributor agreement?'],
    ['by words that do not stand together in a title', 'Which law governs the customer agreement?'],
    ['by a place that no file is called after', 'How much is the rent in Madrid?'],
    ['without words', ''],
  ])('%s', async (_, question) => {
    expect(await named(question)).toBeUndefined();
  });

  test('in documents outside the scope', async () => {
    expect(await named('Which law governs the Netgear agreement?', ['contract-2.txt' as never])).toBeUndefined();
  });

  test('by what many documents begin with', async () => {
    const many = smallLibrary(Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`${i}.txt`, ['An agreement with Netgear.', 'The law of Peru governs it.']])));
    expect(await named('Which law governs the Netgear agreement?', 'all', many)).toBeUndefined();
  });
});
