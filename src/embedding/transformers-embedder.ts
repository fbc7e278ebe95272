/**
 * Encoders that transformers.js runs, on the processor or on the graphics card.
 *
 * One failed load or run poisons the library for good: its queues of promises have no catch, so every later call fails with the old
 * error. **Whoever gets a Problem from here must end the worker** and go on in another one. For the same reason a worker
 * holds one such embedder. Import this file lazily: it brings megabytes of runtime.
 */
import { AutoModel, AutoTokenizer, env, Tensor, type PreTrainedModel, type PreTrainedTokenizer } from '@huggingface/transformers';
import type { EmbeddingProfile } from '../contract/embedding.ts';
import { Problem } from '../contract/problem.ts';
import type { EncoderDevice } from './device-order.ts';
import { checkDimensions, promptFor, type Embedder, type ModelFiles, type TextKind } from './embedder.ts';
import { testGolden } from './golden-test.ts';
import { onnxRuntime } from './onnx-runtime.ts';
import { pool } from './pooling.ts';
import { readProfile, readVerified, unusable } from './read-verified.ts';
import { tokenBatches } from './token-batches.ts';
import { toUnitLength } from './unit-length.ts';

/** √(2 − 2 · 0.99): a cosine of 0.99 with the known vectors. Weights of 8 bits and 16-bit floats move vectors by less. */
const GOLDEN_TOLERANCE = 0.14;
/** Lengths are rounded up to this many tokens: one compiled program for each shape on a graphics card. */
const LENGTH_STEP = 16;
/** Tokens of one batch: what keeps the device busy without making a cancellation wait. */
const TOKEN_BUDGET: Record<EncoderDevice, number> = { wasm: 2_048, webgpu: 8_192 };
/** Files are asked for under this address, which exists nowhere: they come from `ModelFiles`. */
const NOWHERE = '/model-files/';

export interface EncoderChoice {
  device: EncoderDevice;
  /** Picks the file: `onnx/model.onnx`, `onnx/model_fp16.onnx`, `onnx/model_quantized.onnx` or `onnx/model_q4.onnx`. */
  dtype: 'fp32' | 'fp16' | 'q8' | 'q4';
  /** Threads on the processor. More than one needs a page that is isolated from other origins, and pays for batches only. */
  threads: number;
}

/**
 * Loads an encoder (`config.json`, `tokenizer.json`, `tokenizer_config.json`, `onnx/…`) and asks it the known answers of its profile.
 * Nothing is fetched but through `files`, and only files whose SHA-256 the profile names.
 * @throws Problem model-unusable when a file is missing or other, the device cannot run the model, or computes it wrongly.
 *   The worker must then be ended.
 */
export async function loadTransformersEmbedder(files: ModelFiles, choice: EncoderChoice): Promise<Embedder> {
  const profile = await readProfile(files);
  const reading = setUpLibrary(files, profile, choice);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained('model', { local_files_only: true });
    const model = await AutoModel.from_pretrained('model', { device: choice.device, dtype: choice.dtype, local_files_only: true });
    const embedder = new TransformersEmbedder(profile, tokenizer, model, TOKEN_BUDGET[choice.device]);
    testGolden(profile, await embedder.embedPlain(profile.golden.map(({ text }) => text)), GOLDEN_TOLERANCE);
    return embedder;
  } catch (cause) {
    // What went wrong with a file says more than what the library made of it.
    if (reading.problem) throw reading.problem;
    throw cause instanceof Problem ? cause : unusable(profile.id, `it cannot run on this device (${choice.device})`, cause);
  }
}

/** Cuts the library off from the network and from caches of its own. */
function setUpLibrary(files: ModelFiles, profile: EmbeddingProfile, { threads }: EncoderChoice): { problem?: Problem } {
  const reading: { problem?: Problem } = {};
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = NOWHERE;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = async (input: string | URL) => {
    const name = String(input).slice(`${NOWHERE}model/`.length);
    // Some files are optional and looked for all the same.
    if (!Object.hasOwn(profile.files, name)) return new Response(null, { status: 404 });
    try {
      return new Response(await readVerified(files, profile, name));
    } catch (error) {
      if (error instanceof Problem) reading.problem = error;
      throw error;
    }
  };
  const { wasm } = env.backends.onnx;
  if (!wasm) throw unusable(profile.id, 'this browser has no WebAssembly');
  wasm.wasmPaths = onnxRuntime;
  wasm.numThreads = threads;
  return reading;
}

