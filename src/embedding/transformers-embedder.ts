/**
 * Encoders that transformers.js runs, on the processor or on the graphics card.
 *
 * One failed load or run poisons the library for good: its queues of promises have no catch, so every later call fails with the old
 * error. **Whoever gets a Problem from here must end the worker** and go on in another one. For the same reason a worker
 * holds one such embedder. Import this file lazily: it brings megabytes of runtime.
 */
import { AutoConfig, AutoModel, AutoTokenizer, env, Tensor, type PreTrainedModel, type PreTrainedTokenizer } from '@huggingface/transformers';
import type { EmbeddingProfile, EncoderWay } from '../contract/embedding.ts';
import type { ModelDevice } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { MODEL, setUpLibrary } from '../transformers/transformers-library.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { checkDimensions, promptFor, type Embedder, type TextKind } from './embedder.ts';
import { countFound } from './cosine-scale.ts';
import { OTHER_VECTORS, testGolden, testSane, toleranceOf } from './golden-test.ts';
import { KNOWN_TEXTS } from './known-texts.ts';
import { openVerified, unusable } from './read-verified.ts';
import { textVectors, type Values } from './text-vectors.ts';
import { tokenBatches } from './token-batches.ts';
import { toUnitLength } from './unit-length.ts';

/** Cosine that vectors must have with those that the model's maker computed. */
const LEAST_COSINE_TO_MAKER = 0.99;
/**
 * The same with those that the processor computed with weights of 8 bits: these are off themselves. Published comparisons with the whole
 * weights lie between 0.987 and 0.9998, and backends that compute wrongly were seen near 0.
 */
const LEAST_COSINE_TO_PROCESSOR = 0.95;
/**
 * Of the 24 known questions, those that must find their passage on a graphics device when nobody knows its vectors: some weights do not
 * run on the processor at all. The built-in model, a far simpler one, finds all; wrong vectors find about one.
 */
const LEAST_FOUND = 18;
/** Lengths are rounded up to this many tokens: one compiled program for each shape on a graphics card. */
const LENGTH_STEP = 16;
/** Tokens of one batch: what keeps the device busy without making a cancellation wait. */
const TOKEN_BUDGET: Record<ModelDevice, number> = { wasm: 2_048, webgpu: 8_192 };
/** Tests of a fresh model are not cancelled; their worker is ended instead. */
const NEVER = new AbortController().signal;
/** For models with layers of their own after pooling (EmbeddingGemma): above, a limit of graphics devices was seen to be passed. */
const TOKEN_BUDGET_WITH_HEAD = 2_560;

export interface EncoderChoice extends EncoderWay {
  /** Threads on the processor. More than one needs a page that is isolated from other origins, and pays for batches only. */
  threads: number;
  /** Vectors that the processor computed (`knownAnswers`). Absent on the processor itself. */
  golden?: EmbeddingProfile['golden'];
}

export interface TestableEmbedder extends Embedder {
  /** Vectors of the test texts as they come out here, rounded to four decimals. */
  knownAnswers(): Promise<EmbeddingProfile['golden']>;
}

/**
 * Loads an encoder (`config.json`, `tokenizer.json`, `tokenizer_config.json`, `onnx/…`) and asks it the known answers of its profile, and
 * those that came with the choice. Where there are none, the processor must give vectors, and a graphics device must find with them.
 * Nothing is fetched but through `files`, and only files whose SHA-256 the profile names.
 * @throws Problem model-unusable when a file is missing or other, the device cannot run the model, or computes it wrongly.
 * @throws Problem device-lost when its memory does not suffice or its graphics device goes away.
 *   The worker must then be ended.
 */
export async function loadTransformersEmbedder(profile: EmbeddingProfile, files: ModelFiles, choice: EncoderChoice): Promise<TestableEmbedder> {
  const reading = setUpLibrary({
    modelId: files.modelId,
    has: (name) => Object.hasOwn(profile.files, name),
    read: (name) => openVerified(files, profile, name),
  }, choice);
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(MODEL, { local_files_only: true });
    const model = await AutoModel.from_pretrained(MODEL, { config: await textOnly(), device: choice.device, dtype: choice.dtype, local_files_only: true });
    const embedder = new TransformersEmbedder(profile, tokenizer, model, profile.output ? TOKEN_BUDGET_WITH_HEAD : TOKEN_BUDGET[choice.device]);
    if (choice.device === 'webgpu') void graphicsLost().then(() => embedder.deviceLost());
    await testVectors(embedder, choice);
    return embedder;
  } catch (cause) {
    // What went wrong with a file says more than what the library made of it.
    if (reading.problem) throw reading.problem;
    throw failure(profile, `it cannot run on this device (${choice.device})`, cause);
  }
}

