import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { asCatalogueEntry, asDigests, isInnerPath } from './entry-check.ts';

test('every model of the catalogue is a model, also after a journey as JSON', () => {
  for (const entry of catalogue) expect(asCatalogueEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
});

test('what a stranger could put in a description is refused', () => {
  const [good] = catalogue;
  if (!good) throw new Error('The catalogue is empty.');
  const [build] = good.builds;
  const bad: object[] = [
    { id: '../up' }, { id: '' }, { repository: 'a/../b' }, { repository: 'https://elsewhere.test/a' }, { commonFiles: ['../config.json'] }, { commonFiles: ['/etc/passwd'] },
    { commonFiles: ['__proto__'] }, { builds: [] }, { builds: [{ ...build, files: ['a\\..\\b'] }] }, { builds: [{ ...build, device: 'cloud' }] }, { kind: 'language' },
    { embedding: undefined }, { name: 7 }, { parameters: Number.NaN },
  ];
  for (const change of bad) expect(asCatalogueEntry({ ...good, ...change })).toBeUndefined();
  for (const nothing of [undefined, null, 'x', [], {}]) expect(asCatalogueEntry(nothing)).toBeUndefined();
});

test('a path stays in its folder', () => {
  for (const path of ['a', 'a/b.c', 'onnx/model_*.onnx', '...', 'ä ö']) expect(isInnerPath(path)).toBe(true);
  for (const path of ['', '/a', 'a/', 'a//b', './a', 'a/..', 'a\\b', '__proto__', 7]) expect(isInnerPath(path)).toBe(false);
});

test('digests are believed only when all of them are some', () => {
  expect(asDigests({ a: 'AB'.repeat(32) })?.get('a')).toBe('ab'.repeat(32));
  expect(asDigests({ a: 'ab' })).toBeUndefined();
  expect(asDigests(undefined)).toBeUndefined();
});
