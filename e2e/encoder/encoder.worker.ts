/** A worker with a transformers.js encoder in it, put together as the product would. */
import { expose } from 'comlink';
import { Problem } from '../../src/contract/problem.ts';
import { graphicsFacts } from '../../src/embedding/device-order.ts';
import type { ModelFiles } from '../../src/contract/model-files.ts';
import { readProfile } from '../../src/embedding/read-verified.ts';
import type { HarnessApi, Outcome, Trial } from './harness-api.ts';

expose({
  graphics: graphicsFacts,
  async run(trial) {
    try {
      return await measured(trial);
    } catch (error) {
      if (error instanceof Problem) return { problem: error.plain(), cause: String(error.cause) };
      throw error;
    }
  },
} satisfies HarnessApi);

async function measured({ device, profile, texts, golden }: Trial): Promise<Outcome> {
  const { loadTransformersEmbedder } = await import('../../src/embedding/transformers-embedder.ts');
  const files = filesWith(profile);
  const started = performance.now();
  const embedder = await loadTransformersEmbedder(await readProfile(files), files, { device, dtype: 'fp32', threads: 1, ...(golden && { golden }) });
  const loaded = performance.now();
  const { signal } = new AbortController();
  const vectors = await embedder.embed(signal, 'document', texts);
  const milliseconds = { load: loaded - started, embed: performance.now() - loaded };
  const cut = await embedder.embed(signal, 'document', texts.slice(0, 1), profile.prefixes[0]);
  // Where they come from in the product; elsewhere they would only take time.
  const known = device === 'wasm' ? await embedder.knownAnswers() : [];
  return { vectors: [...vectors], cut: [...cut], tokens: [...embedder.countTokens(texts)], milliseconds, known };
}

// The built worker lies in assets/, one folder below the page.
const root = new URL('../', self.location.href);

const filesWith = (profile: Trial['profile']): ModelFiles => ({
  modelId: profile.id,
  async read(name) {
    if (name === 'profile.json') return new TextEncoder().encode(JSON.stringify(profile)).buffer;
    const response = await fetch(new URL(`model/${name}`, root));
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.arrayBuffer();
  },
});
