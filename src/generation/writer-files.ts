/** The files of a language model on their way into an engine: only those that are known, only with the right bytes, and counted. */
import type { OnEvent } from '../contract/events.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import type { Dtype, InstalledModel } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import type { WriterLoading, WriterModel } from '../contract/writer.ts';

/**
 * Files of a place that checked them at its door are checked again up to this size, which is every configuration and tokenizer. Larger ones
 * are only measured: their digest would need a second copy of them in memory at every load, because browsers digest whole buffers only.
 */
const DIGEST_AGAIN_BYTES = 64 * 1024 * 1024;
const COMMON_FILES = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja'];
const SUFFIX: Record<Dtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4', q4f16: '_q4f16' };

export interface VerifiedFiles {
  readonly modelId: string;
  has(name: string): boolean;
  /** @throws Problem model-damaged when the file has other bytes, model-unusable when it is not known or cannot be read */
  read(name: string): Promise<ArrayBuffer | Blob>;
}

/** What an engine must know of a model of the vault. @throws RangeError when it is no language model */
export function writerModelOf({ entry, files }: Pick<InstalledModel, 'entry' | 'files'>): WriterModel {
  if (!entry.language) throw new RangeError(`${entry.id} is not a language model.`);
  return { id: entry.id, revision: entry.revision, name: entry.name, contextTokens: entry.language.contextTokens, files };
}

/** @param onLoading told after each file, and once before the first. A file that is read twice counts once. */
export function verifiedFiles(files: ModelFiles, model: WriterModel, dtype: Dtype, onLoading: OnEvent<WriterLoading>): VerifiedFiles {
  const weights = `onnx/model${SUFFIX[dtype]}.onnx`;
  const waited = new Map(Object.entries(model.files)
    .filter(([name]) => COMMON_FILES.includes(name) || name === weights || name.startsWith(`${weights}_data`))
    .map(([name, { bytes }]) => [name, bytes]));
  const of = [...waited.values()].reduce((sum, bytes) => sum + bytes, 0);
  let [done, begun] = [0, false];
  return {
    modelId: files.modelId,
    has: (name) => Object.hasOwn(model.files, name),
    async read(name) {
      if (!begun) await onLoading({ step: 'reading', done, of });
      begun = true;
      const content = await readVerified(files, model, name);
      done += waited.get(name) ?? 0;
      if (waited.delete(name)) await onLoading({ step: 'reading', done, of });
      return content;
    },
  };
}

/**
 * One file of a model. Weights above the size that is digested again come as a Blob, when the place can give one.
 * @throws Problem model-damaged when it has other bytes, model-unusable when it is not known or cannot be read
 */
export async function readVerified(files: ModelFiles, model: WriterModel, name: string): Promise<ArrayBuffer | Blob> {
  const expected = Object.hasOwn(model.files, name) ? model.files[name] : undefined;
  if (!expected) throw unusable(model, `${name} is not one of its files`);
  try {
    const large = expected.bytes > DIGEST_AGAIN_BYTES ? await files.open?.(name) : undefined;
    const content = large ?? await files.read(name);
    const bytes = content instanceof Blob ? content.size : content.byteLength;
    const right = bytes === expected.bytes && (content instanceof Blob || (await sha256(content)) === expected.sha256.toLowerCase());
    if (!right) throw new Problem('model-damaged', { modelId: model.id, path: name });
    return content;
  } catch (cause) {
    throw cause instanceof Problem ? cause : unusable(model, `${name} could not be read`, cause);
  }
}

export const unusable = (model: WriterModel, why: string, cause?: unknown) => new Problem('model-unusable', { modelId: model.id, why }, { cause });

async function sha256(bytes: ArrayBuffer): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
