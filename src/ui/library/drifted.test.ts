import { expect, test } from 'vitest';
import type { DocumentItem, DocumentState } from '../../contract/library.ts';
import type { DocumentId } from '../../contract/range.ts';
import { driftedAtRest } from './drifted.ts';

const document = (id: string, status: 'ready' | 'waiting' = 'ready'): DocumentItem => ({ id: id as DocumentId, name: id, bytes: 1, addedAt: 0, findable: 'by-word', state: { status } as DocumentState });
const offered = (documents: DocumentItem[], ...drifted: string[]) => driftedAtRest({ documents, drifted: drifted as DocumentId[] }).map(({ id }) => id);

test('only documents that an older Carrel read are offered, in the order of the library', () => {
  expect(offered([document('a'), document('b'), document('c')], 'c', 'a')).toEqual(['a', 'c']);
  expect(offered([document('a')])).toEqual([]);
});

test('one that is being read again, or is gone, is not offered', () => {
  expect(offered([document('a', 'waiting'), document('b')], 'a', 'b', 'gone')).toEqual(['b']);
});
