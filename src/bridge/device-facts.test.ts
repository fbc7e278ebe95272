import { afterEach, expect, test, vi } from 'vitest';
import { deviceFacts, type AskedNavigator } from './device-facts.ts';

const limits = { maxBufferSize: 2_000, maxStorageBufferBindingSize: 1_000, maxStorageBuffersPerShaderStage: 10 };
const withAdapter = (adapter: object): AskedNavigator => ({
  gpu: { requestAdapter: async () => ({ features: new Set(['shader-f16']), limits, ...adapter }) },
  hardwareConcurrency: 8,
});

afterEach(() => void vi.useRealTimers());

test('tells what a graphics device can do, with the smaller of both limits for buffers', async () => {
  const facts = await deviceFacts({ ...withAdapter({ info: { vendor: 'apple', architecture: 'metal-3', device: '', description: '' } }), deviceMemory: 8 });
  expect(facts).toEqual({
    gpu: { shaderF16: true, maxBufferBytes: 1_000, maxBuffersAtOnce: 10, software: false, description: 'apple metal-3' },
    memoryGigabytes: 8,
    cores: 8,
  });
});

test.each([
  ['one that Chromium imitates', { info: { vendor: 'google', architecture: 'swiftshader' } }],
  ['one that Mesa imitates', { info: { description: 'llvmpipe (LLVM 19)' } }],
  ['one that says so itself', { info: { vendor: 'x', isFallbackAdapter: true } }],
  ['one that says so in the old place', { isFallbackAdapter: true }],
])('knows %s', async (_, adapter) => {
  expect((await deviceFacts(withAdapter(adapter))).gpu?.software).toBe(true);
});

test.each<[string, AskedNavigator]>([
  ['a browser without WebGPU', {}],
  ['a browser that has no adapter', { gpu: { requestAdapter: async () => null } }],
  ['a browser that refuses', { gpu: { requestAdapter: () => Promise.reject(new Error('blocked')) } }],
  [
    'a browser that throws at once',
    {
      gpu: {
        requestAdapter() {
          throw new TypeError('device was lost');
        },
      },
    },
  ],
])('has no graphics device in %s', async (_, asked) => {
  expect(await deviceFacts(asked)).toEqual({ cores: 1 });
});

test('does not wait for a driver that never answers', async () => {
  vi.useFakeTimers();
  const facts = deviceFacts({ gpu: { requestAdapter: () => new Promise(() => {}) }, hardwareConcurrency: 2 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await facts).toEqual({ cores: 2 });
});
