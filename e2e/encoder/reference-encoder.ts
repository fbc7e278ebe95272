/**
 * The tiny encoder, computed a second time in the plainest way, from the weights inside its ONNX file: what a right backend must agree with.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = number[];
const HEADS = 2;
const EPSILON = 1e-12;

/** @returns the mean over the tokens at length one */
export function createReferenceEncoder(folder: string): (text: string) => Row {
  const weights = readInitializers(readFileSync(join(folder, 'onnx/model.onnx')));
  const { model } = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as { model: { vocab: Record<string, number> } };
  const vocabulary = new Map(Object.entries(model.vocab));
  return (text) => {
    const rows = encode(weights, tokensOf(vocabulary, text));
    const mean = rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
    const length = Math.hypot(...mean);
    return mean.map((value) => value / length);
  };
}

/** For texts of letters without accents, spaces and signs only. Each Chinese character is a word. */
function tokensOf(vocabulary: Map<string, number>, text: string): number[] {
  const words = text.toLowerCase().match(/\p{sc=Han}|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
  const pieces = words.flatMap((word) => piecesOf(vocabulary, word));
  return ['[CLS]', ...pieces, '[SEP]'].map((piece) => vocabulary.get(piece)!);
}

function piecesOf(vocabulary: Map<string, number>, word: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < word.length; ) {
    const mark = start === 0 ? '' : '##';
    let end = word.length;
    while (end > start && !vocabulary.has(mark + word.slice(start, end))) end--;
    if (end === start) return ['[UNK]'];
    pieces.push(mark + word.slice(start, end));
    start = end;
  }
  return pieces;
}

function encode(weights: Map<string, number[]>, tokens: number[]): Row[] {
  const get = (name: string) => weights.get(name)!;
  const width = get('norm0.bias').length;
  const rowOf = (name: string, index: number) => get(name).slice(index * width, (index + 1) * width);
  const add = (a: Row, b: Row) => a.map((value, i) => value + b[i]!);
  const linear = (row: Row, name: string) => {
    const bias = get(`${name}.bias`);
    return bias.map((value, column) => row.reduce((sum, x, i) => sum + x * get(`${name}.weight`)[i * bias.length + column]!, value));
  };
  const normalize = (row: Row, name: string) => {
    const mean = row.reduce((sum, x) => sum + x, 0) / width;
    const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / width;
    return row.map((x, i) => ((x - mean) / Math.sqrt(variance + EPSILON)) * get(`${name}.scale`)[i]! + get(`${name}.bias`)[i]!);
  };

  const start = tokens.map((id, place) => normalize(add(add(rowOf('word', id), rowOf('position', place)), rowOf('type', 0)), 'norm0'));
  const [queries, keys, values] = ['query', 'key', 'value'].map((name) => start.map((row) => linear(row, name))) as [Row[], Row[], Row[]];
  const size = width / HEADS;
  const attended = start.map((row, place) => {
    const seen = Array.from({ length: HEADS }, (_, head) => {
      const part = (from: Row) => from.slice(head * size, (head + 1) * size);
      const scores = keys.map((key) => dot(part(queries[place]!), part(key)) / Math.sqrt(size));
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      return values.reduce((sum: Row, value, i) => add(sum, part(value).map((x) => (x * Math.exp(scores[i]!)) / total)), part(row).map(() => 0));
    });
    return normalize(add(row, linear(seen.flat(), 'joined')), 'norm1');
  });
  return attended.map((row) => normalize(add(row, linear(linear(row, 'widen').map(gelu), 'narrow')), 'norm2'));
}

const dot = (a: Row, b: Row) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const gelu = (x: number) => 0.5 * x * (1 + erf(x / Math.SQRT2));

/** Abramowitz and Stegun, formula 7.1.26: off by 1.5e-7 at most. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

/** The float32 tensors of an ONNX file: ModelProto.graph (7) → GraphProto.initializer (5) → TensorProto data_type (2), name (8), raw_data (9). */
function readInitializers(file: Buffer): Map<string, number[]> {
  const [graph] = fieldsOf(file).get(7) as [Buffer];
  const tensors = (fieldsOf(graph).get(5) as Buffer[]).map(fieldsOf);
  return new Map(tensors.filter((tensor) => tensor.get(2)?.[0] === 1).map((tensor) => {
    const raw = tensor.get(9)![0] as Buffer;
    const values = Array.from({ length: raw.length / 4 }, (_, i) => raw.readFloatLE(4 * i));
    return [(tensor.get(8)![0] as Buffer).toString(), values];
  }));
}

function fieldsOf(message: Buffer): Map<number, (Buffer | number)[]> {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const [field, kind] = [key >>> 3, key & 7];
    const length = kind === 0 ? 0 : kind === 5 ? 4 : varint();
    const value = kind === 0 ? varint() : message.subarray(at, at + length);
    at += length;
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}
