import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogueEntry, DeviceFacts, Fit, ModelBuild } from '../contract/model.ts';
import { catalogue } from './catalogue.ts';
import { fitOf, recommendedBuild, shownOn } from './fit.ts';

const MiB = 1 << 20;
const gpu = { shaderF16: true, maxBufferBytes: 2048 * MiB, maxBuffersAtOnce: 10, software: false, description: '' };
/** Devices as their browsers describe them. */
const devices = {
  phone: { gpu: { ...gpu, maxBufferBytes: 256 * MiB }, memoryGigabytes: 4, cores: 8 },
  office: { memoryGigabytes: 8, cores: 4 },
  integrated: { gpu, memoryGigabytes: 8, cores: 8 },
  withoutHalf: { gpu: { ...gpu, shaderF16: false }, memoryGigabytes: 8, cores: 8 },
  workstation: { gpu: { ...gpu, maxBufferBytes: 4095 * MiB }, memoryGigabytes: 32, cores: 16 },
} satisfies Record<string, DeviceFacts>;

const find = (id: string): CatalogueEntry => {
  const entry = catalogue.find((each) => each.id === id);
  if (!entry) throw new Error(`${id} is not in the catalogue.`);
  return entry;
};
const buildOf = (entry: CatalogueEntry, id: string): ModelBuild => {
  const build = entry.builds.find((each) => each.id === id);
  if (!build) throw new Error(`${entry.id} has no build ${id}.`);
  return build;
};