/** @throws Problem model-unusable when the vectors are not the known ones, or are none */
async function testVectors(embedder: TransformersEmbedder, { device, golden = [] }: EncoderChoice): Promise<void> {
  const { profile } = embedder;
  const test = async (known: EmbeddingProfile['golden'], cosine: number) =>
    testGolden({ ...profile, golden: known }, await embedder.embedPlain(known.map(({ text }) => text)), toleranceOf(cosine));
  if (profile.golden.length > 0) await test(profile.golden, LEAST_COSINE_TO_MAKER);
  if (golden.length > 0) await test(golden, LEAST_COSINE_TO_PROCESSOR);
  if (profile.golden.length + golden.length > 0) return;
  if (device === 'wasm') return testSane(profile, await embedder.embedPlain(KNOWN_TEXTS));
  if (!((await countFound(NEVER, embedder)) >= LEAST_FOUND)) throw unusable(profile.id, OTHER_VECTORS);
}

/** Resolves when the graphics device that the runtime uses has gone away; a run that was going on may never end. */
async function graphicsLost(): Promise<void> {
  const { webgpu } = env.backends.onnx as { webgpu?: { device?: Promise<Device> | Device } };
  await (await webgpu?.device)?.lost;
}

interface Device {
  lost: Promise<unknown>;
}

/** How runtimes say that memory did not suffice. */
const OUT_OF_MEMORY = /out of memory|bad_alloc|allocation fail|failed to allocate|could not allocate/i;

function failure(profile: EmbeddingProfile, why: string, cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  if (OUT_OF_MEMORY.test(String(cause))) return new Problem('device-lost', { modelName: profile.id }, { cause });
  return unusable(profile.id, why, cause);
}

/** Encoders of pictures and sound, which some models have as well, are neither needed nor in the vault. */
async function textOnly() {
  const config = await AutoConfig.from_pretrained(MODEL, { local_files_only: true });
  for (const part of ['vision_config', 'audio_config']) if (part in config) Object.assign(config, { [part]: null });
  return config;
}

class TransformersEmbedder implements TestableEmbedder {
  private failure: Problem | undefined;
  /** Rejects what is running now. */
  private readonly running = new Set<(reason: Problem) => void>();
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
    return this.run(NEVER, texts, this.profile.dimensions);
  }

  async knownAnswers() {
    const vectors = await this.embedPlain(KNOWN_TEXTS);
    const { dimensions } = this.profile;
    return KNOWN_TEXTS.map((text, i) => ({
      text,
      vector: Array.from(vectors.subarray(i * dimensions, (i + 1) * dimensions), (value) => Number(value.toFixed(4))),
    }));
  }

  /** The device went away: nothing that is running will end, and nothing more can be run. */
  deviceLost(): void {
    this.failure ??= new Problem('device-lost', { modelName: this.profile.id });
    for (const reject of this.running) reject(this.failure);
  }

  private async run(signal: AbortSignal, texts: readonly string[], dimensions: number): Promise<Float32Array<ArrayBuffer>> {
    signal.throwIfAborted();
    const tokens = texts.map((text) => this.tokensOf(text));
    const vectors = new Float32Array(texts.length * dimensions);
    const most = this.profile.maximumTokens ?? Number.POSITIVE_INFINITY;
    for (const { places, length } of tokenBatches(tokens.map((ids) => ids.length), this.tokenBudget, LENGTH_STEP)) {
      const batch = places.map((place) => tokens[place]!);
      // Rounding up must not ask for more positions than the model has.
      const vectorOf = await this.runBatch(batch, Math.min(length, most));
      // A run cannot be stopped half-way; what it made is thrown away.
      signal.throwIfAborted();
      places.forEach((place, index) => {
        const vector = vectorOf(index, batch[index]!.length);
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
    const outcome = Promise.withResolvers<Record<string, Tensor>>();
    this.running.add(outcome.reject);
    try {
      this.model({ input_ids: new Tensor('int64', ids, dims), attention_mask: new Tensor('int64', mask, dims) }).then(outcome.resolve, outcome.reject);
      const output = await outcome.promise;
      return textVectors(asFloats(output), { texts: batch.length, tokens: length, width: this.profile.dimensions }, this.profile);
    } catch (cause) {
      throw (this.failure ??= failure(this.profile, 'it stopped working on this device', cause));
    } finally {
      this.running.delete(outcome.reject);
    }
  }
}

/** Models of 16 bits may give values of 16 bits, which not every browser has numbers for. */
function asFloats(output: Record<string, Tensor>): Record<string, Values> {
  const tensors = Object.entries(output).filter(([, value]) => value instanceof Tensor && value.type.startsWith('float'));
  return Object.fromEntries(tensors.map(([name, tensor]) => [name, { dims: tensor.dims, data: tensor.to('float32').data as Float32Array }]));
}
