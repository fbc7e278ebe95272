/** The files of a model for WebLLM, made here: everything that the library reads, in the form that it reads, with weights of chance. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProgram, type ProgramChoice } from './program.ts';

/** What it writes: long enough to be interrupted, all different, and then it ends. */
export const WORDS = Array.from({ length: 400 }, (_, i) => `word${i}`);
export const PROGRAM = 'tiny-webgpu.wasm';
/** One more token than the words of a text: the one that ends it. */
const ENDS = { id: WORDS.length + 3, text: '<|im_end|>' };
const STARTS = { id: WORDS.length + 2, text: '<|im_start|>' };
const SHARDS = 3;
/** Bytes of a tensor. Several in a shard, as it is with real ones. */
const TENSOR = { rows: 32, columns: 64 };
const TENSORS_IN_SHARD = 2;

export const FILES = ['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json', PROGRAM, ...Array.from({ length: SHARDS }, (_, i) => `params_shard_${i}.bin`)];

const tensorNames = Array.from({ length: SHARDS * TENSORS_IN_SHARD }, (_, i) => `model.layers.${i}.weight`);

const configuration = {
  version: '0.1.0', model_type: 'qwen2', quantization: 'q4f32_1', vocab_size: WORDS.length + 4,
  model_config: { vocab_size: WORDS.length + 4 },
  context_window_size: 32_768, sliding_window_size: -1, attention_sink_size: -1, prefill_chunk_size: 1_024, tensor_parallel_shards: 1,
  temperature: 0.7, top_p: 0.8, repetition_penalty: 1.1, presence_penalty: 0, frequency_penalty: 0,
  tokenizer_files: ['tokenizer.json', 'tokenizer_config.json'],
  tokenizer_info: { token_postproc_method: 'byte_level', prepend_space_in_encode: false, strip_space_in_decode: false },
  conv_template: {
    name: 'chatml', system_template: '<|im_start|>system\n{system_message}<|im_end|>\n', system_message: 'You are helpful.', system_prefix_token_ids: null,
    add_role_after_system_message: true, roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
    role_templates: { user: '{user_message}', assistant: '{assistant_message}', tool: '{tool_message}' },
    messages: [], seps: ['<|im_end|>\n'], role_content_sep: '\n', role_empty_sep: '\n', stop_str: ['<|im_end|>'], stop_token_ids: [ENDS.id],
    function_string: '', use_function_calling: false,
  },
};

const tokenizer = {
  version: '1.0', truncation: null, padding: null,
  added_tokens: [STARTS, ENDS].map(({ id, text }) => ({ id, content: text, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: null, pre_tokenizer: { type: 'Whitespace' }, post_processor: null, decoder: null,
  model: { type: 'WordLevel', unk_token: '[unknown]', vocab: Object.fromEntries(['[unknown]', 'user', ...WORDS].map((word, id) => [word, id])) },
};

const metadata = {
  model_type: 'qwen2', quantization: 'q4f32_1', context_window_size: 32_768, prefill_chunk_size: 1_024, sliding_window_size: -1, attention_sink_size: -1,
  tensor_parallel_shards: 1, kv_state_kind: 'kv_cache', memory_usage: {}, params: tensorNames.map((name) => ({ name, shape: [TENSOR.rows, TENSOR.columns], dtype: 'float32', preprocs: [] })),
};

/** @param lacks what is wrong with its program */
export function writeArtifacts(folder: string, lacks?: ProgramChoice['lacks']): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  const tensorBytes = TENSOR.rows * TENSOR.columns * 4;
  write('mlc-chat-config.json', JSON.stringify(configuration));
  write('tokenizer.json', JSON.stringify(tokenizer));
  write('tensor-cache.json', JSON.stringify({
    metadata: { ParamSize: tensorNames.length, ParamBytes: tensorNames.length * tensorBytes, BitsPerParam: 32 },
    records: Array.from({ length: SHARDS }, (_, shard) => ({
      dataPath: `params_shard_${shard}.bin`, format: 'raw-shard', nbytes: TENSORS_IN_SHARD * tensorBytes,
      records: tensorNames.slice(shard * TENSORS_IN_SHARD, (shard + 1) * TENSORS_IN_SHARD).map((name, i) => ({
        name, shape: [TENSOR.rows, TENSOR.columns], dtype: 'float32', format: 'raw', nbytes: tensorBytes, byteOffset: i * tensorBytes,
      })),
    })),
  }));
  for (let shard = 0; shard < SHARDS; shard += 1) write(`params_shard_${shard}.bin`, chance(TENSORS_IN_SHARD * tensorBytes, shard + 1));
  write(PROGRAM, makeProgram({ tokens: [...WORDS.map((_, i) => i + 2), ENDS.id], metadata, ...(lacks && { lacks }) }));
}

/** The same bytes every time, unlike any others (xorshift). */
function chance(length: number, seed: number): Uint8Array {
  let state = seed * 0x9e3779b9;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}
