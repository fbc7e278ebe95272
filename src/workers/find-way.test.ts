import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EncoderWay } from '../contract/embedding.ts';
import type { RefusedWay } from '../contract/library.ts';
import { Problem } from '../contract/problem.ts';
import { OTHER_VECTORS } from '../embedding/golden-test.ts';
import { findWay, type WayParts } from './find-way.ts';

const never = new AbortController().signal;
const fp16: EncoderWay = { device: 'webgpu', dtype: 'fp16' };
const fp32: EncoderWay = { device: 'webgpu', dtype: 'fp32' };
const q8: EncoderWay = { device: 'wasm', dtype: 'q8' };
const named = ({ device, dtype }: EncoderWay) => `${device} ${dtype}`;
const golden = [{ text: 'law', vector: [1] }];
const processors = [{ text: 'river', vector: [0.5] }];

type Outcome = 'works' | 'wrong' | 'fails' | 'damaged' | 'hangs';

/** A machine on which each way ends as it is told, and what was done on it, in order. */
function machine(outcomes: Record<string, Outcome>, changes: Partial<WayParts> = {}) {
  const log: string[] = [];
  let alive = false;
  let end: (error: Error) => void = () => {};
  const parts: WayParts = {
    modelId: 'e5', ways: [fp16, fp32, q8], refused: [], golden: [],
    start(way, known) {
      expect(alive, 'a fresh worker for every way').toBe(false);
      alive = true;
      log.push(`${named(way)}${known.length > 0 ? ` against ${known[0]!.text}` : ''}`);
      const outcome = outcomes[named(way)];
      if (outcome === 'hangs') return new Promise((_, reject) => { end = reject; });
      if (outcome === 'works') return Promise.resolve();
      if (outcome === 'damaged') return Promise.reject(new Problem('model-damaged', { modelId: 'e5', path: `${named(way)}.onnx` }));
      return Promise.reject(outcome === 'wrong' ? new Problem('model-unusable', { modelId: 'e5', why: OTHER_VECTORS }) : new Problem('device-lost', { modelName: 'e5' }));
    },
    async knownAnswers() {
      log.push('asked');
      return processors;
    },
    async stop() {
      alive = false;
      log.push('stopped');
      end(new Problem('engine-crashed', { engine: 'embed' }));
    },
    ...changes,
  };
  return { parts, log, isAlive: () => alive };
}
const everything: Record<string, Outcome> = { 'webgpu fp16': 'works', 'webgpu fp32': 'works', 'wasm q8': 'works' };

