/**
 * Language models that WebLLM runs. Each repository holds one precision, so a model is here twice: in half precision, and once more for
 * graphics devices that have none. Facts must agree with the list inside the library (`prebuiltAppConfig`), and a test compares them.
 *
 * Gemma 3 1B is not here: its configuration has a sliding window, which this version of the library refuses together with a context length.
 */
import type { CatalogueEntry } from '../contract/model.ts';

/** What the library asks for by name. The weights are listed in `tensor-cache.json` and are all named alike. */
const COMMON_FILES = ['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json'];
const WEIGHTS = 'params_shard_*.bin';

/** Where the programs for this version of the library are. The branch may move: the vault records the digest of what it got. */
const LIBRARIES = 'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base/';

/** The context that the library's own list gives every one of these, and that their memory is stated for. */
const CONTEXT_TOKENS = 4096;
/** The library counts memory in these. */
const MEBIBYTE = 1_048_576;

interface Precision {
  revision: string;
  downloadBytes: number;
  /** `vram_required_MB` of the library's list. */
  memoryMebibytes: number;
}

interface Family {
  id: string;
  name: string;
  maker: string;
  /** Name of the repository without maker and precision. */
  repository: string;
  /** Name of the program without precision, where it is another one. */
  program?: string;
  licence: string;
  languages: string[];
  parameters: number;
  goodFor: string;
  /** Words × dimensions of the table of words, the largest piece, which has four bits for each number. */
  table: [words: number, dimensions: number];
  half: Precision;
  full: Precision;
}

/** A repository, and the one build that it holds. */
function entryOf(family: Family, precision: 'half' | 'full'): CatalogueEntry {
  const { id, name, maker, licence, languages, parameters, goodFor, table } = family;
  const { revision, downloadBytes, memoryMebibytes } = family[precision];
  const code = precision === 'half' ? 'q4f16_1' : 'q4f32_1';
  const program = `${family.program ?? family.repository}-${code}_cs1k-webgpu.wasm`;
  return {
    id: `${id}-web-llm-${precision === 'half' ? 'f16' : 'f32'}`,
    kind: 'language',
    name: precision === 'half' ? name : `${name}, full precision`,
    maker,
    repository: `mlc-ai/${family.repository}-${code}-MLC`,
    revision,
    licence,
    gated: false,
    languages,
    parameters,
    goodFor,
    commonFiles: COMMON_FILES,
    builds: [
      {
        id: `webgpu-${precision === 'half' ? 'q4f16' : 'q4'}`,
        device: 'webgpu',
        dtype: precision === 'half' ? 'q4f16' : 'q4',
        files: [WEIGHTS],
        downloadBytes,
        memoryBytes: Math.round(memoryMebibytes * MEBIBYTE),
        largestBufferBytes: (table[0] * table[1]) / 2,
        needs: precision === 'half' ? ['shader-f16'] : [],
      },
    ],
    ...(precision === 'full' ? { standsInFor: `${id}-web-llm-f16` } : {}),
    language: { engine: 'web-llm', contextTokens: CONTEXT_TOKENS, library: { url: `${LIBRARIES}${program}`, name: program } },
  };
}

const QWEN25_LANGUAGES = ['en', 'zh', 'fr', 'es', 'pt', 'de', 'it', 'ru', 'ja', 'ko', 'vi', 'th', 'ar'];
const QWEN3_LANGUAGES = [...QWEN25_LANGUAGES, 'nl', 'pl', 'tr', 'uk', 'hi'];
const LLAMA_LANGUAGES = ['en', 'de', 'fr', 'it', 'pt', 'hi', 'es', 'th'];
const PHI_LANGUAGES = 'en ar zh cs da nl fi fr de he hu it ja ko no pl pt ru es sv th tr uk'.split(' ');

/** No commit of this repository was found in public code: the one of the first contact is pinned and recorded. */
const FIRST_CONTACT = 'main';

