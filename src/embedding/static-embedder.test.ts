import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmbeddingProfile } from '../contract/embedding.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { loadStaticEmbedder } from './static-embedder.ts';

const never = new AbortController().signal;
const VOCABULARY = ['[UNK]', 'cat', 'dog', 'fish', '##y'];
const SCALES = [9, 0.5, 0.25, 2, 1];
const ROWS = [[100, 100, 100, 100], [2, 0, 0, 0], [0, 4, 0, 0], [0, 0, -1, 0], [0, 0, 0, 3]];

/** A table file of the rows above: what the trainer writes, written a second time from its description. */
function tableFile(magic = 'CRLS', format = 1): ArrayBuffer {
  const file = Buffer.alloc(16 + 4 * 5 + 5 * 4);
  file.write(magic, 'latin1');
  [format, 5, 4].forEach((value, i) => file.writeUInt32LE(value, 4 + 4 * i));
  SCALES.forEach((scale, i) => file.writeFloatLE(scale, 16 + 4 * i));
  ROWS.flat().forEach((value, i) => file.writeInt8(value, 36 + i));
  return bytesOf(file);
}
const packed = (bytes: ArrayBuffer): ArrayBuffer => bytesOf(gzipSync(new Uint8Array(bytes)));
const bytesOf = (data: Buffer | string | object): ArrayBuffer =>
  new Uint8Array(Buffer.isBuffer(data) ? data : Buffer.from(typeof data === 'string' ? data : JSON.stringify(data))).buffer;

const tokenizerFile = {
  version: '1.0', truncation: null, padding: null, added_tokens: [],
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: null,
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100,
    vocab: Object.fromEntries(VOCABULARY.map((piece, id) => [piece, id])),
  },
};

interface Changes {
  profile?: Partial<EmbeddingProfile>;
  files?: Record<string, ArrayBuffer>;
  /** Swapped in after the digests were taken. */
  swapped?: Record<string, ArrayBuffer>;
}

function model({ profile, files, swapped }: Changes = {}): ModelFiles {
  const all = new Map(Object.entries({
    'tokenizer.json': bytesOf(tokenizerFile),
    'tokenizer_config.json': bytesOf({ tokenizer_class: 'BertTokenizer' }),
    'table.packed': packed(tableFile()),
    ...files,
  }));
  const digests = [...all].map(([name, bytes]) => [name, createHash('sha256').update(new Uint8Array(bytes)).digest('hex')]);
  all.set('profile.json', bytesOf({
    id: 'toy', revision: '1', files: Object.fromEntries(digests), dimensions: 4, prefixes: [2], pooling: 'sum', queryPrompt: '',
    documentPrompt: '', languages: ['en'], maximumTokens: null, licence: 'Apache-2.0', relevanceFloor: 0,
    relevanceFloorCalibration: '', golden: [{ text: 'cat dog', vector: [0.7071, 0.7071] }], ...profile,
  }));
  for (const [name, bytes] of Object.entries(swapped ?? {})) all.set(name, bytes);
  return {
    modelId: 'toy',
    async read(name) {
      const bytes = all.get(name);
      if (!bytes) throw new Error('no such file');
      return bytes;
    },
  };
}

const embed = async (text: string, dimensions?: number) =>
  [...await (await loadStaticEmbedder(model())).embed(never, 'document', [text], dimensions)];