describe('the way that is found', () => {
  test('is the first that agrees with the known vectors, and the processor is not asked for any', async () => {
    const { parts, log } = machine(everything, { golden });
    expect(await findWay(never, parts)).toEqual({ way: fp16, refused: [], known: golden });
    expect(log).toEqual(['webgpu fp16 against law']);
  });

  test('is compared with the processor when nobody knows its vectors', async () => {
    const { parts, log, isAlive } = machine(everything);
    expect(await findWay(never, parts)).toEqual({ way: fp16, refused: [], known: processors });
    expect(log).toEqual(['wasm q8', 'asked', 'stopped', 'webgpu fp16 against river']);
    expect(isAlive()).toBe(true);
  });

  test('is the next when one computes other vectors or cannot run, which is told', async () => {
    const { parts, log } = machine({ ...everything, 'webgpu fp16': 'wrong', 'webgpu fp32': 'fails' });
    expect(await findWay(never, parts)).toEqual({
      way: q8, known: processors, refused: [{ ...fp16, why: 'other-vectors' }, { ...fp32, why: 'cannot-run' }],
    });
    expect(log.slice(3)).toEqual(['webgpu fp16 against river', 'stopped', 'webgpu fp32 against river', 'stopped', 'wasm q8 against river']);
  });

  test('is one whose files are whole', async () => {
    const { parts } = machine({ ...everything, 'webgpu fp16': 'damaged' });
    expect(await findWay(never, parts)).toMatchObject({ way: fp32, refused: [{ ...fp16, why: 'damaged' }] });
  });

  test('is none that ended its tab or failed before', async () => {
    const before: RefusedWay[] = [{ ...fp16, why: 'ended-the-tab' }, { ...fp32, why: 'cannot-run' }];
    const { parts, log } = machine(everything, { refused: before });
    expect(await findWay(never, parts)).toEqual({ way: q8, refused: before, known: processors });
    expect(log).toEqual(['wasm q8', 'asked']);
  });

  test('may be a graphics device with nothing to compare it with, when the processor cannot run the model; it is tried there once', async () => {
    const { parts, log } = machine({ ...everything, 'wasm q8': 'fails' });
    expect(await findWay(never, parts)).toEqual({ way: fp16, refused: [{ ...q8, why: 'cannot-run' }], known: [] });
    expect(log).toEqual(['wasm q8', 'stopped', 'webgpu fp16']);
  });

  test('is the processor at once where it stands first', async () => {
    const { parts, log } = machine(everything, { ways: [q8, fp16] });
    expect(await findWay(never, parts)).toMatchObject({ way: q8, known: processors });
    expect(log).toEqual(['wasm q8', 'asked']);
  });

  test('is, whatever fails, the first of those that work; each is tried at most twice, and what runs is the last that was started', async () => {
    const outcome = fc.constantFrom<Outcome>('works', 'wrong', 'fails');
    await fc.assert(fc.asyncProperty(fc.tuple(outcome, outcome, outcome), fc.shuffledSubarray([fp16, fp32, q8]), async (each, ways) => {
      const outcomes = Object.fromEntries([fp16, fp32, q8].map((way, i) => [named(way), each[i]!]));
      const { parts, log, isAlive } = machine(outcomes, { ways });
      const first = ways.find((way) => outcomes[named(way)] === 'works');
      const found = await findWay(never, parts).catch((error: unknown) => error);
      if (first) expect(found).toMatchObject({ way: first });
      else expect(found).toMatchObject({ code: 'model-unusable' });
      expect(isAlive()).toBe(first !== undefined);
      for (const way of ways) expect(log.filter((line) => line.startsWith(named(way))).length).toBeLessThanOrEqual(2);
    }));
  });
});

describe('when no way works', () => {
  test('every one is listed with its reason', async () => {
    const { parts, isAlive } = machine({ 'webgpu fp32': 'wrong', 'wasm q8': 'fails' }, { refused: [{ ...fp16, why: 'ended-the-tab' }] });
    await expect(findWay(never, parts)).rejects.toMatchObject({
      code: 'model-unusable',
      details: {
        modelId: 'e5',
        why: 'webgpu (fp16) ended the tab when it was last tried; wasm (q8) cannot run it; webgpu (fp32) computes other vectors than the known ones',
      },
    });
    expect(isAlive()).toBe(false);
  });

  test('and a file was damaged, that is said, because a person can mend it', async () => {
    const { parts } = machine({ 'webgpu fp16': 'fails', 'webgpu fp32': 'damaged', 'wasm q8': 'fails' });
    await expect(findWay(never, parts)).rejects.toMatchObject({ code: 'model-damaged', details: { modelId: 'e5', path: 'webgpu fp32.onnx' } });
  });

  test('because there is none, that is said', async () => {
    await expect(findWay(never, machine({}, { ways: [] }).parts)).rejects.toMatchObject({ details: { why: 'none of its files can run on this device' } });
  });
});

describe('changing one’s mind', () => {
  test('during a load ends its worker, and refuses nothing', async () => {
    const controller = new AbortController();
    const { parts, log } = machine({ 'wasm q8': 'works', 'webgpu fp16': 'hangs' });
    const finding = findWay(controller.signal, parts);
    setTimeout(() => controller.abort());
    await expect(finding).rejects.toMatchObject({ name: 'AbortError' });
    expect(log.slice(-2)).toEqual(['webgpu fp16 against river', 'stopped']);
  });

  test('before the start starts nothing', async () => {
    const { parts, log } = machine(everything);
    await expect(findWay(AbortSignal.abort(), parts)).rejects.toMatchObject({ name: 'AbortError' });
    expect(log.filter((line) => line !== 'stopped')).toEqual([]);
  });
});
