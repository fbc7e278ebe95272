import { expect, test } from 'vitest';
import type { AskEvent } from '../contract/answer.ts';
import type { Block } from '../contract/extraction.ts';
import type { DocumentId } from '../contract/range.ts';
import { smallLibrary } from '../retrieval/small-library.ts';
import { walkLibrary, type WalkingParts } from './walking.ts';

const never = new AbortController().signal;
const documents: Record<string, string[]> = {
  'b 10.txt': ['The rent of the house is 1400 euros each month.', 'The dog of the neighbour may stay in the house.'],
  'b 2.txt': ['The rent of the flat is 900 euros each month.'],
  'bills.txt': ['Customer\tAmount\nAcme\t120\nGlobex\t900\nInitech\t700'],
};

function library(): WalkingParts {
  const retrieval = smallLibrary(documents);
  const text = async (id: DocumentId) => documents[id]?.map((passage) => passage).join('\n\n').padStart(100 + (documents[id]?.join('\n\n').length ?? 0), ' ');
  return {
    retrieval,
    documents: () => Object.entries(documents).map(([id, passages]) => ({ id: id as DocumentId, passages: passages.length })),
    record: (id) => ({ name: id }),
    text,
    layout: async (id) => ({ blocks: blocksOf((await text(id)) ?? '') }),
  };
}

const blocksOf = (text: string): Block[] =>
  [...text.matchAll(/\S.*/gu)].map(({ 0: line, index }) => ({ kind: line.includes('\t') ? 'table-row' : 'paragraph', level: 0, start: index, end: index + line.length }));

async function said(mode: 'list' | 'count' | 'summarise', question: string, scope: 'all' | string[] = 'all') {
  const events: AskEvent[] = [];
  const result = await walkLibrary(never, library(), { mode, question, scope: scope as 'all' }, (event) => void events.push(event));
  return { lines: result?.made.draft.sentences.map(({ text }) => text), events, result };
}

test('documents are walked through in the order of their names', async () => {
  const { lines, result } = await said('list', 'List all rents');
  expect(lines).toEqual(['b 2.txt', 'The rent of the flat is 900 euros each month.', 'b 10.txt', 'The rent of the house is 1400 euros each month.']);
  expect(result?.walked).toEqual({ passages: 4, documents: 3 });
});

test('only the documents of the scope are', async () => {
  const { lines, events } = await said('list', 'List all rents', ['b 10.txt']);
  expect(lines).toEqual(['b 10.txt', 'The rent of the house is 1400 euros each month.']);
  expect(events[0]).toEqual({ type: 'walking', done: 2, of: 2 });
});

test('rows of a table are counted where the document says that they are rows', async () => {
  const { lines, result } = await said('count', 'How many bills are over 500?');
  expect(lines?.[0]).toBe('2 of 3 rows in the table of “bills.txt”: Amount over 500.');
  expect(lines?.slice(1)).toEqual(['Globex 900', 'Initech 700']);
  expect(result?.evidence.items.map(({ documentName }) => documentName)).toEqual(['bills.txt']);
});

test('an empty scope is nothing to walk through', async () => {
  expect((await said('summarise', 'Summarise everything', [])).result).toBeUndefined();
});