describe('the vector of a text', () => {
  test('is the sum of scale × row over its tokens, at length one', async () => {
    // cat (1, 0, 0, 0) + dog (0, 1, 0, 0) + fish (0, 0, -2, 0) + ##y (0, 0, 0, 3): length √15.
    const vector = await embed('Cat, dog — FISHY');
    [1, 1, -2, 3].forEach((value, i) => expect(vector[i]).toBeCloseTo(value / Math.sqrt(15), 6));
  });

  test('is what adding row by row gives, for any number of words', async () => {
    const embedder = await loadStaticEmbedder(model());
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 23 }), async (ids) => {
      const vector = [...await embedder.embed(never, 'document', [ids.map((id) => (id === 0 ? 'zebra' : VOCABULARY[id])).join(' ')])];
      const sum = ROWS[0]!.map((_, i) => ids.reduce((total, id) => total + (id === 0 ? 0 : SCALES[id]! * ROWS[id]![i]!), 0));
      const length = Math.hypot(...sum) || 1;
      vector.forEach((value, i) => expect(value).toBeCloseTo(sum[i]! / length, 6));
    }));
  });

  test('counts a repeated word as often as it stands there', async () => {
    const [cat, dog] = await embed('cat cat dog');
    expect(cat! / dog!).toBeCloseTo(2, 6);
  });

  test('is not moved by unknown words', async () => {
    expect(await embed('zebra cat 貓')).toEqual(await embed('cat'));
  });

  test('is zero when no token is known', async () => {
    expect(await embed('zebra 斑馬 حمار')).toEqual([0, 0, 0, 0]);
    expect(await embed('')).toEqual([0, 0, 0, 0]);
  });

  test('can be cut to a prefix that has length one again', async () => {
    const vector = await embed('cat dog fishy', 2);
    expect(vector).toHaveLength(2);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    expect(vector[0]).toBeCloseTo(Math.SQRT1_2, 6);
    await expect(embed('cat', 3)).rejects.toThrow(RangeError);
  });

  test('is the same wherever the text stands in a batch', async () => {
    const embedder = await loadStaticEmbedder(model());
    const word = fc.constantFrom('cat', 'dog', 'fish', 'fishy', 'zebra', '.');
    await fc.assert(fc.asyncProperty(fc.array(fc.array(word).map((words) => words.join(' '))), async (texts) => {
      const together = [...await embedder.embed(never, 'query', texts)];
      const alone = await Promise.all(texts.map((text) => embedder.embed(never, 'query', [text])));
      expect(together).toEqual(alone.flatMap((vector) => [...vector]));
    }));
  });
});

test('questions and passages get the prompt that the profile gives them', async () => {
  const embedder = await loadStaticEmbedder(model({ profile: { queryPrompt: 'dog ', documentPrompt: 'fish ' } }));
  expect([...await embedder.embed(never, 'query', ['cat'])]).toEqual(await embed('dog cat'));
  expect([...await embedder.embed(never, 'document', ['cat'])]).toEqual(await embed('fish cat'));
});

test('tokens are counted as the model counts them, unknown ones included', async () => {
  const embedder = await loadStaticEmbedder(model());
  expect([...embedder.countTokens(['fishy cat!', 'zebra', ''])]).toEqual([4, 1, 0]);
});

describe('cancelling', () => {
  test('before the start embeds nothing', async () => {
    const embedder = await loadStaticEmbedder(model());
    await expect(embedder.embed(AbortSignal.abort(), 'document', ['cat'])).rejects.toThrow(/aborted/);
  });

  test('in the middle of a long batch stops it: the batch lets messages in', async () => {
    const embedder = await loadStaticEmbedder(model());
    const controller = new AbortController();
    const running = embedder.embed(controller.signal, 'document', Array.from({ length: 3_000 }, () => 'cat dog fishy '.repeat(300)));
    setTimeout(() => controller.abort());
    await expect(running).rejects.toThrow(/aborted/);
  });
});

