/** Models that do not exist, in every state that the page of models can show. */
import type { CatalogueEntry, Fit, InstalledModel, ModelBuild, ModelState, VaultSnapshot } from '../../src/contract/model.ts';

const onProcessor: ModelBuild = { id: 'wasm-q8', device: 'wasm', dtype: 'q8', files: ['onnx/model_quantized.onnx'], downloadBytes: 130_000_000, memoryBytes: 420_000_000, needs: [] };
const onGraphics: ModelBuild = { id: 'webgpu-fp16', device: 'webgpu', dtype: 'fp16', files: ['onnx/model_fp16.onnx'], downloadBytes: 260_000_000, memoryBytes: 900_000_000, needs: ['shader-f16'] };

const entry = (id: string, over: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id, kind: 'embedding', name: id, maker: 'Institute of Examples', repository: `examples/${id}`, revision: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567', licence: 'Apache-2.0', gated: false,
  languages: ['en'], parameters: 33, goodFor: 'Short English passages, quickly; not for other languages.', commonFiles: ['config.json', 'tokenizer.json'], builds: [onProcessor],
  embedding: { dimensions: 384, prefixes: [128, 384], pooling: 'mean', queryPrompt: '', documentPrompt: '', maximumTokens: 512 }, ...over,
});

const writer = (id: string, over: Partial<CatalogueEntry> = {}): CatalogueEntry => {
  const { embedding: _, ...rest } = entry(id, over);
  const big: ModelBuild = { ...onGraphics, id: 'webgpu-q4f16', dtype: 'q4f16', downloadBytes: 2_300_000_000, memoryBytes: 7_200_000_000 };
  return { ...rest, kind: 'language', parameters: 3800, builds: [big], language: { engine: 'web-llm', contextTokens: 4096 }, ...over };
};

type Going = ModelState extends infer S ? (S extends ModelState ? Omit<S, 'entry' | 'fit' | 'recommended'> : never) : never;

/** @param fits how each build fits, in the order of the entry */
const model = (of: CatalogueEntry, state: Going, ...fits: Fit[]): ModelState => ({
  entry: of, fit: of.builds.map(({ id }, index) => ({ build: id, fit: fits[index] ?? 'fits' })), recommended: of.builds[0]?.id, ...state,
}) as ModelState;

const installed = (of: CatalogueEntry, source: InstalledModel['source'] = 'hub'): Going => ({
  status: 'installed', bytes: 131_204_118,
  installed: { entry: of, source, builds: [of.builds[0]?.id ?? ''], files: { 'config.json': { bytes: 700, sha256: 'ab'.repeat(32) }, 'onnx/model_quantized.onnx': { bytes: 131_203_418, sha256: 'cd'.repeat(32) } }, installedAt: Date.UTC(2026, 10, 20) },
});

const under = { build: 'wasm-q8', done: 52_000_000, of: 130_000_000 };
const many = ['en', 'de', 'fr', 'es', 'it', 'zh', 'ar', 'he', 'fi', 'sw', 'ja', 'ko'];

export const NAMES = { absent: 'Tiny English', choice: 'Many tongues', arabic: 'نموذج البحث', going: 'Going', retrying: 'Retrying', failed: 'Failed' } as const;

/** Made anew each time, because one of them waits for a moment that must not have passed. */
const every = (): ModelState[] => [
  model(entry('tiny-en', { name: NAMES.absent }), { status: 'absent' }),
  model(entry('many', { name: NAMES.choice, languages: many, builds: [onGraphics, onProcessor], goodFor: 'Passages in a hundred languages, also when the question is in another one.' }), { status: 'absent' }, 'fits', 'slow'),
  model(entry('arabic', { name: NAMES.arabic, maker: 'معهد الأمثلة', languages: ['ar'], goodFor: 'نصوص عربية قصيرة.' }), { status: 'downloading', ...under, bytesPerSecond: 3_200_000, secondsLeft: 42 }),
  model(entry('unknown-size', { name: 'Just begun' }), { status: 'downloading', build: 'wasm-q8', done: 0, of: 0 }),
  model(entry('paused', { name: 'Stopped half way' }), { status: 'partial', ...under }),
  model(entry('retrying', { name: NAMES.retrying }), { status: 'retrying', ...under, problem: { code: 'download-host-trouble', details: { host: 'hub.example', status: 503 } }, atMs: Date.now() + 42_000 }),
  model(entry('verifying', { name: 'Nearly there' }), { status: 'verifying', ...under, done: 130_000_000 }),
  model(entry('failed', { name: NAMES.failed }), { status: 'failed', ...under, problem: { code: 'download-wrong-digest', details: { path: 'onnx/model_quantized.onnx' } } }),
  model(entry('here', { name: 'Here already', builds: [onProcessor, onGraphics] }), installed(entry('here', { name: 'Here already' }))),
  model(entry('from-folder', { name: 'Brought on a stick', repository: '' }), installed(entry('from-folder', { repository: '' }), 'folder')),
  model(entry('own', { name: 'The office model', repository: '', maker: '' }), { status: 'absent' }),
  model(writer('small-writer', { name: 'Small writer', parameters: 600, builds: [{ ...onProcessor, id: 'wasm-q4', dtype: 'q4', downloadBytes: 480_000_000, memoryBytes: 1_900_000_000 }] }), { status: 'absent' }, 'slow'),
  model(writer('big-writer', { name: 'Big writer', licence: 'A licence with a very long name that somebody wrote for one model only' }), { status: 'absent' }, 'too-big'),
  model(writer('gated', { name: 'Behind a door', gated: true }), { status: 'absent' }, 'too-big'),
  model(writer('writer-here', { name: 'Writer that is here' }), installed(writer('writer-here'))),
];

/** A snapshot with the given models: all of them, when none are named. */
export function madeUp(over: Partial<VaultSnapshot> = {}): VaultSnapshot {
  const models = over.models ?? every();
  return {
    device: { cores: 8, memoryGigabytes: 8, gpu: { shaderF16: true, maxBufferBytes: 2 ** 31, software: false, description: 'Example Graphics 7' } },
    storage: {
      models: [{ id: 'here', name: 'Here already', bytes: 131_204_118, partial: false }, { id: 'paused', name: 'Stopped half way', bytes: 52_000_000, partial: true }],
      libraryBytes: 48_200_000, appBytes: 31_000_000, freeBytes: 61_000_000_000, persisted: false,
    },
    ...over, models,
  };
}

/** One model, one state, for tests that follow it. */
export const one = (state: Going, name: string = NAMES.going): ModelState => model(entry('going', { name }), state);
export const oneInstalled = (name: string = NAMES.going): ModelState => model(entry('going', { name }), installed(entry('going', { name })));
