import { afterEach, describe, expect, test, vi } from 'vitest';
import { graphicsFacts, waysFor, type EncoderUse } from './device-order.ts';

const build = (way: string) => {
  const [device, dtype] = way.split(' ') as ['webgpu', 'fp16'];
  return { device, dtype };
};
const ways = (builds: string[], gpu: Parameters<typeof waysFor>[1], use: EncoderUse = 'batches') =>
  waysFor(builds.map(build), gpu, use).map(({ device, dtype }) => `${device} ${dtype}`);
const all = ['wasm q8', 'webgpu fp32', 'webgpu fp16'];
const full = { shaderF16: true, software: false };

describe('the ways of running an encoder', () => {
  test('begin with the graphics device, 16 bits before 32, and end with the processor', () => {
    expect(ways(all, full)).toEqual(['webgpu fp16', 'webgpu fp32', 'wasm q8']);
  });

  test('leave out 16 bits where the device cannot compute with them, and the device where there is none', () => {
    expect(ways([...all, 'webgpu q4f16'], { ...full, shaderF16: false })).toEqual(['webgpu fp32', 'wasm q8']);
    expect(ways(all, undefined)).toEqual(['wasm q8']);
  });

  test('begin with the processor for questions, and where the graphics device is software', () => {
    expect(ways(all, full, 'questions')).toEqual(['wasm q8', 'webgpu fp16', 'webgpu fp32']);
    expect(ways(all, { ...full, software: true })[0]).toBe('wasm q8');
  });

  test('hold only what is installed', () => {
    expect(ways(['wasm q8'], full)).toEqual(['wasm q8']);
    expect(ways([], full)).toEqual([]);
  });

  test('end with the processor and the lightest weights that are here when no build was made for it', () => {
    expect(ways(['webgpu fp16', 'webgpu fp32'], full)).toEqual(['webgpu fp16', 'webgpu fp32', 'wasm fp32']);
    expect(ways(['webgpu fp16'], undefined)).toEqual(['wasm fp16']);
  });
});

describe('the graphics device', () => {
  afterEach(() => vi.unstubAllGlobals());
  const facts = (gpu?: object) => {
    vi.stubGlobal('navigator', { gpu });
    return graphicsFacts();
  };

  test('is known with what it can do', async () => {
    expect(await facts({ requestAdapter: async () => ({ features: new Set(['shader-f16']), info: {} }) })).toEqual(full);
    expect(await facts({ requestAdapter: async () => ({ features: new Set(), info: { isFallbackAdapter: true } }) })).toEqual({ shaderF16: false, software: true });
  });

  test('is absent where the browser has none, hides it, or fails to say', async () => {
    expect(await facts()).toBeUndefined();
    expect(await facts({ requestAdapter: async () => null })).toBeUndefined();
    expect(await facts({ requestAdapter: () => Promise.reject(new Error('blocked')) })).toBeUndefined();
  });
});
