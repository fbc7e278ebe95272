/** What went wrong inside WebLLM, as a problem that can be told. Its errors are told apart by their names and words: it has no codes. */
import { Problem } from '../contract/problem.ts';
import type { WriterModel } from '../contract/writer.ts';
import { unusable } from './writer-files.ts';

/** What the library, its runtime and browsers say when memory or the graphics device is gone. */
const DEVICE_GONE = /DeviceLostError|device (?:is |was )?lost|lost device|device is destroyed|out of memory|bad_alloc|memory access out of bounds|Array buffer allocation|Invalid array length|Invalid typed array length|buffer size .* exceeds|gave no token/i;

/** In this order: the first that fits is told. */
const REASONS: readonly [RegExp, string][] = [
  // Megabytes that are kept for use without a network only once they were used. Chromium, Firefox and Safari, in this order.
  [/dynamically imported module|error loading dynamically|Importing a module script failed/i, 'the part of Carrel that runs it is not here yet, and could not be fetched'],
  [/IntegrityError|Integrity verification/i, 'a file is not the one that was let in'],
  [/WebGPUNotAvailable|WebGPUNotFound|compatible GPU/i, 'there is no graphics device that it can use'],
  [/ShaderF16Support|FeatureSupport/i, 'the graphics device lacks something that it needs'],
  [/Cannot initialize runtime/i, 'the graphics device is too small for it'],
  [/CompileError|LinkError|Cannot find (?:global )?function|in exports|wasm memory|Cannot find \w+ in|does not have function|TVMFFI/i, 'its program does not belong to this version of WebLLM'],
  [/\bparam(?:eter)?s?\b.*(?:cache|not found|cannot find)|(?:cannot|can't) find .*\bparam|tensor.cache|UnsupportedTokenizerFiles/i, 'its weights do not belong to its program'],
  [/WindowSize|AttentionSink|ConfigValue|MinValue|seps/i, 'its configuration cannot be used'],
];

/** @param cause whatever the library threw while it was loading the model */
export function loadFailure(model: WriterModel, cause: unknown): Problem {
  const said = inWords(cause);
  if (DEVICE_GONE.test(said)) return deviceLost(model.name, cause);
  return unusable(model, REASONS.find(([words]) => words.test(said))?.[1] ?? 'it cannot run on this device (webgpu)', cause);
}

export const deviceLost = (modelName: string, cause: unknown) => new Problem('device-lost', { modelName }, { cause });

/** The names of the library's error classes say more than their words. */
function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
