import { readFileSync } from 'node:fs';
import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, test } from 'vitest';
import { vaultMetaPolicy } from '../../scripts/headers.mjs';
import { catalogue } from './catalogue.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const embeddings = catalogue.flatMap(({ id, kind, embedding }) => (kind === 'embedding' ? [{ id, embedding }] : []));
const languages = catalogue.flatMap(({ id, kind, language }) => (kind === 'language' ? [{ id, language }] : []));
const byEngine = (engine: string) => catalogue.filter(({ language }) => language?.engine === engine);
const MEBIBYTE = 1_048_576;

test('names no model twice', () => {
  const ids = catalogue.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(catalogue)('$id', ({ id, kind, name, maker, repository, revision, licence, goodFor, parameters, languages: spoken, commonFiles, builds, embedding, language, standsInFor }) => {
  test('has an id that is safe as the name of a folder', () => expect(id).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/));

  test('has facts of its kind and of no other', () => {
    expect(embedding !== undefined).toBe(kind === 'embedding');
    expect(language !== undefined).toBe(kind === 'language');
  });

  test('says whose it is, where it is and under which licence', () => {
    for (const text of [name, maker, licence]) expect(text).toMatch(/\S/);
    expect(repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
    expect(revision).toMatch(/^(main|[0-9a-f]{40})$/);
    expect(parameters).toBeGreaterThan(0);
  });

  test('says calmly in one sentence what it is good for', () => {
    expect(goodFor).toMatch(/^[A-Z][^!]*[^.!]\.$/);
    expect(goodFor.length).toBeLessThanOrEqual(120);
  });

  test('names its languages in BCP 47', () => {
    expect(spoken.length).toBeGreaterThan(0);
    expect(Intl.getCanonicalLocales(spoken)).toHaveLength(new Set(spoken).size);
  });

  test('has builds with names of their own, and no file twice in one of them', () => {
    const names = builds.map((build) => build.id);
    expect(names).toEqual([...new Set(names)]);
    for (const build of builds) {
      const files = [...commonFiles, ...build.files];
      expect(files).toEqual([...new Set(files)]);
      expect(build.id).toBe(`${build.device}-${build.dtype}`);
    }
  });

  test('has files inside the repository, and weights in every build', () => {
    for (const build of builds) {
      expect(build.files.length).toBeGreaterThan(0);
      for (const path of [...commonFiles, ...build.files]) {
        expect(path).toMatch(/^[\w*.-]+(\/[\w*.-]+)*$/);
        expect(path.split('/')).not.toContain('..');
      }
    }
  });

  test('has sizes that can be true', () => {
    for (const { downloadBytes, memoryBytes, largestBufferBytes } of builds) {
      expect(downloadBytes).toBeGreaterThan(1_000_000);
      expect(Number.isSafeInteger(downloadBytes)).toBe(true);
      expect(Number.isSafeInteger(memoryBytes)).toBe(true);
      // WebLLM's figures leave the program and the tokenizer out, and those are a few tens of megabytes.
      expect(memoryBytes).toBeGreaterThan(downloadBytes * 0.95);
      if (largestBufferBytes !== undefined) expect(largestBufferBytes).toBeLessThan(downloadBytes * 1.01);
    }
  });

  test('needs half precision exactly where it computes in it', () => {
    for (const { device, dtype, needs } of builds) expect(needs).toEqual(device === 'webgpu' && dtype.endsWith('16') ? ['shader-f16'] : []);
  });

  test('stands in only for the same model by the same maker', () => {
    const other = catalogue.find((each) => each.id === standsInFor);
    if (standsInFor === undefined) return;
    expect({ maker: other?.maker, parameters: other?.parameters, needs: other?.builds[0]?.needs }).toEqual({ maker, parameters, needs: ['shader-f16'] });
  });
});

test.each(embeddings)('$id has lengths that ascend to the whole', ({ embedding }) => {
  const { dimensions, prefixes, maximumTokens } = embedding!;
  expect(prefixes).toEqual(prefixes.toSorted((a, b) => a - b));
  expect(new Set(prefixes).size).toBe(prefixes.length);
  expect(prefixes.at(-1)).toBe(dimensions);
  expect(maximumTokens).toBeGreaterThanOrEqual(160);
});

test.each(embeddings)('$id can be run by the processor, which the graphics device is tested against', ({ id }) => {
  expect(catalogue.find((entry) => entry.id === id)!.builds.filter(({ device }) => device === 'wasm')).not.toEqual([]);
});

test('gives EmbeddingGemma no quantised weights where they compute wrongly or not at all', () => {
  const builds = (id: string) => catalogue.find((entry) => entry.id === id)!.builds.map((build) => build.id);
  expect(builds('embeddinggemma-2').filter((id) => id.startsWith('wasm'))).toEqual(['wasm-fp32']);
  expect(builds('embeddinggemma-300m').filter((id) => id.startsWith('webgpu'))).toEqual(['webgpu-fp32']);
});

test.each(languages)('$id leaves room for evidence in its context', ({ language }) => expect(language!.contextTokens).toBeGreaterThanOrEqual(2048));

describe.each(byEngine('web-llm'))('$id, in the list of the installed WebLLM', ({ repository, builds, language }) => {
  const record = prebuiltAppConfig.model_list.find(({ model }) => model === `https://huggingface.co/${repository}`);
  const build = builds[0]!;

  test('is there, with the same program', () => {
    expect(record?.model_lib).toBe(language!.library!.url);
    expect(new URL(record!.model_lib).pathname.split('/').at(-1)).toBe(language!.library!.name);
  });

  test('needs the same memory for the same context', () => {
    expect(build.memoryBytes).toBe(Math.round(record!.vram_required_MB! * MEBIBYTE));
    expect(language!.contextTokens).toBe(record!.overrides!.context_window_size);
  });

  test('needs half precision when the library says so, and is not promised to devices without', () => {
    if (record!.required_features?.includes('shader-f16')) expect(build.needs).toEqual(['shader-f16']);
    expect(build.needs.length).toBe(/q4f16/.test(repository) ? 1 : 0);
  });
});

test('asks for the files that the installed WebLLM asks for', () => {
  const source = read('../../node_modules/@mlc-ai/web-llm/lib/index.js');
  for (const file of byEngine('web-llm')[0]!.commonFiles) expect(source).toContain(`"${file}"`);
});

/**
 * Architecture of each ONNX repository, as its `config.json` names it. Kept here and not in the catalogue: only this test wants it, to know
 * that the installed library has a class for it.
 */
const architectures: Record<string, string> = {
  'all-minilm-l6-v2': 'bert',
  'bge-small-en-v1.5': 'bert',
  'snowflake-arctic-embed-s': 'bert',
  'multilingual-e5-small': 'bert',
  'granite-embedding-97m-multilingual-r2': 'modernbert',
  'embeddinggemma-300m': 'gemma3_text',
  'embeddinggemma-2': 'embedding_gemma2',
  'smollm2-135m-onnx': 'llama',
  'smollm2-360m-onnx': 'llama',
  'qwen2.5-0.5b-onnx': 'qwen2',
  'qwen3-0.6b-onnx': 'qwen3',
  'llama-3.2-1b-onnx': 'llama',
  'gemma-3-1b-onnx': 'gemma3_text',
};

const registry = read('../../node_modules/@huggingface/transformers/src/models/registry.js');
/** Model types in one of the lists of the library's registry. */
const typesIn = (list: string) => {
  const body = new RegExp(`${list} = new Map\\(\\[(.*?)\\]\\);`, 's').exec(registry)?.[1] ?? '';
  return [...body.matchAll(/\['([^']+)',/g)].map(([, type]) => type);
};

test.each(catalogue.filter(({ language }) => language?.engine !== 'web-llm'))('$id is of an architecture that the installed transformers.js runs', ({ id, kind }) => {
  const lists = kind === 'language' ? ['MODEL_FOR_CAUSAL_LM_MAPPING_NAMES'] : ['MODEL_MAPPING_NAMES_ENCODER_ONLY', 'MODEL_MAPPING_NAMES_DECODER_ONLY'];
  expect(lists.flatMap(typesIn)).toContain(architectures[id]);
});

test('names ONNX files as the installed transformers.js looks for them', () => {
  const source = read('../../node_modules/@huggingface/transformers/src/utils/dtypes.js');
  const body = /DEFAULT_DTYPE_SUFFIX_MAPPING = Object\.freeze\(\{(.*?)\}\)/s.exec(source)?.[1] ?? '';
  const suffixes = new Map([...body.matchAll(/\[DATA_TYPES\.(\w+)\]: '(\w*)'/g)].map(([, dtype, suffix]) => [dtype, suffix]));
  for (const { files, dtype } of catalogue.filter(({ language }) => language?.engine !== 'web-llm').flatMap(({ builds }) => builds)) {
    expect(files[0]).toBe(`onnx/model${suffixes.get(dtype)}.onnx`);
  }
});

test('sends nobody to a host that the page of models may not reach', () => {
  const named = vaultMetaPolicy.match(/connect-src ([^;]+)/)![1]!.split(' ');
  const addresses = catalogue.flatMap(({ repository, language }) => [`https://huggingface.co/${repository}`, ...(language?.library ? [language.library.url] : [])]);
  for (const address of addresses) expect(named).toContain(new URL(address).origin);
});
