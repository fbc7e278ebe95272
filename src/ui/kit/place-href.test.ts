import { expect, test } from 'vitest';
import type { DocumentId } from '../../contract/range.ts';
import { placeHref, placeOfHref } from './place-href.ts';

const id = 'ab'.repeat(32) as DocumentId;

test('an address leads back to its place', () => {
  expect(placeOfHref(placeHref(id, { start: 5, end: 90 }))).toEqual({ id, span: { start: 5, end: 90 } });
});

test('anything else is no address of a place', () => {
  for (const hash of ['', '#read=', '#read=abc,1,2', `#read=${id},1`, `#read=${id},-1,2`, `#read=${id},1,2,3`]) expect(placeOfHref(hash)).toBeUndefined();
});
