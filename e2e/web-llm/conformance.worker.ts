/** A worker with a WebLLM writer in it, over the vault, that goes through what every writer must keep to. */
import { expose } from 'comlink';
import type { Message } from '../../src/contract/writer.ts';
import { loadWebLlmWriter } from '../../src/generation/web-llm-writer.ts';
import { writerConformance } from '../../src/generation/writer-conformance.ts';
import { writerModelOf } from '../../src/generation/writer-files.ts';
import { listInstalled } from '../../src/models/installed.ts';
import { vaultModel } from '../../src/workers/vault-model.ts';

export interface ConformanceApi {
  run(modelId: string, talkative: Message[], tokens: number): Promise<{ name: string; error?: string }[]>;
}

expose({
  async run(modelId, talkative, tokens) {
    const installed = (await listInstalled()).find(({ entry }) => entry.id === modelId)!;
    const { signal } = new AbortController();
    const writer = await loadWebLlmWriter(signal, vaultModel(installed), writerModelOf(installed), installed.entry.language!.library!.name, () => {})
      // The cause is no business of a page, but a test that fails needs it.
      .catch((error: unknown) => Promise.reject(new Error(String(error instanceof Error && error.cause), { cause: error })));
    const results: { name: string; error?: string }[] = [];
    for (const { name, run } of writerConformance) {
      results.push(await run({ writer, talkative, tokens, seeded: true }).then(() => ({ name }), (error: unknown) => ({ name, error: String(error) })));
    }
    return results;
  },
} satisfies ConformanceApi);
