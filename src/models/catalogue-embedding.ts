/** Embedding models that Carrel knows: repositories with ONNX files of architectures that transformers.js runs, and what their cards say of them. */
import type { CatalogueEntry, EmbeddingFacts } from '../contract/model.ts';
import { onnxBuild, type OnnxWeights } from './onnx-build.ts';

/** What transformers.js reads of every encoder (`get_tokenizer_files`, `AutoConfig`). */
const COMMON_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** Intermediate values of a batch of a thousand or two tokens, for models of 384 dimensions and for larger ones. */
const WORKING_BYTES = { small: 100_000_000, large: 300_000_000 };

/**
 * Longest text that is given to models that would take longer ones: the work grows with the square of the length, and EmbeddingGemma 2
 * passes a limit of graphics devices at about 2,700 tokens. Passages have 160 at most.
 */
const LONG_ENOUGH_TOKENS = 2048;

/** Languages that multilingual-e5 names on its card: those of XLM-RoBERTa. */
const XLM_ROBERTA_LANGUAGES =
  'af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id is it ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om or pa pl ps pt ro ru sa sd si sk sl so sq sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh'.split(
    ' ',
  );

/** Languages that Granite's card names as trained for retrieval. EmbeddingGemma says "over 100" and names none, so it gets these, too. */
const WIDELY_WRITTEN_LANGUAGES =
  'ar az bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ka kk km ko lt lv mr ms nl no pl pt ro ru sk sl sq sr sv sw te th tl tr uk ur uz vi zh'.split(' ');

interface Encoder extends Omit<CatalogueEntry, 'kind' | 'gated' | 'commonFiles' | 'builds' | 'embedding' | 'language'> {
  embedding: EmbeddingFacts;
  commonBytes: number;
  size: keyof typeof WORKING_BYTES;
  weights: OnnxWeights[];
}

function encoder({ commonBytes, size, weights, ...facts }: Encoder): CatalogueEntry {
  return {
    ...facts,
    kind: 'embedding',
    gated: false,
    commonFiles: COMMON_FILES,
    builds: weights.map((each) => onnxBuild(each, commonBytes, WORKING_BYTES[size])),
  };
}

/** The three builds that a small encoder has: the processor's, and the graphics device's with and without half precision. */
const threeBuilds = (q8: number, fp16: number, fp32: number, vocabularyBytes: number): OnnxWeights[] => [
  { device: 'wasm', dtype: 'q8', weightsBytes: q8 },
  { device: 'webgpu', dtype: 'fp16', weightsBytes: fp16, largestBufferBytes: vocabularyBytes / 2 },
  { device: 'webgpu', dtype: 'fp32', weightsBytes: fp32, largestBufferBytes: vocabularyBytes },
];

/** Words × dimensions × four bytes: the table of words is the largest piece of all of these. */
const tableBytes = (words: number, dimensions: number) => words * dimensions * 4;

/** The instruction that bge and arctic put before a query. Passages get none. */
const SEARCH_INSTRUCTION = 'Represent this sentence for searching relevant passages: ';

const english = ['en'];

