/** Language models in the ONNX format, run by transformers.js: for devices without WebGPU, and a second engine for those with. */
import type { CatalogueEntry } from '../contract/model.ts';
import { onnxBuild, type OnnxWeights } from './onnx-build.ts';

/** What transformers.js reads of every language model besides its weights. The template of a chat is in the tokenizer's configuration. */
const COMMON_FILES = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** Tokens of question, evidence and answer. All of these models take more; memory and the time before the first word grow with it. */
const CONTEXT_TOKENS = 4096;

interface Writer extends Omit<CatalogueEntry, 'kind' | 'gated' | 'commonFiles' | 'builds' | 'embedding' | 'language'> {
  commonBytes: number;
  /** Bytes that the model keeps of each token of its context: layers × 2 × key heads × head size × 4. */
  contextBytesPerToken: number;
  weights: OnnxWeights[];
}

/** Intermediate values of one run over a whole prompt: the scores of every word after the last token, and attention. */
const WORKING_BYTES = 200_000_000;

function writer({ commonBytes, contextBytesPerToken, weights, ...facts }: Writer): CatalogueEntry {
  const workingBytes = WORKING_BYTES + contextBytesPerToken * CONTEXT_TOKENS;
  return {
    ...facts,
    kind: 'language',
    gated: false,
    commonFiles: COMMON_FILES,
    builds: weights.map((each) => onnxBuild(each, commonBytes, workingBytes)),
    language: { engine: 'transformers', contextTokens: CONTEXT_TOKENS },
  };
}

/** Words × dimensions × bytes: the table of words, left as it is by these conversions, is the largest piece. */
const table = (words: number, dimensions: number) => ({ half: words * dimensions * 2, full: words * dimensions * 4 });
/** Layers × keys and values × heads × size of a head × bytes of a number. */
const kept = (layers: number, heads: number, headSize: number) => layers * 2 * heads * headSize * 4;

const smol = table(49_152, 576);
const smol360 = table(49_152, 960);
const qwen25 = table(151_936, 896);
const qwen3 = table(151_936, 1024);
const llama = table(128_256, 2048);

