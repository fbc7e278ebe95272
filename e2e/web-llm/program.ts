/**
 * A program for WebLLM in place of those that are compiled from real models: it keeps to the interface that the library calls (the FFI of
 * Apache TVM), has real buffers on the graphics device, computes nothing, and "samples" the tokens that it was made with, one after the other,
 * from the first again whenever the library clears its memory of a conversation.
 */
import { add, and, assemble, below, call, copyEight, drop, equal, give, global, int, load, loadByte, loadFloat, local, repeatWhile, setGlobal, setLocal, store, times, when, xor, type Code, type Routine } from './assemble.ts';

export interface ProgramChoice {
  /** What it says, token by token; the last one is said for ever. */
  tokens: readonly number[];
  /** As a compiled model says it of itself. */
  metadata: object;
  /** "weights": it finds that its tensors are not there, as when weights and program are of different models. "version": it lacks what this version of the library wants. */
  lacks?: 'weights' | 'version';
}

/** Kinds of values and objects, as TVM numbers them. */
const TYPE = { none: 0, int: 1, float: 3, string: 65, bytes: 66, function: 68, shape: 69, tensor: 70, array: 71, module: 73 };
const WEBGPU = 15;
/** Bytes before what an object holds; the kind is at 8. */
const HEADER = 24;
/** One buffer for all tensors on the device: nobody reads them. */
const BUFFER_BYTES = 65_536;
const FLOAT = 2 | (32 << 8) | (1 << 16);

/** What a function of the runtime or of the model does, by what it gives back. */
const DOES = { nothing: 0, metadata: 1, shaders: 2, module: 3, find: 4, array: 5, shape: 6, allocate: 7, view: 8, embed: 9, tensor: 10, sample: 11, clear: 12, fail: 13 };
const FUNCTIONS: Record<string, number> = {
  _metadata: DOES.metadata, 'webgpu.get_fmap': DOES.shaders, 'ffi.SystemLib': DOES.module, vm_load_executable: DOES.module,
  'vm.builtin.param_module_from_cache_by_name': DOES.module, 'ffi.ModuleGetFunction': DOES.find, 'ffi.Array': DOES.array, get_params: DOES.array, prefill: DOES.array,
  decode: DOES.array, argsort_probs: DOES.array, 'ffi.Shape': DOES.shape, 'runtime.TVMTensorAllocWithScope': DOES.allocate,
  'runtime.TVMTensorCreateView': DOES.view, embed: DOES.embed, 'ffi.ArrayGetItem': DOES.tensor, softmax_with_temperature: DOES.tensor,
  sample_with_top_p: DOES.tensor, create_tir_paged_kv_cache: DOES.tensor, 'tvmjs.runtime.TensorCopyToBytes': DOES.sample, 'vm.builtin.kv_state_clear': DOES.clear,
};

/** Where things lie in memory. The library writes below 1,024. */
const AT = { sampled: 1_024, one: 1_100, scratch: 1_120, strings: 2_048, tokens: 16_384, heap: 65_536 };
const GLOBAL = { heap: 0, deviceApi: 1, buffer: 2, next: 3 };
/** Indexes of routines; 0 is the function that calls back into the library. */
const SAFE_CALL = 0;
const ROUTINE = { allocate: 1, doesOf: 2, buffer: 3, tensor: 4, result: 5 };
/** Handles of functions: those of the program, and those that the library hands in. */
const HANDLE = { own: 0x100, theirs: 0x10000 };

export function makeProgram({ tokens, metadata, lacks }: ProgramChoice): Uint8Array {
  const strings = layOut({ metadata: JSON.stringify(metadata), shaders: '{}', allocate: 'deviceAllocDataSpace', failure: 'Cannot find parameter model.norm.weight in cache' });
  const functions = { ...FUNCTIONS, ...(lacks === 'weights' && { 'vm.builtin.param_module_from_cache_by_name': DOES.fail }) };
  return assemble({
    imported: { name: 'TVMFFIWasmSafeCall', parameters: 4 },
    routines: [...insideRoutines(functions, strings, tokens.length), ...interfaceRoutines(strings, lacks === 'version')],
    globals: [AT.heap, 0, 0, 0],
    pages: 256,
    data: [
      ...strings.data,
      { at: AT.tokens, bytes: new Uint8Array(Int32Array.from(tokens).buffer) },
      { at: AT.one, bytes: Uint8Array.of(1) },
      { at: AT.sampled, bytes: objectOf(TYPE.bytes, AT.sampled + 48, 4) },
    ],
  });
}

interface Strings {
  at: Record<'metadata' | 'shaders' | 'allocate' | 'failure', number>;
  data: { at: number; bytes: Uint8Array }[];
}

