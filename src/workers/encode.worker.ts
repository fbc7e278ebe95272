/**
 * Runs one chosen model of the vault, one way. Expect it to be ended after any failure: the runtime behind it does not recover.
 * Started under two names: `encode` for passages, `encode-query` for questions.
 */
import { transfer } from 'comlink';
import type { EncodeApi } from '../contract/embedding.ts';
import { Problem } from '../contract/problem.ts';
import { measureMeans, scaleFrom } from '../embedding/cosine-scale.ts';
import type { TestableEmbedder } from '../embedding/transformers-embedder.ts';
import { listInstalled } from '../models/installed.ts';
import { exposeEverywhere } from '../wire/expose.ts';
import { modelThreads } from './threads.ts';
import { profileOf, vaultModel } from './vault-model.ts';

let loading: Promise<TestableEmbedder> | undefined;

/** @throws Problem model-unusable when nothing was loaded: this worker is a new one, and the one that was is gone */
async function loaded(): Promise<TestableEmbedder> {
  if (!loading) throw new Problem('model-unusable', { modelId: '', why: 'it was not loaded' });
  return loading;
}

/** One question gains nothing from threads, and must not take them from a batch. */
const threads = () => (self.name === 'encode-query' ? 1 : modelThreads());

async function load(...[modelId, way, golden]: Parameters<EncodeApi['load']>): Promise<TestableEmbedder> {
  const installed = (await listInstalled()).find(({ entry }) => entry.id === modelId);
  if (!installed) throw new Problem('model-unusable', { modelId, why: 'it is not here any more' });
  const profile = profileOf(installed);
  // Megabytes of runtime, which only this worker needs.
  const { loadTransformersEmbedder } = await import('../embedding/transformers-embedder.ts');
  return loadTransformersEmbedder(profile, vaultModel(installed), { ...way, threads: threads(), golden });
}

exposeEverywhere({
  async load(modelId, way, golden) {
    if (loading) throw new Error('A worker loads one model, once.');
    loading = load(modelId, way, golden);
    return (await loading).profile;
  },
  profile: async () => (await loaded()).profile,
  async countTokens(texts) {
    const counts = (await loaded()).countTokens(texts);
    return transfer(counts, [counts.buffer]);
  },
  async embed(signal, kind, texts, dimensions) {
    const vectors = await (await loaded()).embed(signal, kind, texts, dimensions);
    return transfer(vectors, [vectors.buffer]);
  },
  knownAnswers: async () => (await loaded()).knownAnswers(),
  async cosineScale(dimensions) {
    return scaleFrom(await measureMeans(new AbortController().signal, await loaded(), dimensions));
  },
} satisfies EncodeApi);
