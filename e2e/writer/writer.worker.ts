/** A worker with a transformers.js writer in it, put together as the product would. */
import { Problem } from '../../src/contract/problem.ts';
import type { ModelFiles } from '../../src/contract/model-files.ts';
import { loadTransformersWriter } from '../../src/generation/transformers-writer.ts';
import { writerConformance } from '../../src/generation/writer-conformance.ts';
import type { Writer } from '../../src/generation/writer.ts';
import { exposeEverywhere } from '../../src/wire/expose.ts';
import type { WriterHarnessApi } from './harness-api.ts';

let writer: Writer;

exposeEverywhere({
  async load(signal, { device, model }, onLoading) {
    try {
      writer = await loadTransformersWriter(signal, filesOf(model.id), model, { device, dtype: 'fp32', threads: 1 }, onLoading);
    } catch (error) {
      // The cause is no business of the page, but a test that fails needs it.
      if (error instanceof Problem) error.stack = String(error.cause);
      throw error;
    }
    return { name: writer.name, contextTokens: writer.contextTokens };
  },
  write: (...all) => writer.write(...all),
  countTokens: (of) => writer.countTokens(of),
  poisoned: async () => writer.poisoned,
  async conformance(talkative, tokens) {
    const results: { name: string; error?: string }[] = [];
    for (const { name, run } of writerConformance) {
      results.push(await run({ writer, talkative, tokens, seeded: true }).then(() => ({ name }), (error: unknown) => ({ name, error: String(error) })));
    }
    return results;
  },
} satisfies WriterHarnessApi);

// The built worker lies in assets/, one folder below the page.
const root = new URL('../', self.location.href);

const filesOf = (modelId: string): ModelFiles => ({
  modelId,
  async read(name) {
    const response = await fetch(new URL(`${modelId}/${name}`, root));
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.arrayBuffer();
  },
});
