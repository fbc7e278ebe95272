/**
 * Writes ONNX files field by field, so that models for tests need no library. Numbers in calls are those of
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

// Element types of tensors in onnx.proto.
export const FLOAT = 1;
export const INT64 = 7;

/**
 * A model of operator set 17 (the first with LayerNormalization), in format version 8.
 * @param {{ name: string, nodes: Buffer[], tensors: Map<string, { dims: number[], values?: Float32Array, integers?: number[] }>, inputs: Buffer[], outputs: Buffer[] }} parts
 */
export function modelFile({ name, nodes, tensors, inputs, outputs }) {
  const graph = message(
    ...nodes.map((each) => bytesField(1, each)), text(2, name), ...[...tensors].map(([each, tensor]) => bytesField(5, tensorProto(each, tensor))),
    ...inputs.map((each) => bytesField(11, each)), ...outputs.map((each) => bytesField(12, each)),
  );
  return message(integer(1, 8), text(2, `make-${name}`), bytesField(7, graph), bytesField(8, message(text(1, ''), integer(2, 17))));
}

/** One operation. Its name is that of its output. Attributes: whole numbers, lists of them, other numbers. */
export function node(type, inputs, output, attributes = {}) {
  return message(
    ...inputs.map((name) => text(1, name)), text(2, output), text(3, output), text(4, type),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
  );
}

/** An input or output of the model. A dimension that is a name is not known before. */
export function valueInfo(name, elementType, dims) {
  const shape = message(...dims.map((dim) => bytesField(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim))));
  const tensorType = message(integer(1, elementType), bytesField(2, shape));
  return message(text(1, name), bytesField(2, bytesField(1, tensorType)));
}

/** Mulberry32 by Tommy Ettinger (public domain): whole numbers only, so that every machine draws the same. */
export function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function attribute(name, value) {
  if (Array.isArray(value)) return message(text(1, name), ...value.map((each) => integer(8, each)), integer(20, 7));
  if (Number.isInteger(value)) return message(text(1, name), integer(3, value), integer(20, 2));
  return message(text(1, name), float(2, value), integer(20, 1));
}

function tensorProto(name, { dims, values, integers }) {
  const data = values ?? BigInt64Array.from(integers, BigInt);
  return message(
    ...dims.map((dim) => integer(1, dim)), integer(2, values ? FLOAT : INT64), text(8, name),
    bytesField(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
}

// Protocol buffers: https://protobuf.dev/programming-guides/encoding/
function message(...fields) {
  return Buffer.concat(fields);
}

function varint(value) {
  const bytes = [];
  // Negative numbers are written as their 64-bit two's complement.
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

function integer(field, value) {
  return message(varint(field * 8), varint(value));
}

function bytesField(field, bytes) {
  return message(varint(field * 8 + 2), varint(bytes.length), bytes);
}

function text(field, value) {
  return bytesField(field, Buffer.from(value));
}

function float(field, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return message(varint(field * 8 + 5), bytes);
}
