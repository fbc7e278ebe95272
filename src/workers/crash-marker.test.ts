import { expect, test } from 'vitest';
import type { EncoderWay } from '../contract/embedding.ts';
import type { LoadNotes } from '../contract/library.ts';
import { createCrashMarks } from './crash-marker.ts';

const gpu: EncoderWay = { device: 'webgpu', dtype: 'fp16' };
const cpu: EncoderWay = { device: 'wasm', dtype: 'q8' };

/** As a page keeps them. `crash` is the end of its tab: what is going on then is what it is known for. */
function notebook(): LoadNotes & { crash(): void; going: Set<string> } {
  const going = new Set<string>();
  const crashed = new Set<string>();
  return {
    going,
    begins: async (load) => void going.add(load),
    ends: async (load) => void going.delete(load),
    crashed: async () => [...crashed],
    forget: async (loads) => loads.forEach((load) => crashed.delete(load)),
    crash() {
      for (const load of going) crashed.add(load);
      going.clear();
    },
  };
}

/** Loads that never end. */
const hangs = () => new Promise<never>(() => {});

test('a load that succeeds or fails leaves nothing behind', async () => {
  const notes = notebook();
  const marks = createCrashMarks(notes);
  expect(await marks.during('e5', gpu, async () => notes.going.size)).toBe(1);
  await expect(marks.during('e5', gpu, () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
  expect(notes.going.size).toBe(0);
});

test('a load that ended its tab is told for that model and that way alone, and once for two', async () => {
  const notes = notebook();
  const marks = createCrashMarks(notes);
  void marks.during('e5', gpu, hangs);
  void marks.during('e5', gpu, hangs);
  await marks.during('e5', cpu, async () => {});
  expect(notes.going.size, 'two loads of the same are two').toBe(2);
  notes.crash();
  expect(await marks.crashed('e5')).toEqual([gpu]);
  expect(await marks.crashed('e5-large')).toEqual([]);
  expect(await marks.crashed('e')).toEqual([]);
});

test('what is to be tried again is forgotten, for that model alone', async () => {
  const notes = notebook();
  const marks = createCrashMarks(notes);
  for (const way of [gpu, cpu]) void marks.during('e5', way, hangs);
  void marks.during('minilm', gpu, hangs);
  notes.crash();
  await marks.forget('e5');
  expect(await marks.crashed('e5')).toEqual([]);
  expect(await marks.crashed('minilm')).toEqual([gpu]);
});
