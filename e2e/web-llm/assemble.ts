/** Just enough of an assembler for WebAssembly (https://webassembly.github.io/spec/core/binary/) to write a small program by hand. All its values are 32-bit integers. */

export type Code = readonly number[];

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value === 0 ? low : low | 0x80);
  } while (value !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    const last = (value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

const binary = (opcode: number) => (left: Code, right: Code): Code => [...left, ...right, opcode];
const memory = (opcode: number, alignment: number) => (address: Code, offset = 0): Code => [...address, opcode, alignment, ...unsigned(offset)];
const memoryWrite = (opcode: number, alignment: number) => (address: Code, value: Code, offset = 0): Code => [...address, ...value, opcode, alignment, ...unsigned(offset)];

export const int = (value: number): Code => [0x41, ...signed(value | 0)];
export const local = (index: number): Code => [0x20, index];
export const setLocal = (index: number, value: Code): Code => [...value, 0x21, index];
export const global = (index: number): Code => [0x23, index];
export const setGlobal = (index: number, value: Code): Code => [...value, 0x24, index];
export const call = (index: number, ...all: Code[]): Code => [...all.flat(), 0x10, index];
export const give = (value: Code): Code => [...value, 0x0f];
export const drop = (value: Code): Code => [...value, 0x1a];
export const load = memory(0x28, 2);
export const loadByte = memory(0x2d, 0);
export const store = memoryWrite(0x36, 2);
export const add = binary(0x6a);
export const times = binary(0x6c);
export const and = binary(0x71);
export const xor = binary(0x73);
export const equal = binary(0x46);
export const below = binary(0x49);
/** Of a 64-bit float in memory: its whole part. */
export const loadFloat = (address: Code): Code => [...memory(0x2b, 3)(address), 0xab];
/** Eight bytes from one place to another. */
export const copyEight = (to: Code, from: Code, toOffset = 0, fromOffset = 0): Code => [...to, ...memory(0x29, 3)(from, fromOffset), 0x37, 3, ...unsigned(toOffset)];
export const when = (condition: Code, then: Code, otherwise?: Code): Code => [...condition, 0x04, 0x40, ...then, ...(otherwise ? [0x05, ...otherwise] : []), 0x0b];
export const repeatWhile = (condition: Code, body: Code): Code => [0x02, 0x40, 0x03, 0x40, ...condition, 0x45, 0x0d, 1, ...body, 0x0c, 0, 0x0b, 0x0b];

export interface Routine {
  /** Name that it is exported under. Absent: for the program itself. */
  name?: string;
  parameters: number;
  /** Further locals. */
  locals?: number;
  gives: boolean;
  code: Code;
}

export interface ProgramParts {
  /** Imported from `env`; takes index 0. Gives a value. */
  imported: { name: string; parameters: number };
  /** Take the indexes from 1 on. */
  routines: readonly Routine[];
  /** Starting values. */
  globals: readonly number[];
  pages: number;
  data: readonly { at: number; bytes: Uint8Array }[];
}

export function assemble({ imported, routines, globals, pages, data }: ProgramParts): Uint8Array {
  const name = (text: string) => vector([...new TextEncoder().encode(text)].map((byte) => [byte]));
  const type = (parameters: number, gives: boolean) => [0x60, ...vector(Array.from({ length: parameters }, () => [0x7f])), ...vector(gives ? [[0x7f]] : [])];
  const exported = routines.flatMap((routine, i) => (routine.name ? [[...name(routine.name), 0, ...unsigned(i + 1)]] : []));
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, vector([type(imported.parameters, true), ...routines.map(({ parameters, gives }) => type(parameters, gives))])),
    ...section(2, vector([[...name('env'), ...name(imported.name), 0, 0]])),
    ...section(3, vector(routines.map((_, i) => unsigned(i + 1)))),
    ...section(4, vector([[0x70, 0, 0]])),
    ...section(5, vector([[0, ...unsigned(pages)]])),
    ...section(6, vector(globals.map((value) => [0x7f, 1, ...int(value), 0x0b]))),
    ...section(7, vector([[...name('memory'), 2, 0], [...name('__indirect_function_table'), 1, 0], ...exported])),
    ...section(10, vector(routines.map(({ locals = 0, code }) => {
      const body = [...vector(locals > 0 ? [[...unsigned(locals), 0x7f]] : []), ...code, 0x0b];
      return [...unsigned(body.length), ...body];
    }))),
    ...section(11, vector(data.map(({ at, bytes }) => [0, ...int(at), 0x0b, ...unsigned(bytes.length), ...bytes]))),
  ]);
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
