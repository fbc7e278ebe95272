import type { NextFrame } from './written.ts';

/** A window that is hidden or covered draws no frames. What is written then goes on all the same, this often. Milliseconds. */
const UNDRAWN_MS = 250;

/** Runs something once, before the next frame is drawn; a little later where none is drawn. */
export const nextDrawn: NextFrame = (run) => {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, UNDRAWN_MS);
};
