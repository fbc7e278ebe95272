/** The table of a static embedding model: one vector for each token, stored as scale × int8. */
import { unusable } from './read-verified.ts';

/** "CRLS" */
const MAGIC = 0x534c5243;
const FORMAT = 1;
const HEADER_BYTES = 16;

export interface StaticTable {
  rows: number;
  dimensions: number;
  /** One for each row. */
  scales: Float32Array;
  /** Row after row. */
  values: Int8Array;
}

/**
 * Views a file as a table, without copying: magic, format, rows and dimensions (32 bits each, little endian), then a float32
 * scale for each row, then the int8 values. Every browser runs on little-endian machines, so the scales are viewed as they are.
 * @throws Problem model-unusable when it is not such a file
 */
export function viewTable(modelId: string, bytes: ArrayBuffer): StaticTable {
  if (bytes.byteLength < HEADER_BYTES) throw unusable(modelId, 'its table is cut short');
  const header = new DataView(bytes, 0, HEADER_BYTES);
  const [magic, format, rows, dimensions] = [0, 4, 8, 12].map((at) => header.getUint32(at, true)) as [number, number, number, number];
  if (magic !== MAGIC) throw unusable(modelId, 'its table is not a table of vectors');
  if (format !== FORMAT) throw unusable(modelId, `its table has format ${format}, this version reads ${FORMAT}`);
  if (bytes.byteLength !== HEADER_BYTES + 4 * rows + rows * dimensions) throw unusable(modelId, 'its table has the wrong size');
  return {
    rows,
    dimensions,
    scales: new Float32Array(bytes, HEADER_BYTES, rows),
    values: new Int8Array(bytes, HEADER_BYTES + 4 * rows),
  };
}
