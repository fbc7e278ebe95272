import { expect, test } from 'vitest';
import type { IndexVersion, IndexVersions, UsableModel } from '../../contract/library.ts';
import { choosable, firstChoice, indexBytes, proposed, standingOf } from './choices.ts';

const version = (modelId: string, dimensions: number): IndexVersion => ({ space: `${modelId}/${dimensions}`, modelId, modelName: modelId, dimensions, done: 5, of: 5, bytes: 1 });
const model = (id: string, ...prefixes: number[]): UsableModel => ({ id, name: id, builtIn: false, goodFor: '', languages: [], licence: '', prefixes });
const versions: IndexVersions = { active: version('mini', 256), building: { ...version('big', 768), status: 'paused' }, previous: version('big', 256) };

test('an index takes one byte a number, and four more a passage', () => {
  expect(indexBytes(47_000, 256)).toBe(12_220_000);
  expect(indexBytes(0, 256)).toBe(0);
});

test('the same model in another length is another index', () => {
  expect(standingOf({ modelId: 'mini', dimensions: 256 }, versions)).toBe('in-use');
  expect(standingOf({ modelId: 'big', dimensions: 768 }, versions)).toBe('being-made');
  expect(standingOf({ modelId: 'big', dimensions: 256 }, versions)).toBe('kept');
  expect(standingOf({ modelId: 'big', dimensions: 512 }, versions)).toBe('new');
});

test('an index whose making stopped is not being made', () => {
  const stopped: IndexVersions = { ...versions, building: { ...version('big', 768), status: 'failed', problem: { code: 'device-lost', details: { modelName: 'big' } } } };
  expect(standingOf({ modelId: 'big', dimensions: 768 }, stopped)).toBe('new');
});

test('until the first model has said its name, everything is new', () => {
  expect(standingOf({ modelId: 'mini', dimensions: 256 }, undefined)).toBe('new');
});

test('the model in use can be chosen only when it has another length', () => {
  expect(choosable([model('mini', 256), model('big', 256, 768)], versions).map(({ id }) => id)).toEqual(['big']);
  expect(choosable([model('mini', 128, 256)], versions)).toHaveLength(1);
});

test('proposed is the whole vector, or the longest that is not in use', () => {
  expect(proposed(model('big', 128, 256, 768), versions)).toEqual({ modelId: 'big', dimensions: 768 });
  expect(proposed(model('mini', 128, 256), versions)).toEqual({ modelId: 'mini', dimensions: 128 });
  expect(proposed(model('mini', 256), versions)).toEqual({ modelId: 'mini', dimensions: 256 });
});

test('the one that was named is chosen, even when another was chosen before', () => {
  const list = [model('big', 256, 768), model('other', 384)];
  expect(firstChoice(list, versions, 'other', { modelId: 'big', dimensions: 768 })).toEqual({ modelId: 'other', dimensions: 384 });
  expect(firstChoice(list, versions, 'gone', { modelId: 'big', dimensions: 768 })).toBeUndefined();
});

test('a choice stays as long as its model is here', () => {
  const before = { modelId: 'big', dimensions: 256 };
  expect(firstChoice([model('big', 256, 768), model('other', 384)], versions, undefined, before)).toBe(before);
  expect(firstChoice([model('other', 384), model('third', 384)], versions, undefined, before)).toBeUndefined();
});

test('nothing is chosen for the person, even when there is only one', () => {
  expect(firstChoice([model('other', 384)], versions, undefined, undefined)).toBeUndefined();
});
