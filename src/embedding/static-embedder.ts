/**
 * The embedding model that ships inside the page: a table with one vector per token, and no network of any other kind.
 * A text's vector is the sum of its tokens' rows at length one: thousands of passages a second on one core, on any device.
 */
import type { EmbeddingProfile } from '../contract/embedding.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { checkDimensions, promptFor, type Embedder, type TextKind } from './embedder.ts';
import { testGolden } from './golden-test.ts';
import { nextTask } from './next-task.ts';
import { readProfile, readVerified, unusable } from './read-verified.ts';
import { viewTable, type StaticTable } from './static-table.ts';
import { toUnitLength } from './unit-length.ts';
import { loadWordPieces, type WordPieces } from './word-pieces.ts';

/**
 * Packed with gzip by us: many static hosts do not compress such a file, which would triple its way to the page. Not named .gz,
 * because other hosts would then claim it as their own encoding and have the browser unpack it.
 */
const TABLE = 'table.packed';

/** Sums of the same int8 rows differ between machines by float rounding only. */
const GOLDEN_TOLERANCE = 0.001;

/** Milliseconds of work after which a query or a cancellation that is waiting gets its turn. */
const TURN_MS = 12;
/** Looking at the clock for every text would cost more than a short text. */
const TEXTS_BETWEEN_LOOKS = 16;

/**
 * Reads `profile.json`, then the files that it names, compares each with its digest, and asks the known answers.
 * @throws Problem model-unusable when a file is missing or other than the profile says, or the vectors come out wrong
 */
export async function loadStaticEmbedder(files: ModelFiles): Promise<Embedder> {
  const profile = await readProfile(files);
  const [tokenizer, config, bytes] = await Promise.all([
    readVerified(files, profile, 'tokenizer.json'),
    readVerified(files, profile, 'tokenizer_config.json'),
    readVerified(files, profile, TABLE),
  ]);
  const table = viewTable(files.modelId, await unpack(files.modelId, bytes));
  const wordPieces = loadWordPieces(files.modelId, tokenizer, config);
  checkFit(profile, table, wordPieces);
  const embedder = new StaticEmbedder(profile, table, wordPieces);
  testGolden(profile, embedder.embedPlain(profile.golden.map(({ text }) => text)), GOLDEN_TOLERANCE);
  return embedder;
}

async function unpack(modelId: string, bytes: ArrayBuffer): Promise<ArrayBuffer> {
  try {
    return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  } catch (cause) {
    throw unusable(modelId, `${TABLE} does not unpack`, cause);
  }
}

class StaticEmbedder implements Embedder {
  constructor(
    readonly profile: EmbeddingProfile,
    private readonly table: StaticTable,
    private readonly wordPieces: WordPieces,
  ) {}

  countTokens(texts: readonly string[]): Uint32Array {
    return Uint32Array.from(texts, (text) => this.wordPieces.words(text).reduce((sum, word) => sum + word.length, 0));
  }

  async embed(signal: AbortSignal, kind: TextKind, texts: readonly string[], dimensions = this.profile.dimensions) {
    checkDimensions(this.profile, dimensions);
    signal.throwIfAborted();
    const prompt = promptFor(this.profile, kind);
    const vectors = new Float32Array(texts.length * dimensions);
    let turnEnds = performance.now() + TURN_MS;
    for (const [index, text] of texts.entries()) {
      this.write(prompt + text, vectors, index * dimensions, dimensions);
      if (index % TEXTS_BETWEEN_LOOKS !== 0 || performance.now() < turnEnds) continue;
      await nextTask();
      signal.throwIfAborted();
      turnEnds = performance.now() + TURN_MS;
    }
    return vectors;
  }

  /** Full vectors without prompts, in one go. */
  embedPlain(texts: readonly string[]): Float32Array {
    const { dimensions } = this.profile;
    const vectors = new Float32Array(texts.length * dimensions);
    texts.forEach((text, index) => this.write(text, vectors, index * dimensions, dimensions));
    return vectors;
  }

  /** Sums the rows of the text's tokens into `vectors[start …)`, where there are zeros. Unknown words say nothing. */
  private write(text: string, vectors: Float32Array, start: number, dimensions: number): void {
    const ids: number[] = [];
    for (const word of this.wordPieces.words(text)) {
      for (const id of word) if (id !== this.wordPieces.unknown) ids.push(id);
    }
    const sum = vectors.subarray(start, start + dimensions);
    const inFours = ids.length - (ids.length % 4);
    for (let i = 0; i < inFours; i += 4) addFourRows(this.table, ids, i, sum);
    for (let i = inFours; i < ids.length; i++) addRow(this.table, ids[i]!, sum);
    toUnitLength(vectors, start, dimensions);
  }
}

/** Four rows at a time take half the time of one by one: the sum is read and written a quarter as often. */
function addFourRows({ scales, values, dimensions }: StaticTable, ids: readonly number[], from: number, sum: Float32Array): void {
  const [a, b, c, d] = [ids[from]!, ids[from + 1]!, ids[from + 2]!, ids[from + 3]!];
  const [scaleA, scaleB, scaleC, scaleD] = [scales[a]!, scales[b]!, scales[c]!, scales[d]!];
  const [rowA, rowB, rowC, rowD] = [a * dimensions, b * dimensions, c * dimensions, d * dimensions];
  for (let i = 0; i < sum.length; i++) {
    sum[i]! += scaleA * values[rowA + i]! + scaleB * values[rowB + i]! + scaleC * values[rowC + i]! + scaleD * values[rowD + i]!;
  }
}

function addRow({ scales, values, dimensions }: StaticTable, id: number, sum: Float32Array): void {
  const scale = scales[id]!;
  const row = id * dimensions;
  for (let i = 0; i < sum.length; i++) sum[i]! += scale * values[row + i]!;
}

function checkFit(profile: EmbeddingProfile, table: StaticTable, wordPieces: WordPieces): void {
  if (profile.pooling !== 'sum') throw unusable(profile.id, `it wants pooling by ${profile.pooling}, a table is summed`);
  if (table.dimensions !== profile.dimensions || table.rows !== wordPieces.size) {
    throw unusable(profile.id, 'its files do not belong together');
  }
}
