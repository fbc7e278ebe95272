import { expect, test } from 'vitest';
import { loadFailure } from './web-llm-failure.ts';

const model = { id: 'tiny', revision: '1', name: 'Tiny', contextTokens: 128, files: {} };
const named = (name: string, message = '') => Object.assign(new Error(message), { name });

test.each([
  [named('DeviceLostError', 'The WebGPU device was lost while loading the model.')],
  [new RangeError('Array buffer allocation failed')],
  [new Error('Out of memory')],
  [new Error('The device gave no token for 180 s.')],
])('%s is told as a lost device', (cause) => {
  expect(loadFailure(model, cause)).toMatchObject({ code: 'device-lost', details: { modelName: 'Tiny' } });
});

test.each([
  [new Error('Cannot find global function vm.builtin.kv_state_clear'), 'its program does not belong to this version of WebLLM'],
  [new WebAssembly.CompileError('expected magic word 00 61 73 6d'), 'its program does not belong to this version of WebLLM'],
  [new WebAssembly.LinkError('import object field is not a Function'), 'its program does not belong to this version of WebLLM'],
  [new Error('Cannot find TVMWasmAllocSpace,TVMWasmFreeSpace in exports'), 'its program does not belong to this version of WebLLM'],
  [new Error('ValueError: Cannot find parameter model.embed_tokens.q_weight in cache'), 'its weights do not belong to its program'],
  [named('WebGPUNotAvailableError', 'WebGPU is not supported in your current environment.'), 'there is no graphics device that it can use'],
  [new Error('Unable to find a compatible GPU.'), 'there is no graphics device that it can use'],
  [named('ShaderF16SupportError', 'This model requires WebGPU extension shader-f16'), 'the graphics device lacks something that it needs'],
  [new Error('Cannot initialize runtime because of requested maxBufferSize exceeds limit.'), 'the graphics device is too small for it'],
  [new TypeError('Failed to fetch dynamically imported module: https://carrel.example/assets/web-llm-engine.js'), 'the part of Carrel that runs it is not here yet, and could not be fetched'],
  [named('IntegrityError', 'Integrity verification failed'), 'a file is not the one that was let in'],
  [named('WindowSizeConfigurationError', 'Only one of context_window_size and sliding_window_size can be positive.'), 'its configuration cannot be used'],
  ['something nobody has seen before', 'it cannot run on this device (webgpu)'],
])('%s is told as a model that cannot be used', (cause, why) => {
  expect(loadFailure(model, cause)).toMatchObject({ code: 'model-unusable', details: { modelId: 'tiny', why }, cause });
});
