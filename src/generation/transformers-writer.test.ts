import { expect, test } from 'vitest';
import { Problem } from '../contract/problem.ts';
import type { WriterModel } from '../contract/writer.ts';
import { loadingFailure, loadTransformersWriter } from './transformers-writer.ts';

const model: WriterModel = { id: 'tiny', revision: '1', name: 'Tiny', contextTokens: 100, files: {} };
const choice = { device: 'webgpu', dtype: 'q4', threads: 1 } as const;

test.each([
  new Error('Can\'t create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc'),
  new RangeError('Array buffer allocation failed'),
  new Error('Failed to allocate memory for requested buffer of size 1073741824'),
  new WebAssembly.RuntimeError('memory access out of bounds'),
  new Error('[WebGPU] Device was lost: out of memory'),
])('when memory or the device is gone, that is said: %s', (cause) => {
  expect(loadingFailure(model, choice, cause)).toMatchObject({ code: 'device-lost', details: { modelName: 'Tiny' }, cause });
});

test('any other failure is the model’s on this device', () => {
  const cause = new Error('The device (webgpu) does not support fp16.');
  expect(loadingFailure(model, choice, cause)).toMatchObject({ code: 'model-unusable', details: { modelId: 'tiny', why: 'it cannot run on this device (webgpu)' }, cause });
});

test('what went wrong with a file stays as it is', () => {
  const problem = new Problem('model-unusable', { modelId: 'tiny', why: 'config.json could not be read' });
  expect(loadingFailure(model, choice, problem)).toBe(problem);
});

test('what was aborted before is not loaded', async () => {
  const files = { modelId: 'tiny', read: () => Promise.reject(new Error('read')) };
  await expect(loadTransformersWriter(AbortSignal.abort(), files, model, choice, () => {})).rejects.toMatchObject({ name: 'AbortError' });
});