export const embeddingModels: readonly CatalogueEntry[] = [
  encoder({
    id: 'all-minilm-l6-v2',
    name: 'all-MiniLM-L6-v2',
    maker: 'Sentence Transformers',
    repository: 'Xenova/all-MiniLM-L6-v2',
    revision: '751bff37182d3f1213fa05d7196b954e230abad9',
    licence: 'Apache-2.0',
    languages: english,
    parameters: 22.7,
    goodFor: 'The smallest and fastest here, for English; the others find more.',
    embedding: { dimensions: 384, prefixes: [384], pooling: 'mean', queryPrompt: '', documentPrompt: '', maximumTokens: 256 },
    commonBytes: 712_677,
    size: 'small',
    weights: threeBuilds(22_972_370, 45_300_000, 90_387_606, tableBytes(30_522, 384)),
  }),
  encoder({
    id: 'bge-small-en-v1.5',
    name: 'BGE small v1.5',
    maker: 'BAAI',
    repository: 'Xenova/bge-small-en-v1.5',
    revision: 'ea104dacec62c0de699686887e3f920caeb4f3e3',
    licence: 'MIT',
    languages: english,
    parameters: 33.4,
    goodFor: 'A good first choice for documents in English.',
    embedding: { dimensions: 384, prefixes: [384], pooling: 'cls', queryPrompt: SEARCH_INSTRUCTION, documentPrompt: '', maximumTokens: 512 },
    commonBytes: 712_445,
    size: 'small',
    weights: threeBuilds(34_014_426, 66_700_000, 133_093_490, tableBytes(30_522, 384)),
  }),
  encoder({
    id: 'snowflake-arctic-embed-s',
    name: 'Arctic Embed S',
    maker: 'Snowflake',
    repository: 'Snowflake/snowflake-arctic-embed-s',
    revision: 'e596f507467533e48a2e17c007f0e1dacc837b33',
    licence: 'Apache-2.0',
    languages: english,
    parameters: 33.2,
    goodFor: 'For English, made for questions whose answer stands in a passage.',
    embedding: { dimensions: 384, prefixes: [384], pooling: 'cls', queryPrompt: SEARCH_INSTRUCTION, documentPrompt: '', maximumTokens: 512 },
    commonBytes: 713_785,
    size: 'small',
    weights: threeBuilds(34_015_111, 66_700_000, 133_100_000, tableBytes(30_522, 384)),
  }),
  encoder({
    id: 'multilingual-e5-small',
    name: 'Multilingual E5 small',
    maker: 'Microsoft',
    repository: 'Xenova/multilingual-e5-small',
    revision: '761b726dd34fb83930e26aab4e9ac3899aa1fa78',
    licence: 'MIT',
    languages: XLM_ROBERTA_LANGUAGES,
    parameters: 118,
    goodFor: 'For documents in many languages, also when a question is in another language than the answer.',
    embedding: { dimensions: 384, prefixes: [384], pooling: 'mean', queryPrompt: 'query: ', documentPrompt: 'passage: ', maximumTokens: 512 },
    commonBytes: 17_083_831,
    size: 'small',
    weights: threeBuilds(118_308_185, 235_000_000, 470_000_000, tableBytes(250_037, 384)),
  }),
  encoder({
    id: 'granite-embedding-97m-multilingual-r2',
    name: 'Granite Embedding 97M multilingual',
    maker: 'IBM',
    repository: 'onnx-community/granite-embedding-97m-multilingual-r2-ONNX',
    revision: '536a9f241cb3f02a9c5995a1e708c784bd274859',
    licence: 'Apache-2.0',
    languages: WIDELY_WRITTEN_LANGUAGES,
    parameters: 97,
    goodFor: 'For documents in many languages and for program code; a smaller download than Multilingual E5.',
    embedding: { dimensions: 384, prefixes: [384], pooling: 'cls', queryPrompt: '', documentPrompt: '', maximumTokens: LONG_ENOUGH_TOKENS },
    commonBytes: 25_315_746,
    size: 'small',
    // No file in half precision was seen in this repository.
    weights: [
      { device: 'wasm', dtype: 'q8', weightsBytes: 97_858_099 },
      { device: 'webgpu', dtype: 'fp32', weightsBytes: 390_004_608, largestBufferBytes: tableBytes(180_000, 384) },
    ],
  }),
  encoder({
    id: 'embeddinggemma-300m',
    name: 'EmbeddingGemma',
    maker: 'Google',
    repository: 'onnx-community/embeddinggemma-300m-ONNX',
    revision: '5090578d9565bb06545b4552f76e6bc2c93e4a66',
    licence: 'Gemma Terms of Use',
    languages: WIDELY_WRITTEN_LANGUAGES,
    parameters: 308,
    goodFor: 'Finds the most among models of its age, in many languages; slow without a graphics card.',
    embedding: {
      dimensions: 768,
      prefixes: [128, 256, 512, 768],
      pooling: 'mean',
      output: 'sentence_embedding',
      queryPrompt: 'task: search result | query: ',
      documentPrompt: 'title: none | text: ',
      // The model takes 2048. These files leave out that most of its layers look 256 tokens far, and differ from the model beyond that.
      maximumTokens: 256,
    },
    commonBytes: 21_481_700,
    size: 'large',
    // Its values overflow half precision (its card), and quantised weights gave wrong vectors on WebGPU, without an error. Both builds in full
    // precision are the same files.
    weights: [
      { device: 'wasm', dtype: 'q8', weightsBytes: 309_000_000, externalData: true },
      { device: 'wasm', dtype: 'fp32', weightsBytes: 1_230_000_000, externalData: true },
      { device: 'webgpu', dtype: 'fp32', weightsBytes: 1_230_000_000, externalData: true, largestBufferBytes: tableBytes(262_144, 768) },
    ],
  }),
  encoder({
    id: 'embeddinggemma-2',
    name: 'EmbeddingGemma 2',
    maker: 'Google',
    repository: 'onnx-community/embeddinggemma-2-ONNX',
    revision: 'daa72c51243991dfcaf9f9137d2c573d8f7790c0',
    licence: 'Apache-2.0',
    languages: WIDELY_WRITTEN_LANGUAGES,
    parameters: 270,
    goodFor: 'The newest model here, for text in many languages and program code; needs a graphics card to be quick.',
    embedding: {
      dimensions: 768,
      prefixes: [128, 256, 512, 768],
      pooling: 'mean',
      output: 'sentence_embedding',
      queryPrompt: 'task: search result | query: ',
      documentPrompt: 'title: none | text: ',
      maximumTokens: LONG_ENOUGH_TOKENS,
    },
    commonBytes: 32_177_140,
    size: 'large',
    // Quantised weights look words up with an operation that the runtime has only for WebGPU, so the processor runs full precision or nothing.
    // Its values overflow half precision. Parts for pictures and sound are left out: Carrel searches text.
    weights: [
      { device: 'wasm', dtype: 'fp32', weightsBytes: 1_084_600_000, externalData: true },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 174_524_000, externalData: true },
      { device: 'webgpu', dtype: 'fp32', weightsBytes: 1_084_600_000, externalData: true, largestBufferBytes: tableBytes(262_144, 512) },
    ],
  }),
];
