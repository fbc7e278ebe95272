/** Vectors of length one: their dot product is their cosine, which is all that search needs. */

/** Scales `vectors[start … start + dimensions)` to length one, in place. A zero vector stays zero. */
export function toUnitLength(vectors: Float32Array, start: number, dimensions: number): void {
  let squares = 0;
  for (let i = start; i < start + dimensions; i++) squares += vectors[i]! * vectors[i]!;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let i = start; i < start + dimensions; i++) vectors[i]! *= scale;
}