const families: readonly Family[] = [
  {
    id: 'smollm2-360m',
    name: 'SmolLM2 360M',
    maker: 'Hugging Face',
    repository: 'SmolLM2-360M-Instruct',
    licence: 'Apache-2.0',
    languages: ['en'],
    parameters: 362,
    goodFor: 'The lightest one, in English; for short answers on a phone or an old computer.',
    table: [49_152, 960],
    half: { revision: '3a622fd89e0216e8bb10c410c007c786baa8a033', downloadBytes: 212_000_000, memoryMebibytes: 376.06 },
    full: { revision: FIRST_CONTACT, downloadBytes: 212_000_000, memoryMebibytes: 579.61 },
  },
  {
    id: 'qwen2.5-0.5b',
    name: 'Qwen2.5 0.5B',
    maker: 'Alibaba',
    repository: 'Qwen2.5-0.5B-Instruct',
    program: 'Qwen2-0.5B-Instruct',
    licence: 'Apache-2.0',
    languages: QWEN25_LANGUAGES,
    parameters: 494,
    goodFor: 'Small, and knows several languages; simple questions with the answer in one passage.',
    table: [151_936, 896],
    half: { revision: '32ff081fe7e4dfe4ffb167b94c66fdf11e02b8ad', downloadBytes: 294_543_984, memoryMebibytes: 944.62 },
    full: { revision: FIRST_CONTACT, downloadBytes: 294_400_000, memoryMebibytes: 1060.2 },
  },
  {
    id: 'qwen3-0.6b',
    name: 'Qwen3 0.6B',
    maker: 'Alibaba',
    repository: 'Qwen3-0.6B',
    licence: 'Apache-2.0',
    languages: QWEN3_LANGUAGES,
    parameters: 596,
    goodFor: 'Follows instructions well for its size, in many languages.',
    table: [151_936, 1024],
    half: { revision: '8c14ce481d4c692769976ad52afea453a102df19', downloadBytes: 352_000_000, memoryMebibytes: 1403.34 },
    full: { revision: FIRST_CONTACT, downloadBytes: 352_000_000, memoryMebibytes: 1924.98 },
  },
  {
    id: 'llama-3.2-1b',
    name: 'Llama 3.2 1B',
    maker: 'Meta',
    repository: 'Llama-3.2-1B-Instruct',
    licence: 'Llama 3.2 Community License',
    languages: LLAMA_LANGUAGES,
    parameters: 1236,
    goodFor: 'Steady answers in eight languages, with little memory.',
    table: [128_256, 2048],
    half: { revision: '2a37b0a5ecb622d51ddc2fac74de0b95872affd7', downloadBytes: 709_718_801, memoryMebibytes: 879.04 },
    full: { revision: 'a949835e0f9a65335bd834db02a44cf8fae34020', downloadBytes: 709_601_094, memoryMebibytes: 1128.82 },
  },
  {
    id: 'qwen2.5-1.5b',
    name: 'Qwen2.5 1.5B',
    maker: 'Alibaba',
    repository: 'Qwen2.5-1.5B-Instruct',
    program: 'Qwen2-1.5B-Instruct',
    licence: 'Apache-2.0',
    languages: QWEN25_LANGUAGES,
    parameters: 1544,
    goodFor: 'A good middle: several languages, and answers that put two passages together.',
    table: [151_936, 1536],
    half: { revision: '9bd564b064631febf14deadcac492efb761d60c3', downloadBytes: 880_931_543, memoryMebibytes: 1629.75 },
    full: { revision: 'a822ee410075710c9673005eafa017b90136b85d', downloadBytes: 880_812_244, memoryMebibytes: 1888.97 },
  },
  {
    id: 'qwen3-1.7b',
    name: 'Qwen3 1.7B',
    maker: 'Alibaba',
    repository: 'Qwen3-1.7B',
    licence: 'Apache-2.0',
    languages: QWEN3_LANGUAGES,
    parameters: 1720,
    goodFor: 'Careful answers in many languages on a computer with a graphics card.',
    table: [151_936, 2048],
    half: { revision: '80b3abcec6c3b3f5355dc0cc99cc4fb578f192bc', downloadBytes: 984_000_000, memoryMebibytes: 2036.66 },
    full: { revision: FIRST_CONTACT, downloadBytes: 984_000_000, memoryMebibytes: 2635.44 },
  },
  {
    id: 'qwen2.5-3b',
    name: 'Qwen2.5 3B',
    maker: 'Alibaba',
    repository: 'Qwen2.5-3B-Instruct',
    licence: 'Qwen Research License',
    languages: QWEN25_LANGUAGES,
    parameters: 3086,
    goodFor: 'Longer answers in several languages; its licence allows use that is not commercial.',
    table: [151_936, 2048],
    half: { revision: '7690aaaa46df36b1be0fe93b9c9abac0497eff6c', downloadBytes: 1_753_300_000, memoryMebibytes: 2504.76 },
    full: { revision: FIRST_CONTACT, downloadBytes: 1_753_000_000, memoryMebibytes: 2893.64 },
  },
  {
    id: 'llama-3.2-3b',
    name: 'Llama 3.2 3B',
    maker: 'Meta',
    repository: 'Llama-3.2-3B-Instruct',
    licence: 'Llama 3.2 Community License',
    languages: LLAMA_LANGUAGES,
    parameters: 3213,
    goodFor: 'Longer, well-kept answers in eight languages on a computer with a good graphics card.',
    table: [128_256, 3072],
    half: { revision: '1e80abf71e3d17cd564e2d2b63caa15cb226018e', downloadBytes: 1_822_589_797, memoryMebibytes: 2263.69 },
    full: { revision: '6083cfdaaf08d2dd4872d7f5b87fb0242aa7d75c', downloadBytes: 1_822_389_507, memoryMebibytes: 2951.51 },
  },
  {
    id: 'phi-4-mini',
    name: 'Phi-4 mini',
    maker: 'Microsoft',
    repository: 'Phi-4-mini-instruct',
    licence: 'MIT',
    languages: PHI_LANGUAGES,
    parameters: 3836,
    goodFor: 'Good at reasons and numbers; English before other languages.',
    table: [200_064, 3072],
    half: { revision: FIRST_CONTACT, downloadBytes: 2_180_000_000, memoryMebibytes: 3437.58 },
    full: { revision: FIRST_CONTACT, downloadBytes: 2_180_000_000, memoryMebibytes: 4220.59 },
  },
  {
    id: 'qwen3-4b',
    name: 'Qwen3 4B',
    maker: 'Alibaba',
    repository: 'Qwen3-4B',
    licence: 'Apache-2.0',
    languages: QWEN3_LANGUAGES,
    parameters: 4022,
    goodFor: 'The best answers here, in many languages; needs a good graphics card and patience.',
    table: [151_936, 2560],
    half: { revision: 'a5c9fab855e3ccbdfed2e7e69683d75f30332161', downloadBytes: 2_280_000_000, memoryMebibytes: 3431.59 },
    full: { revision: FIRST_CONTACT, downloadBytes: 2_280_000_000, memoryMebibytes: 4327.71 },
  },
];

export const webLlmModels: readonly CatalogueEntry[] = families.flatMap((family) => [entryOf(family, 'half'), entryOf(family, 'full')]);
