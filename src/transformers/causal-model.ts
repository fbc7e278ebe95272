/** A causal language model that transformers.js runs: tokens in, scores of the next token out. What is made of them is decided elsewhere. */
import {
  AutoModelForCausalLM, AutoTokenizer, DynamicCache, env, LogitsProcessor, LogitsProcessorList, Tensor, type PreTrainedModel, type PreTrainedTokenizer,
} from '@huggingface/transformers';
import type { Dtype } from '../contract/model.ts';
import type { Message } from '../contract/writer.ts';
import { MODEL, setUpLibrary, type LibraryDevice, type LibraryFiles } from './transformers-library.ts';

/** Newer models keep their template in a file of its own, which the library does not look for. */
const TEMPLATE_FILE = 'chat_template.jinja';

/**
 * What a model's makers recommend against repetition is switched off, because an answer must be able to repeat the evidence. So is what would
 * force an end at the last token, because here every token is the last one. (An object, because the library's types do not know of its nulls.)
 */
const UNCHANGED_SCORES: object = {
  max_new_tokens: 1, do_sample: false, num_beams: 1, repetition_penalty: 1, no_repeat_ngram_size: 0, forced_eos_token_id: null,
};

export interface CausalChoice extends LibraryDevice {
  /** Picks the file: `onnx/model.onnx`, `onnx/model_fp16.onnx`, `onnx/model_quantized.onnx`, `onnx/model_q4.onnx` or `onnx/model_q4f16.onnx`. */
  dtype: Dtype;
}

/** What a model has read so far, as the model keeps it. Belongs to one text. */
export interface CausalMemory {
  /** Frees what lies on the graphics card. Not while a `read` is going on. */
  free(): Promise<void>;
}

export interface CausalModel {
  /** Most tokens that it has places for, as its configuration says. `undefined`: it does not say. */
  readonly mostTokens: number | undefined;
  /** Tokens that end a text. */
  readonly endings: ReadonlySet<number>;
  /** Marks with a meaning to the model, such as those between turns. In a text they must not be taken for marks. */
  readonly marks: readonly string[];
  /** Resolves, in words, when the graphics device has gone away. Never otherwise. */
  readonly lost: Promise<string>;
  encode(text: string): number[];
  /** Marks are left out. Bytes that are no character yet become U+FFFD. */
  decode(tokens: readonly number[]): string;
  /** Messages in the model's own form, up to where its answer begins. `undefined`: it has no form of its own. Throws what its template throws. */
  render(messages: readonly Message[]): string | undefined;
  /** An empty memory. */
  begin(): CausalMemory;
  /**
   * Reads on. One call at a time, for all memories.
   * @param tokens at least one, coming after those that the memory has
   * @returns scores of every token as the next one. The caller's own.
   */
  read(memory: CausalMemory, tokens: readonly number[]): Promise<Float32Array>;
  unload(): Promise<void>;
}

/**
 * Loads `config.json`, `generation_config.json`, `tokenizer.json`, `tokenizer_config.json`, `chat_template.jinja` and the weights of `dtype`.
 * @throws whatever the library throws, or what went wrong with a file. The worker must then be ended.
 */
export async function loadCausalModel(files: LibraryFiles, choice: CausalChoice): Promise<CausalModel> {
  const { device, dtype } = choice;
  const reading = setUpLibrary(files, choice);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(MODEL, { local_files_only: true });
    const model = await AutoModelForCausalLM.from_pretrained(MODEL, { device, dtype, local_files_only: true });
    const template = tokenizer.chat_template || !files.has(TEMPLATE_FILE) ? undefined : await new Response(await files.read(TEMPLATE_FILE)).text();
    return new TransformersCausalModel(tokenizer, model, template, device === 'webgpu' ? lossOfDevice() : new Promise(() => {}));
  } catch (error) {
    throw reading.problem ?? error;
  }
}

/** The runtime itself does not tell of a lost device: its calls fail later, or never come back. */
async function lossOfDevice(): Promise<string> {
  const device = (await env.backends.onnx.webgpu?.device) as { lost: Promise<{ message: string }> } | undefined;
  return device ? (await device.lost).message : new Promise(() => {});
}

class Memory implements CausalMemory {
  readonly tokens: number[] = [];
  readonly cache = new DynamicCache();

  async free() {
    await this.cache.dispose();
  }
}

/** Takes a copy of the scores as they pass. */
class ScoresTaken extends LogitsProcessor {
  scores: Float32Array | undefined;

  override _call(_tokens: bigint[][], logits: Tensor) {
    this.scores = Float32Array.from(logits.data as Float32Array);
    return logits;
  }
}

class TransformersCausalModel implements CausalModel {
  readonly mostTokens: number | undefined;
  readonly endings: ReadonlySet<number>;
  readonly marks: readonly string[];

  constructor(
    private readonly tokenizer: PreTrainedTokenizer,
    private readonly model: PreTrainedModel,
    private readonly template: string | undefined,
    readonly lost: Promise<string>,
  ) {
    const config = model.config as { max_position_embeddings?: number; eos_token_id?: number | number[] };
    this.mostTokens = config.max_position_embeddings;
    const ending = model.generation_config?.eos_token_id ?? config.eos_token_id ?? [];
    this.endings = new Set([ending].flat());
    this.marks = tokenizer.all_special_tokens;
  }

  encode(text: string): number[] {
    return this.tokenizer.encode(text, { add_special_tokens: false });
  }

  decode(tokens: readonly number[]): string {
    // "Cleaning up" would change what has been shown already.
    return tokens.length === 0 ? '' : this.tokenizer.decode([...tokens], { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  }

  render(messages: readonly Message[]): string | undefined {
    if (!this.tokenizer.chat_template && !this.template) return undefined;
    const options = {
      tokenize: false as const, add_generation_prompt: true,
      // Models that can think aloud first would spend the whole budget on it. Other templates do not know the word.
      enable_thinking: false,
      ...(this.template !== undefined && { chat_template: this.template }),
    };
    return this.tokenizer.apply_chat_template([...messages], options);
  }

  begin(): CausalMemory {
    return new Memory();
  }

  async read(memory: CausalMemory, tokens: readonly number[]): Promise<Float32Array> {
    if (!(memory instanceof Memory)) throw new TypeError('This memory belongs to another model.');
    memory.tokens.push(...tokens);
    const { length } = memory.tokens;
    const taken = new ScoresTaken();
    const processors = new LogitsProcessorList();
    processors.push(taken);
    // Generating one token is the library's way of reading on: it knows what each kind of model wants to be given. The token it chooses is not
    // used.
    await this.model.generate({
      inputs: new Tensor('int64', BigInt64Array.from(memory.tokens, BigInt), [1, length]),
      attention_mask: new Tensor('int64', new BigInt64Array(length).fill(1n), [1, length]),
      past_key_values: memory.cache,
      logits_processor: processors,
      ...UNCHANGED_SCORES,
    });
    if (!taken.scores) throw new TypeError('The model gave no scores.');
    return taken.scores;
  }

  async unload(): Promise<void> {
    await this.model.dispose();
  }
}