class TransformersEmbedder implements Embedder {
  private failure: Problem | undefined;
  /** The token that ends every text, when the model has one: a text that is cut keeps it. */
  private readonly ending: number | undefined;

  constructor(
    readonly profile: EmbeddingProfile,
    private readonly tokenizer: PreTrainedTokenizer,
    private readonly model: PreTrainedModel,
    private readonly tokenBudget: number,
  ) {
    const [empty, some] = [tokenizer.encode('').at(-1), tokenizer.encode('a').at(-1)];
    this.ending = empty === some ? empty : undefined;
  }

  countTokens(texts: readonly string[]): Uint32Array {
    return Uint32Array.from(texts, (text) => this.tokenizer.encode(text).length);
  }

  async embed(signal: AbortSignal, kind: TextKind, texts: readonly string[], dimensions = this.profile.dimensions) {
    checkDimensions(this.profile, dimensions);
    const prompt = promptFor(this.profile, kind);
    return this.run(signal, texts.map((text) => prompt + text), dimensions);
  }

  /** Full vectors without prompts. */
  embedPlain(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>> {
    return this.run(new AbortController().signal, texts, this.profile.dimensions);
  }

  private async run(signal: AbortSignal, texts: readonly string[], dimensions: number): Promise<Float32Array<ArrayBuffer>> {
    signal.throwIfAborted();
    const tokens = texts.map((text) => this.tokensOf(text));
    const vectors = new Float32Array(texts.length * dimensions);
    const most = this.profile.maximumTokens ?? Number.POSITIVE_INFINITY;
    for (const { places, length } of tokenBatches(tokens.map((ids) => ids.length), this.tokenBudget, LENGTH_STEP)) {
      const batch = places.map((place) => tokens[place]!);
      // Rounding up must not ask for more positions than the model has.
      const states = await this.runBatch(batch, Math.min(length, most));
      // A run cannot be stopped half-way; what it made is thrown away.
      signal.throwIfAborted();
      places.forEach((place, index) => {
        const vector = pool(states, index, batch[index]!.length, this.profile.pooling);
        vectors.set(vector.subarray(0, dimensions), place * dimensions);
        toUnitLength(vectors, place * dimensions, dimensions);
      });
    }
    return vectors;
  }

  private tokensOf(text: string): number[] {
    const ids = this.tokenizer.encode(text);
    const most = this.profile.maximumTokens ?? Number.POSITIVE_INFINITY;
    if (ids.length <= most) return ids;
    return this.ending === undefined ? ids.slice(0, most) : [...ids.slice(0, most - 1), this.ending];
  }

  private async runBatch(batch: readonly number[][], length: number) {
    if (this.failure) throw this.failure;
    const ids = new BigInt64Array(batch.length * length);
    const mask = new BigInt64Array(batch.length * length);
    batch.forEach((tokens, index) => {
      ids.set(tokens.map(BigInt), index * length);
      mask.fill(1n, index * length, index * length + tokens.length);
    });
    const dims = [batch.length, length];
    try {
      const output = await this.model({ input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims) });
      return hiddenStates(output, batch.length, length, this.profile.dimensions);
    } catch (cause) {
      this.failure = unusable(this.profile.id, 'it stopped working on this device', cause);
      throw this.failure;
    }
  }
}

function hiddenStates(output: Record<string, Tensor | undefined>, texts: number, tokens: number, width: number) {
  const hidden = output['last_hidden_state'];
  if (!hidden || hidden.dims.join() !== [texts, tokens, width].join()) {
    throw new TypeError(`The model gives ${hidden ? `values of shape ${hidden.dims.join(' × ')}` : 'no last_hidden_state'}.`);
  }
  const { data } = hidden.type === 'float32' ? hidden : hidden.to('float32');
  return { values: data as Float32Array, tokens, width };
}
