import { expect, test } from 'vitest';
import { buildOf, choices, fitOf, listed } from './choose-build.ts';
import { absent, downloading, entryOf, installedWith, modelOf } from './made-up.test.support.ts';

const ids = (builds: { id: string }[]) => builds.map(({ id }) => id);

test('the build at work wins over the chosen, the chosen over the recommended', () => {
  expect(buildOf(modelOf('a', downloading(1)), 'webgpu-fp16')?.id).toBe('wasm-q8');
  expect(buildOf(modelOf('a', absent), 'webgpu-fp16')?.id).toBe('webgpu-fp16');
  expect(buildOf(modelOf('a', absent), undefined)?.id).toBe('wasm-q8');
  expect(buildOf(modelOf('a', absent), 'no-such-build')?.id).toBe('wasm-q8');
});

test('without a recommendation it is one that runs here, and else the first', () => {
  const fit = [{ build: 'wasm-q8', fit: 'too-big' }, { build: 'webgpu-fp16', fit: 'slow' }] as const;
  expect(buildOf(modelOf('a', absent, { fit: [...fit], recommended: undefined }), undefined)?.id).toBe('webgpu-fp16');
  expect(buildOf(modelOf('a', absent, { fit: [], recommended: undefined }), undefined)?.id).toBe('wasm-q8');
});

test('what does not run here, or is here, is no choice', () => {
  expect(ids(choices(modelOf('a', absent)))).toEqual(['wasm-q8', 'webgpu-fp16']);
  expect(ids(choices(modelOf('a', absent, { fit: [{ build: 'webgpu-fp16', fit: 'too-big' }, { build: 'wasm-q8', fit: 'slow' }] })))).toEqual(['wasm-q8']);
  expect(ids(choices(modelOf('a', installedWith('wasm-q8'))))).toEqual(['webgpu-fp16']);
  expect(buildOf(modelOf('a', installedWith('wasm-q8', 'webgpu-fp16')), 'wasm-q8')).toBeUndefined();
});

test('a build that the vault says nothing of does not run here', () => {
  expect(fitOf(modelOf('a', absent, { fit: [] }), 'wasm-q8')).toBe('too-big');
});

test('models that fit come first, and otherwise nothing changes its place, whatever happens to it', () => {
  const big = { fit: [{ build: 'wasm-q8', fit: 'too-big' as const }] };
  const slow = { fit: [{ build: 'wasm-q8', fit: 'slow' as const }] };
  const models = [modelOf('big', absent, big), modelOf('a', absent), modelOf('slow', absent, slow), modelOf('b', downloading(3)), modelOf('writer', absent, { entry: entryOf('writer', { kind: 'language' }) })];
  expect(listed(models, 'embedding').map(({ fit, status }) => `${fit[0]?.fit} ${status}`)).toEqual(['fits absent', 'fits downloading', 'slow absent', 'too-big absent']);
  expect(listed(models, 'language').map(({ entry }) => entry.id)).toEqual(['writer']);
});
