/** Which ways of running a language model can be tried on this machine, best first. After one has failed the next needs a fresh worker. */
import type { EncoderWay } from '../contract/embedding.ts';
import type { InstalledModel } from '../contract/model.ts';
import type { WriteApi } from '../contract/writer.ts';
import { waysFor, type GraphicsFacts } from '../embedding/device-order.ts';

/** One way to run a language model. */
export type WriterWay = EncoderWay;

/** What the generate worker promises beyond `WriteApi`. */
export interface GenerateApi extends WriteApi {
  /** @param way one of `writerWays`. Default: the first of them */
  open(...all: [...Parameters<WriteApi['open']>, way?: WriterWay]): ReturnType<WriteApi['open']>;
}

/**
 * transformers.js runs on the graphics device or, slower, on the processor; WebLLM on the graphics device alone, and where there is only one
 * in software it is tried all the same.
 */
export function writerWays({ entry, builds }: Pick<InstalledModel, 'entry' | 'builds'>, gpu: GraphicsFacts | undefined): WriterWay[] {
  const here = entry.builds.filter(({ id, needs }) => builds.includes(id) && needs.every((feature) => feature !== 'shader-f16' || gpu?.shaderF16));
  if (entry.language?.engine === 'web-llm') return gpu ? here.filter(({ device }) => device === 'webgpu').map(({ device, dtype }) => ({ device, dtype })) : [];
  // A text is made of many runs of the model, so what pays for a batch of passages pays for it.
  return waysFor(here, gpu, 'batches');
}
