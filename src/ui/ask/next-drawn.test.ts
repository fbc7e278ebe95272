import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextDrawn } from './next-drawn.ts';

let frames: Map<number, () => void>;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new Map();
  let last = 0;
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => { frames.set(++last, run); return last; });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const draw = () => { for (const [id, run] of frames) if (frames.delete(id)) run(); };

test('runs with the next frame, once', () => {
  const run = vi.fn();
  nextDrawn(run);
  expect(run).not.toHaveBeenCalled();
  draw();
  vi.advanceTimersByTime(10_000);
  expect(run).toHaveBeenCalledTimes(1);
});

test('runs without one in a window that draws none, once', () => {
  const run = vi.fn();
  nextDrawn(run);
  vi.advanceTimersByTime(250);
  draw();
  expect(run).toHaveBeenCalledTimes(1);
});
