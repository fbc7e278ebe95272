/**
 * The vectors of consecutive passages as bytes: a quarter of the size of floats, and nearly the same order of neighbours.
 * One buffer that is stored and loaded as it is. Values are little-endian, as on every machine with a browser.
 *
 * header  4 × u32: magic, format, rows, dimensions
 * scales  f32 per row: what a row's bytes are multiplied by; 0 for a row without a vector
 * rows    i8: rows × dimensions
 */
const MAGIC = 0x5658_4c43; // "CLXV"
/** Raise when the layout changes; a segment of another format is refused and made again. */
const FORMAT = 1;
const HEADER_BYTES = 16;
/** Largest byte used. -128 is left out, so that a vector and its opposite are stored alike. */
const LARGEST = 127;

/** A segment's buffer, seen as what it holds. */
export interface VectorSegment {
  rowCount: number;
  dimensions: number;
  scales: Float32Array;
  rows: Int8Array;
}

const bytesOf = (rows: number, dimensions: number) => HEADER_BYTES + 4 * rows + rows * dimensions;

function view(buffer: ArrayBuffer, rowCount: number, dimensions: number): VectorSegment {
  return {
    rowCount,
    dimensions,
    scales: new Float32Array(buffer, HEADER_BYTES, rowCount),
    rows: new Int8Array(buffer, HEADER_BYTES + 4 * rowCount, rowCount * dimensions),
  };
}

/**
 * Sees a stored buffer as a segment, without copying it.
 * @throws Error when the buffer is not a vector segment, is of another format, or was cut short.
 */
export function readVectorSegment(buffer: ArrayBuffer): VectorSegment {
  if (buffer.byteLength < HEADER_BYTES) throw new Error('Not a vector segment.');
  const [magic, format, rowCount = 0, dimensions = 0] = new Uint32Array(buffer, 0, 4);
  if (magic !== MAGIC) throw new Error('Not a vector segment.');
  if (format !== FORMAT) throw new Error(`Vector segment has format ${format}, this build reads ${FORMAT}.`);
  if (buffer.byteLength !== bytesOf(rowCount, dimensions)) throw new Error('Vector segment is damaged.');
  return view(buffer, rowCount, dimensions);
}

/** A stored segment as floats again, row after row: near the vectors that it was made of. @throws Error as `readVectorSegment` does */
export function floatsOf(buffer: ArrayBuffer): Float32Array {
  const { rowCount, dimensions, scales, rows } = readVectorSegment(buffer);
  const floats = new Float32Array(rowCount * dimensions);
  for (let i = 0; i < floats.length; i += 1) floats[i] = rows[i]! * scales[Math.floor(i / dimensions)]!;
  return floats;
}

/** Writes `vector` as bytes at `offset` of `rows` and returns the scale that undoes it. Values that are no number count as 0. */
export function quantise(vector: Float32Array, rows: Int8Array, offset: number): number {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > largest) largest = Math.abs(value);
  if (largest === 0 || !Number.isFinite(largest)) return 0;
  const factor = LARGEST / largest;
  for (let d = 0; d < vector.length; d++) rows[offset + d] = Math.round(vector[d]! * factor);
  return largest / LARGEST;
}

/**
 * @param vectors unit vectors, one after the other; zeros for a passage that has none, which then never matches
 * @returns a buffer of the caller's, to store and to hand to `VectorIndex.append`
 * @throws RangeError when `vectors` is not a whole number of rows
 */
export function buildVectorSegment(vectors: Float32Array, dimensions: number): ArrayBuffer {
  const rowCount = vectors.length / dimensions;
  if (!Number.isInteger(rowCount)) throw new RangeError(`${vectors.length} values are no whole rows of ${dimensions}.`);
  const buffer = new ArrayBuffer(bytesOf(rowCount, dimensions));
  new Uint32Array(buffer, 0, 4).set([MAGIC, FORMAT, rowCount, dimensions]);
  const { scales, rows } = view(buffer, rowCount, dimensions);
  for (let row = 0; row < rowCount; row++) {
    const offset = row * dimensions;
    scales[row] = quantise(vectors.subarray(offset, offset + dimensions), rows, offset);
  }
  return buffer;
}
