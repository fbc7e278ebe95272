/** Turns texts into vectors with the model that ships inside the page. */
import { transfer } from 'comlink';
import type { EmbedApi } from '../contract/embedding.ts';
import { loadStaticEmbedder } from '../embedding/static-embedder.ts';
import { exposeEverywhere } from '../wire/expose.ts';
import { ownModel } from './own-model.ts';

const loading = loadStaticEmbedder(ownModel('carrel-static-en'));
// Each caller hears of a failure by its own call. Who wants to try again starts another worker.
loading.catch(() => {});

exposeEverywhere({
  profile: async () => (await loading).profile,
  async countTokens(texts) {
    const counts = (await loading).countTokens(texts);
    return transfer(counts, [counts.buffer]);
  },
  async embed(signal, kind, texts, dimensions) {
    const vectors = await (await loading).embed(signal, kind, texts, dimensions);
    return transfer(vectors, [vectors.buffer]);
  },
} satisfies EmbedApi);