const table: [model: string, build: string, fits: Record<keyof typeof devices, Fit>][] = [
  ['bge-small-en-v1.5', 'wasm-q8', { phone: 'fits', office: 'fits', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  ['bge-small-en-v1.5', 'webgpu-fp16', { phone: 'fits', office: 'too-big', integrated: 'fits', withoutHalf: 'too-big', workstation: 'fits' }],
  ['bge-small-en-v1.5', 'webgpu-fp32', { phone: 'fits', office: 'too-big', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  // Its table of words is 384 MB.
  ['multilingual-e5-small', 'webgpu-fp32', { phone: 'too-big', office: 'too-big', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  ['multilingual-e5-small', 'wasm-q8', { phone: 'fits', office: 'fits', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  ['embeddinggemma-2', 'webgpu-q4', { phone: 'fits', office: 'too-big', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  ['embeddinggemma-2', 'wasm-fp32', { phone: 'slow', office: 'slow', integrated: 'slow', withoutHalf: 'slow', workstation: 'slow' }],
  ['embeddinggemma-300m', 'wasm-q8', { phone: 'slow', office: 'slow', integrated: 'slow', withoutHalf: 'slow', workstation: 'slow' }],
  ['smollm2-135m-onnx', 'wasm-q8', { phone: 'fits', office: 'fits', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  ['qwen3-0.6b-onnx', 'wasm-q8', { phone: 'slow', office: 'slow', integrated: 'slow', withoutHalf: 'slow', workstation: 'slow' }],
  ['smollm2-360m-web-llm-f16', 'webgpu-q4f16', { phone: 'fits', office: 'too-big', integrated: 'fits', withoutHalf: 'too-big', workstation: 'fits' }],
  ['smollm2-360m-web-llm-f32', 'webgpu-q4', { phone: 'fits', office: 'too-big', integrated: 'fits', withoutHalf: 'fits', workstation: 'fits' }],
  // 156 MB in one buffer: a device that refuses WebLLM 1 GiB gets buffers of 128 MiB.
  ['qwen3-1.7b-web-llm-f16', 'webgpu-q4f16', { phone: 'too-big', office: 'too-big', integrated: 'fits', withoutHalf: 'too-big', workstation: 'fits' }],
  ['phi-4-mini-web-llm-f32', 'webgpu-q4', { phone: 'too-big', office: 'too-big', integrated: 'slow', withoutHalf: 'slow', workstation: 'fits' }],
];

describe.each(table)('%s, %s', (model, build, fits) => {
  test.each(Object.entries(fits) as [keyof typeof devices, Fit][])('on %s: %s', (device, fit) => {
    const entry = find(model);
    expect(fitOf(entry, buildOf(entry, build), devices[device])).toBe(fit);
  });
});

test.each<[model: string, recommended: Record<keyof typeof devices, string | undefined>]>([
  ['bge-small-en-v1.5', { phone: 'wasm-q8', office: 'wasm-q8', integrated: 'wasm-q8', withoutHalf: 'wasm-q8', workstation: 'wasm-q8' }],
  // Only full precision is tested against the processor, with the same files.
  ['embeddinggemma-300m', { phone: 'wasm-q8', office: 'wasm-q8', integrated: 'webgpu-fp32', withoutHalf: 'webgpu-fp32', workstation: 'webgpu-fp32' }],
  ['embeddinggemma-2', { phone: 'webgpu-q4', office: 'wasm-fp32', integrated: 'webgpu-fp32', withoutHalf: 'webgpu-fp32', workstation: 'webgpu-fp32' }],
  ['qwen3-0.6b-onnx', { phone: 'wasm-q8', office: 'wasm-q8', integrated: 'webgpu-q4f16', withoutHalf: 'webgpu-q4', workstation: 'webgpu-q4f16' }],
  ['qwen3-4b-web-llm-f16', { phone: undefined, office: undefined, integrated: 'webgpu-q4f16', withoutHalf: undefined, workstation: 'webgpu-q4f16' }],
])('recommends a build of %s', (model, recommended) => {
  const entry = find(model);
  expect(Object.fromEntries(Object.entries(devices).map(([name, device]) => [name, recommendedBuild(entry, device)]))).toEqual(recommended);
});

test('a graphics device that the processor imitates counts as none', () => {
  const imitated = { ...devices.workstation, gpu: { ...devices.workstation.gpu, software: true } };
  const builds = catalogue.flatMap((entry) => entry.builds.map((build) => ({ build, fit: fitOf(entry, build, imitated) })));
  expect(builds.filter(({ build, fit }) => build.device === 'webgpu' && fit !== 'too-big')).toEqual([]);
});

test('WebLLM starts on no device whose computations take fewer than ten buffers', () => {
  const few = { ...devices.workstation, gpu: { ...devices.workstation.gpu, maxBuffersAtOnce: 8 } };
  const entry = find('smollm2-360m-web-llm-f16');
  expect(recommendedBuild(entry, few)).toBeUndefined();
  expect(recommendedBuild(find('smollm2-360m-onnx'), few)).toBe('webgpu-q4f16');
});

test('a model that fits where memory is not told fits in three gigabytes', () => {
  const untold = { gpu, cores: 4 };
  for (const entry of catalogue) {
    for (const build of entry.builds) expect(fitOf(entry, build, untold)).toBe(fitOf(entry, build, { ...untold, memoryGigabytes: 3 }));
  }
});

test('nothing is refused for its memory where the browser tells eight gigabytes, which can mean any more', () => {
  const capped = { ...devices.workstation, memoryGigabytes: 8 };
  const refused = catalogue.filter((entry) => recommendedBuild(entry, capped) === undefined);
  expect(refused).toEqual([]);
});

test('shows a model in two precisions once: in the one that the device computes with', () => {
  const ids = (device: DeviceFacts) => shownOn(catalogue, device).map(({ id }) => id).filter((id) => id.startsWith('qwen3-4b'));
  expect(ids(devices.integrated)).toEqual(['qwen3-4b-web-llm-f16']);
  expect(ids(devices.withoutHalf)).toEqual(['qwen3-4b-web-llm-f32']);
  // Without a graphics device neither runs, and one is enough to say so.
  expect(ids(devices.office)).toEqual(['qwen3-4b-web-llm-f16']);
});

const anyDevice = fc.record(
  {
    gpu: fc.record({
      shaderF16: fc.boolean(),
      maxBufferBytes: fc.integer({ min: 1, max: 4096 }).map((mebibytes) => mebibytes * MiB),
      maxBuffersAtOnce: fc.integer({ min: 8, max: 16 }),
      software: fc.boolean(),
      description: fc.constant(''),
    }),
    memoryGigabytes: fc.constantFrom(0.5, 1, 2, 4, 8, 16, 32),
    cores: fc.integer({ min: 1, max: 64 }),
  },
  { requiredKeys: ['cores'] },
) as fc.Arbitrary<DeviceFacts>;
const ranks: Fit[] = ['fits', 'slow', 'too-big'];

test('recommends nothing that cannot run, and nothing slow while something else fits', () => {
  fc.assert(
    fc.property(fc.constantFrom(...catalogue), anyDevice, (entry, device) => {
      const fits = entry.builds.map((build) => ranks.indexOf(fitOf(entry, build, device)));
      const best = Math.min(...fits);
      const id = recommendedBuild(entry, device);
      if (best === ranks.indexOf('too-big')) expect(id).toBeUndefined();
      else expect(fits[entry.builds.findIndex((build) => build.id === id)]).toBe(best);
    }),
  );
});

test('more memory never makes a build fit worse', () => {
  fc.assert(
    fc.property(fc.constantFrom(...catalogue), anyDevice, (entry, device) => {
      const { memoryGigabytes = 3 } = device;
      for (const build of entry.builds) {
        const [less, more] = [memoryGigabytes, memoryGigabytes * 2].map((gigabytes) => ranks.indexOf(fitOf(entry, build, { ...device, memoryGigabytes: gigabytes })));
        expect(more).toBeLessThanOrEqual(less!);
      }
    }),
  );
});