/** Each as an object that points to its characters, which end in a zero. */
function layOut(texts: Record<keyof Strings['at'], string>): Strings {
  let next = AT.strings;
  const strings: Strings = { at: { metadata: 0, shaders: 0, allocate: 0, failure: 0 }, data: [] };
  for (const [name, text] of Object.entries(texts)) {
    const characters = new TextEncoder().encode(text);
    strings.at[name as keyof Strings['at']] = next;
    strings.data.push({ at: next, bytes: objectOf(TYPE.string, next + 48, characters.length) }, { at: next + 48, bytes: characters });
    next += 48 + Math.ceil((characters.length + 1) / 8) * 8;
  }
  if (next > AT.tokens) throw new RangeError('The strings are too long.');
  return strings;
}

function objectOf(type: number, pointer: number, length: number): Uint8Array {
  const words = new Int32Array(8);
  words[2] = type;
  words[6] = pointer;
  words[7] = length;
  return new Uint8Array(words.buffer);
}

/** FNV-1a. */
function hashOf(text: string): number {
  return [...new TextEncoder().encode(text)].reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5 | 0) | 0;
}

function insideRoutines(functions: Record<string, number>, strings: Strings, length: number): Routine[] {
  const [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(local) as [Code, Code, Code, Code, Code, Code];
  return [
    // allocate(bytes): address. Nothing is ever freed.
    { name: 'TVMWasmAllocSpace', parameters: 1, locals: 1, gives: true, code: [
      ...setLocal(1, global(GLOBAL.heap)), ...setGlobal(GLOBAL.heap, and(add(b, add(a, int(15))), int(-8))), ...b,
    ] },
    // doesOf(characters, length): what the function of that name does. A length below zero: up to a zero.
    { parameters: 2, locals: 1, gives: true, code: [
      ...setLocal(2, int(0x811c9dc5)),
      ...repeatWhile(and(xor(equal(b, int(0)), int(1)), xor(and(below(int(0x7fffffff), b), equal(loadByte(a), int(0))), int(1))), [
        ...setLocal(2, times(xor(c, loadByte(a)), int(0x01000193))), ...setLocal(0, add(a, int(1))), ...setLocal(1, add(b, int(-1))),
      ]),
      ...Object.entries(functions).flatMap(([name, does]) => when(equal(c, int(hashOf(name))), give(int(does)))),
      ...int(DOES.nothing),
    ] },
    // buffer(): a buffer on the graphics device, asked of the library through the function that it registered.
    { parameters: 0, locals: 1, gives: true, code: [
      ...when(equal(global(GLOBAL.buffer), int(0)), [
        ...setLocal(0, int(AT.scratch)),
        ...store(a, int(TYPE.string)), ...store(a, int(strings.at.allocate), 8),
        ...drop(call(SAFE_CALL, global(GLOBAL.deviceApi), a, int(1), add(a, int(16)))),
        ...store(a, int(TYPE.int)), ...store(a, int(BUFFER_BYTES), 8), ...store(a, int(0), 12),
        ...drop(call(SAFE_CALL, and(load(a, 24), int(0xffff)), a, int(1), add(a, int(32)))),
        ...when(equal(load(a, 32), int(TYPE.float)), setGlobal(GLOBAL.buffer, loadFloat(add(a, int(40)))), setGlobal(GLOBAL.buffer, load(a, 40))),
      ]),
      ...global(GLOBAL.buffer),
    ] },
    // tensor(dimensions, their number, device, type of numbers): object
    { parameters: 4, locals: 1, gives: true, code: [
      ...setLocal(4, call(ROUTINE.allocate, int(HEADER + 40))),
      ...store(e, int(TYPE.tensor), 8),
      ...when(equal(c, int(WEBGPU)), store(e, call(ROUTINE.buffer), HEADER)),
      ...store(e, c, HEADER + 4), ...store(e, b, HEADER + 12), ...store(e, d, HEADER + 16), ...store(e, a, HEADER + 20),
      ...e,
    ] },
    // result(place, type, value): 0, for success
    { parameters: 3, gives: true, code: [...store(a, b), ...store(a, int(0), 4), ...store(a, c, 8), ...store(a, int(0), 12), ...int(0)] },
    // The library calls a function: (handle, arguments, their number, place for the result)
    { name: 'TVMFFIFunctionCall', parameters: 4, locals: 2, gives: true, code: [
      ...when(below(int(HANDLE.theirs - 1), a), give(call(SAFE_CALL, and(a, int(0xffff)), b, c, d))),
      ...setLocal(4, add(a, int(-HANDLE.own))),
      ...actions(strings, length, { args: b, count: c, place: d, does: e, made: f }),
      ...call(ROUTINE.result, d, int(TYPE.none), int(0)),
    ] },
  ];
}

interface Call {
  args: Code;
  count: Code;
  place: Code;
  does: Code;
  /** A local, number 5, for what is made. */
  made: Code;
}

function actions(strings: Strings, length: number, { args, count, place, does, made }: Call): Code {
  const on = (kind: number, ...code: Code[]) => when(equal(does, int(kind)), code.flat());
  const finish = (type: number, value: Code) => give(call(ROUTINE.result, place, int(type), value));
  const argument = (index: number) => load(args, 16 * index + 8);
  const make = (bytes: Code) => setLocal(5, call(ROUTINE.allocate, bytes));
  const numbersOf = (text: Code) => [
    ...when(equal(loadByte(text), int('f'.charCodeAt(0))), setLocal(5, int(FLOAT)), setLocal(5, int((32 << 8) | (1 << 16)))),
  ];
  return [
    ...on(DOES.metadata, finish(TYPE.string, int(strings.at.metadata))),
    ...on(DOES.shaders, finish(TYPE.string, int(strings.at.shaders))),
    ...on(DOES.module, make(int(HEADER)), store(made, int(TYPE.module), 8), finish(TYPE.module, made)),
    ...on(DOES.array, make(int(HEADER)), store(made, int(TYPE.array), 8), finish(TYPE.array, made)),
    ...on(DOES.find, finish(TYPE.function, add(call(ROUTINE.doesOf, argument(1), int(-1)), int(HANDLE.own)))),
    ...on(DOES.shape,
      make(add(times(count, int(8)), int(HEADER + 8))), store(made, int(TYPE.shape), 8), store(made, count, HEADER),
      // The arguments are numbers of eight bytes; counting down spares another local.
      repeatWhile(xor(equal(count, int(0)), int(1)), [
        ...setLocal(2, add(count, int(-1))),
        ...copyEight(add(made, times(count, int(8))), add(args, times(count, int(16))), HEADER + 8, 8),
      ]),
      finish(TYPE.shape, made)),
    ...on(DOES.allocate, numbersOf(argument(1)), finish(TYPE.tensor, call(ROUTINE.tensor, add(argument(0), int(HEADER + 8)), load(argument(0), HEADER), argument(2), made))),
    ...on(DOES.view, finish(TYPE.tensor, call(ROUTINE.tensor, add(argument(1), int(HEADER + 8)), load(argument(1), HEADER), load(argument(0), HEADER + 4), load(argument(0), HEADER + 16)))),
    ...on(DOES.embed,
      make(int(16)), copyEight(made, load(argument(0), HEADER + 20)), copyEight(made, int(AT.one), 8),
      finish(TYPE.tensor, call(ROUTINE.tensor, made, int(2), int(WEBGPU), int(FLOAT)))),
    ...on(DOES.tensor, finish(TYPE.tensor, call(ROUTINE.tensor, int(AT.one), int(1), int(WEBGPU), int(FLOAT)))),
    ...on(DOES.sample,
      store(int(AT.sampled + 48), load(add(int(AT.tokens), times(global(GLOBAL.next), int(4))))),
      when(below(global(GLOBAL.next), int(length - 1)), setGlobal(GLOBAL.next, add(global(GLOBAL.next), int(1)))),
      finish(TYPE.bytes, int(AT.sampled))),
    ...on(DOES.clear, setGlobal(GLOBAL.next, int(0))),
    ...on(DOES.fail, give(int(-1))),
  ];
}

function interfaceRoutines(strings: Strings, older: boolean): Routine[] {
  const [a, b] = [local(0), local(1)];
  const named = (name: Code) => call(ROUTINE.doesOf, load(name), load(name, 4));
  const success = (name: string, parameters: number): Routine => ({ name, parameters, gives: true, code: int(0) });
  return [
    { name: 'TVMWasmFreeSpace', parameters: 1, gives: false, code: [] },
    { name: 'TVMFFIFunctionGetGlobal', parameters: 2, gives: true, code: [...store(b, older ? int(0) : add(named(a), int(HANDLE.own))), ...int(0)] },
    // Of what the library registers only the way to the graphics device is used, and no other name is as long.
    { name: 'TVMFFIFunctionSetGlobal', parameters: 3, gives: true, code: [
      ...when(equal(load(a, 4), int('wasm.WebGPUDeviceAPI'.length)), setGlobal(GLOBAL.deviceApi, and(b, int(0xffff)))), ...int(0),
    ] },
    { name: 'TVMFFIWasmFunctionCreate', parameters: 2, gives: true, code: [...store(b, add(a, int(HANDLE.theirs))), ...int(0)] },
    success('TVMFFIObjectDecRef', 1),
    success('TVMFFIObjectIncRef', 1),
    { name: 'TVMFFITypeKeyToIndex', parameters: 2, gives: true, code: [
      ...when(equal(load(a, 4), int('ffi.Array'.length)), store(b, int(TYPE.array)), store(b, int(TYPE.module))), ...int(0),
    ] },
    { name: 'TVMFFIAnyViewToOwnedAny', parameters: 2, gives: true, code: [...copyEight(b, a), ...copyEight(b, a, 8, 8), ...int(0)] },
    { name: 'TVMFFIWasmGetLastError', parameters: 0, gives: true, code: int(strings.at.failure + 48) },
    { name: 'TVMFFIErrorSetRaisedFromCStr', parameters: 2, gives: false, code: [] },
    { name: '_initialize', parameters: 0, gives: false, code: [] },
  ];
}