export const transformersModels: readonly CatalogueEntry[] = [
  writer({
    id: 'smollm2-135m-onnx',
    name: 'SmolLM2 135M',
    maker: 'Hugging Face',
    repository: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    revision: '12fd25f77366fa6b3b4b768ec3050bf629380bac',
    licence: 'Apache-2.0',
    languages: ['en'],
    parameters: 135,
    goodFor: 'Runs on almost any device, in English; answers are short and often miss the point, so read the passages it cites.',
    commonBytes: 2_110_000,
    contextBytesPerToken: kept(30, 3, 64),
    weights: [
      { device: 'wasm', dtype: 'q8', weightsBytes: 136_000_000 },
      { device: 'webgpu', dtype: 'q4f16', weightsBytes: 118_000_000, largestBufferBytes: smol.half },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 173_600_000, largestBufferBytes: smol.full },
    ],
  }),
  writer({
    id: 'smollm2-360m-onnx',
    name: 'SmolLM2 360M',
    maker: 'Hugging Face',
    repository: 'HuggingFaceTB/SmolLM2-360M-Instruct',
    revision: 'a10cc1512eabd3dde888204e902eca88bddb4951',
    licence: 'Apache-2.0',
    languages: ['en'],
    parameters: 362,
    goodFor: 'For short answers in English on a device without a graphics card.',
    commonBytes: 2_110_000,
    contextBytesPerToken: kept(32, 5, 64),
    weights: [
      { device: 'wasm', dtype: 'q8', weightsBytes: 363_000_000 },
      { device: 'webgpu', dtype: 'q4f16', weightsBytes: 273_000_000, largestBufferBytes: smol360.half },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 387_000_000, largestBufferBytes: smol360.full },
    ],
  }),
  writer({
    id: 'qwen2.5-0.5b-onnx',
    name: 'Qwen2.5 0.5B',
    maker: 'Alibaba',
    repository: 'onnx-community/Qwen2.5-0.5B-Instruct',
    revision: 'cc5cc01a65cc3ff17bdb73a7de33d879f62599b0',
    licence: 'Apache-2.0',
    languages: ['en', 'zh', 'fr', 'es', 'pt', 'de', 'it', 'ru', 'ja', 'ko', 'vi', 'th', 'ar'],
    parameters: 494,
    goodFor: 'The smallest one here that knows several languages; without a graphics card an answer takes minutes.',
    commonBytes: 7_050_000,
    contextBytesPerToken: kept(24, 2, 64),
    weights: [
      { device: 'wasm', dtype: 'q8', weightsBytes: 512_096_557 },
      { device: 'webgpu', dtype: 'q4f16', weightsBytes: 483_003_582, largestBufferBytes: qwen25.half },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 786_156_820, largestBufferBytes: qwen25.full },
    ],
  }),
  writer({
    id: 'qwen3-0.6b-onnx',
    name: 'Qwen3 0.6B',
    maker: 'Alibaba',
    repository: 'onnx-community/Qwen3-0.6B-ONNX',
    revision: 'da1453100cf3ff33ef56d17983fc7a8648706db6',
    licence: 'Apache-2.0',
    languages: ['en', 'zh', 'fr', 'es', 'pt', 'de', 'it', 'ru', 'ja', 'ko', 'vi', 'th', 'ar', 'nl', 'pl', 'tr', 'uk', 'hi'],
    parameters: 596,
    goodFor: 'Follows instructions better than Qwen2.5 0.5B, in many languages; best with a graphics card.',
    commonBytes: 11_430_000,
    contextBytesPerToken: kept(28, 8, 128),
    weights: [
      { device: 'wasm', dtype: 'q8', weightsBytes: 615_000_000 },
      { device: 'webgpu', dtype: 'q4f16', weightsBytes: 569_789_750, largestBufferBytes: qwen3.half },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 919_000_000, largestBufferBytes: qwen3.full },
    ],
  }),
  writer({
    id: 'llama-3.2-1b-onnx',
    name: 'Llama 3.2 1B',
    maker: 'Meta',
    repository: 'onnx-community/Llama-3.2-1B-Instruct-ONNX',
    revision: '14007543b6dc92de88daf96a9aa85d2f95ace6ef',
    licence: 'Llama 3.2 Community License',
    languages: ['en', 'de', 'fr', 'it', 'pt', 'hi', 'es', 'th'],
    parameters: 1236,
    goodFor: 'Steady answers in eight languages; needs a graphics card, and the WebLLM build of it is a smaller download.',
    commonBytes: 9_140_000,
    contextBytesPerToken: kept(16, 8, 64),
    weights: [
      { device: 'webgpu', dtype: 'q4f16', weightsBytes: 1_090_000_000, externalData: true, largestBufferBytes: llama.half },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 1_690_000_000, externalData: true, largestBufferBytes: llama.full },
    ],
  }),
  writer({
    id: 'gemma-3-1b-onnx',
    name: 'Gemma 3 1B',
    maker: 'Google',
    repository: 'onnx-community/gemma-3-1b-it-ONNX',
    revision: 'main',
    licence: 'Gemma Terms of Use',
    languages: ['en'],
    parameters: 1000,
    goodFor: 'Well-worded answers in English; needs a graphics card.',
    commonBytes: 21_500_000,
    contextBytesPerToken: kept(26, 1, 256),
    // Quantised weights look words up with an operation that the runtime has only for WebGPU.
    weights: [
      { device: 'webgpu', dtype: 'q4f16', weightsBytes: 764_000_000, externalData: true },
      { device: 'webgpu', dtype: 'q4', weightsBytes: 860_000_000, externalData: true },
    ],
  }),
];
