/** Composition root of the generate worker: hands the generator that runs here to whoever asks for an answer. */
import type { GenerateApi } from '../contract/answer.ts';
import { createQuotingGenerator } from '../generation/quoting.ts';
import { exposeEverywhere } from '../wire/expose.ts';

const generator = createQuotingGenerator();

exposeEverywhere({
  async generate(signal, request, onEvent) {
    return { generator: generator.name, draft: await generator.generate(signal, request, onEvent) };
  },
} satisfies GenerateApi);
