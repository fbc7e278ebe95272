import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { DocumentId } from '../contract/range.ts';
import type { VersionRecord } from '../contract/stored.ts';
import { putDocument, putVectors, putWords, vectorsOf } from './documents.ts';
import { openLibrary } from './schema.ts';
import { beginVersion, dropPointer, dropUnused, flipTo, setBuildPaused, storedVersions } from './versions.ts';
import { beginEpoch, createWrite, Deposed } from './write.ts';

const id = 'd1' as DocumentId;
const version = (space: string): VersionRecord => ({ space, modelId: space, modelName: space, dimensions: 2, begunAt: 1 });
const [own, large, other] = ['own@1/2', 'large@1/2', 'other@1/2'].map(version) as [VersionRecord, VersionRecord, VersionRecord];

let libraries = 0;
async function library() {
  const db = await openLibrary(`versions-${(libraries += 1)}`);
  const write = createWrite(db, await beginEpoch(db));
  await putDocument(write, { id, name: 'a.txt', mediaType: '', bytes: 1, addedAt: 1 });
  await putWords(write, {
    id, stamp: 's', starts: Uint32Array.of(0, 1), headings: [[]], headingOf: Uint32Array.of(0), pageStarts: new Uint32Array(), pageLabels: new Map(), segment: new ArrayBuffer(1),
  });
  for (const { space } of [own, large, other]) {
    for (const firstPassage of [0, 1]) await putVectors(write, { space, id, firstPassage, stamp: 's', count: 1, segment: new ArrayBuffer(1) });
  }
  const spaces = async () => (await Promise.all([own, large, other].map(async ({ space }) => ((await vectorsOf(db, space, id)).length > 0 ? [space] : [])))).flat();
  return { db, write, spaces };
}

test('before a model was ever chosen nothing is pointed at', async () => {
  const { db } = await library();
  expect(await storedVersions(db)).toEqual({ active: undefined, previous: undefined, building: undefined, paused: false });
});

test('a version is begun, paused, resumed and put in place, and the one before it is kept', async () => {
  const { db, write } = await library();
  await beginVersion(write, large);
  await setBuildPaused(write, true);
  expect(await storedVersions(db)).toMatchObject({ building: large, paused: true });
  await setBuildPaused(write, false);
  expect((await storedVersions(db)).paused).toBe(false);
  await flipTo(write, { ...large, passages: 2 }, own);
  expect(await storedVersions(db)).toEqual({ active: { ...large, passages: 2 }, previous: own, building: undefined, paused: false });
});

test('going back is the same flip the other way round', async () => {
  const { db, write } = await library();
  await flipTo(write, large, own);
  await flipTo(write, own, large);
  expect(await storedVersions(db)).toMatchObject({ active: own, previous: large });
});

test('only what nothing points at is deleted, with every batch of it', async () => {
  const { db, write, spaces } = await library();
  await beginVersion(write, large);
  await dropUnused(write, own.space);
  expect(await spaces()).toEqual([own.space, large.space]);
  await dropPointer(write, 'building');
  await dropUnused(write, own.space);
  expect(await spaces()).toEqual([own.space]);
  expect(await db.count('vectors')).toBe(2);
  expect(await db.getAllKeys('versions')).toEqual([]);
});

test('freeing the previous version keeps the one that answers', async () => {
  const { db, write, spaces } = await library();
  await flipTo(write, large, own);
  await dropPointer(write, 'previous');
  await dropUnused(write, large.space);
  expect(await spaces()).toEqual([large.space]);
  expect(await storedVersions(db)).toMatchObject({ active: large, previous: undefined });
});

test('a tab that was replaced as the writer changes no pointer', async () => {
  const { db, write } = await library();
  await beginEpoch(db);
  await expect(flipTo(write, large, own)).rejects.toBeInstanceOf(Deposed);
  expect((await storedVersions(db)).active).toBeUndefined();
});
