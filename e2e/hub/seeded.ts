/** Numbers that look random and are the same in every run, so that a failure can be seen again. */

/** A source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** That many bytes without a pattern that a compressor or a cache could use. */
export function seededBytes(seed: number, length: number): Buffer {
  const next = seeded(seed);
  const words = new Uint32Array(Math.ceil(length / 4)).map(() => next() * 2 ** 32);
  return Buffer.from(words.buffer, 0, length);
}