describe('a model is refused', () => {
  const refused = (changes: Changes, why: RegExp) =>
    expect(loadStaticEmbedder(model(changes))).rejects.toMatchObject({
      code: 'model-unusable',
      details: { modelId: 'toy', why: expect.stringMatching(why) as string },
    });

  test.each(['table.packed', 'tokenizer.json', 'tokenizer_config.json'])('when %s has other bytes than the profile names', async (name) => {
    await expect(loadStaticEmbedder(model({ swapped: { [name]: bytesOf('something else') } }))).rejects.toMatchObject({ code: 'model-damaged', details: { modelId: 'toy', path: name } });
  });

  test('when the profile does not name a file, whatever lies on prototypes', async () => {
    await refused({ profile: { files: {} } }, /does not name/);
  });

  test('when its profile is the web page of a host that answers everything', async () => {
    await refused({ swapped: { 'profile.json': bytesOf('<!doctype html>') } }, /profile.json is not JSON/);
    await refused({ swapped: { 'profile.json': bytesOf({ id: 'toy' }) } }, /incomplete/);
    await refused({ swapped: { 'profile.json': bytesOf('null') } }, /not a JSON object/);
  });

  test('when the table is of another kind, another format or cut short', async () => {
    await refused({ files: { 'table.packed': packed(tableFile('ABCD')) } }, /not a table/);
    await refused({ files: { 'table.packed': packed(tableFile('CRLS', 2)) } }, /format 2, this version reads 1/);
    await refused({ files: { 'table.packed': packed(tableFile().slice(0, -1)) } }, /wrong size/);
    await refused({ files: { 'table.packed': packed(new ArrayBuffer(3)) } }, /cut short/);
    await refused({ files: { 'table.packed': tableFile() } }, /does not unpack/);
  });

  test('when its files do not belong together', async () => {
    await refused({ profile: { dimensions: 5 } }, /do not belong together/);
    const small = { ...tokenizerFile, model: { ...tokenizerFile.model, vocab: { '[UNK]': 0, cat: 1 } } };
    await refused({ files: { 'tokenizer.json': bytesOf(small) } }, /do not belong together/);
    await refused({ profile: { pooling: 'cls' } }, /pooling/);
  });

  test('when its tokenizer is of a kind whose words cannot be remembered one by one', async () => {
    await refused({ files: { 'tokenizer.json': bytesOf({ ...tokenizerFile, pre_tokenizer: { type: 'Whitespace' } }) } }, /another kind/);
    await refused({ files: { 'tokenizer.json': bytesOf({}) } }, /another kind/);
  });

  test('when its vectors are not the known ones', async () => {
    await refused({ profile: { golden: [{ text: 'cat dog', vector: [0.7, 0.72] }] } }, /other vectors/);
    await refused({ profile: { golden: [{ text: 'zebra', vector: [1, 0] }] } }, /other vectors/);
    await refused({ profile: { golden: [{ text: 'cat', vector: [] }] } }, /other vectors/);
    await refused({ profile: { golden: [] } }, /no known answers/);
  });
});

test('a missing file is told as a problem with the model, with its cause', async () => {
  const files = model();
  const broken: ModelFiles = { modelId: 'toy', read: async (name) => (name === 'table.packed' ? Promise.reject(new Error('offline')) : files.read(name)) };
  await expect(loadStaticEmbedder(broken)).rejects.toMatchObject({
    code: 'model-unusable', details: { why: 'table.packed could not be read' }, cause: { message: 'offline' },
  });
});

const shipped = fileURLToPath(new URL('../../public/models/carrel-static-en/', import.meta.url));
const isShipped = existsSync(`${shipped}profile.json`);

describe('the model that ships with the page', () => {
  const load = () => loadStaticEmbedder({ modelId: 'carrel-static-en', read: async (name) => bytesOf(readFileSync(shipped + name)) });

  test.skipIf(!isShipped)('finds a paraphrase that shares no telling word', async () => {
    const embedder = await load();
    const [question] = await vectorsOf(embedder, 'query', ['How do I cancel my subscription']);
    const [answer, ...others] = await vectorsOf(embedder, 'document', [
      'Steps to stop your plan and end billing',
      'The river floods every spring when the snow melts in the mountains',
      'Preheat the oven and butter a round cake tin',
      'The committee elected a new treasurer in March',
    ]);
    const cosine = (other: Float32Array) => question!.reduce((sum, value, i) => sum + value * other[i]!, 0);
    for (const other of others) expect(cosine(answer!)).toBeGreaterThan(cosine(other));
  });

  test.skipIf(!isShipped)('gives vectors of length one for any text with a known word', async () => {
    const embedder = await load();
    const [vector] = await vectorsOf(embedder, 'document', ['This agreement is governed by the laws of the State of New York.']);
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 5);
  });

  async function vectorsOf(embedder: Awaited<ReturnType<typeof load>>, kind: 'query' | 'document', texts: string[]) {
    const all = await embedder.embed(never, kind, texts);
    const { dimensions } = embedder.profile;
    return texts.map((_, i) => all.subarray(i * dimensions, (i + 1) * dimensions));
  }
});
