/** How fast bytes come, over the last seconds: a figure that a person can follow. */

/** Long enough to be calm, short enough to tell that the line has changed. */
const WINDOW_MS = 8_000;
/** Less says nothing. */
const SHORTEST_MS = 1_000;

export interface Rate {
  add(bytes: number): void;
  /** Bytes per second; `undefined` while it is too early to tell, or nothing comes. */
  now(): number | undefined;
}

/** @param clock milliseconds */
export function createRate(clock: () => number): Rate {
  const began = clock();
  let heard: { at: number; bytes: number }[] = [];
  return {
    add(bytes) {
      const at = clock();
      const last = heard.at(-1);
      // Chunks come by the thousand: those of a quarter of a second are one.
      if (last && at - last.at < 250) last.bytes += bytes;
      else heard.push({ at, bytes });
    },
    now() {
      const at = clock();
      heard = heard.filter((each) => at - each.at < WINDOW_MS);
      const span = Math.min(WINDOW_MS, at - began);
      const bytes = heard.reduce((sum, each) => sum + each.bytes, 0);
      return span < SHORTEST_MS || bytes === 0 ? undefined : Math.round((bytes * 1_000) / span);
    },
  };
}
