/** Language models that transformers.js runs, on the processor or on the graphics card. The library is loaded when the first model is. */
import type { OnEvent } from '../contract/events.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import { Problem } from '../contract/problem.ts';
import type { WriterLoading, WriterModel } from '../contract/writer.ts';
import type { CausalChoice } from '../transformers/causal-model.ts';
import { CausalWriter } from './causal-writer.ts';
import { examineModel } from './examine-model.ts';
import { orAbort } from './or-abort.ts';
import type { Writer } from './writer.ts';
import { unusable, verifiedFiles } from './writer-files.ts';

/** What runtimes and browsers say when memory or the graphics device is gone. */
const OUT_OF_MEMORY = /out of memory|bad_alloc|allocat|device (?:is |was )?lost|lost device|memory access out of bounds|Aborted\(OOM|Invalid array length/i;

/**
 * Loads a model and tries it on the device. Nothing is fetched but through `files`.
 *
 * A worker holds one such writer, once: whoever gets an error from here, an AbortError too, must end the worker, because the library cannot
 * be stopped while it loads, and is poisoned by a failure.
 * @throws Problem model-unusable when a file is missing or other, or the device cannot run the model or computes nonsense;
 *   device-lost when there is not enough memory
 */
export async function loadTransformersWriter(
  signal: AbortSignal, files: ModelFiles, model: WriterModel, choice: CausalChoice, onLoading: OnEvent<WriterLoading>,
): Promise<Writer> {
  signal.throwIfAborted();
  return orAbort(signal, load(signal, files, model, choice, async (event) => {
    if (!signal.aborted) await onLoading(event);
  }));
}

async function load(
  signal: AbortSignal, files: ModelFiles, model: WriterModel, choice: CausalChoice, onLoading: OnEvent<WriterLoading>,
): Promise<Writer> {
  try {
    const { loadCausalModel } = await import('../transformers/causal-model.ts');
    signal.throwIfAborted();
    const causal = await loadCausalModel(verifiedFiles(files, model, choice.dtype, onLoading), choice);
    await onLoading({ step: 'starting' });
    const { slices } = await examineModel(causal);
    const { id: modelId, revision, contextTokens } = model;
    return new CausalWriter(causal, { name: `${model.name} (transformers.js, ${choice.device}, ${choice.dtype})`, modelId, revision, contextTokens, slices });
  } catch (cause) {
    throw loadingFailure(model, choice, cause);
  }
}

/** What stopped a model from loading, as a Problem: files have theirs already, memory is told from all else by what is said. */
export function loadingFailure(model: WriterModel, { device }: CausalChoice, cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  if (OUT_OF_MEMORY.test(String(cause))) return new Problem('device-lost', { modelName: model.name }, { cause });
  return unusable(model, `it cannot run on this device (${device})`, cause);
}
