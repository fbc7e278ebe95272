/**
 * What WebLLM would download, out of the files of one model: its addresses lead nowhere, and are answered here. Only known files, only with the
 * right bytes, and counted.
 */
import type { OnEvent } from '../contract/events.ts';
import type { ModelFiles } from '../contract/model-files.ts';
import type { VaultFile } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import type { WriterLoading, WriterModel } from '../contract/writer.ts';
import { readVerified, unusable } from './writer-files.ts';

/** The folder that the library puts after every address of a model that does not name a revision. */
const FOLDER = '/model-files/resolve/main/';
const CONFIGURATION = ['mlc-chat-config.json', 'tensor-cache.json', 'tokenizer.json'];
const WEIGHTS = /^params_shard_\d+\.bin$/;

export interface WebLlmArtifacts {
  /** Where the library is told that the model is. Ends in a slash. Nothing is there. */
  readonly modelAddress: string;
  readonly libraryAddress: string;
  /** Every address that is answered. */
  addresses(): string[];
  /** @throws TypeError, as a network that is not there would, and notes why in `problem` */
  answer(address: string): Promise<Response>;
  /** @throws Problem model-damaged when the file has other bytes, model-unusable when it is not known or cannot be read */
  json(name: string): Promise<unknown>;
  /** Digests in the form that the library compares (https://www.w3.org/TR/SRI/), of the files that it can compare. */
  readonly integrity: { config?: string; model_lib?: string; tokenizer?: Record<string, string> };
  /** The first thing that went wrong with a file: it says more than what the library makes of it. */
  readonly problem: Problem | undefined;
}

/**
 * @param library name that the program is kept under
 * @param origin of this page. No other is ever named.
 * @param onLoading told before the first file and after each. A file that is read twice counts once.
 */
export function webLlmArtifacts(
  files: ModelFiles, model: WriterModel, library: string, origin: string, onLoading: OnEvent<WriterLoading>,
): WebLlmArtifacts {
  const modelAddress = new URL(FOLDER, origin).href;
  const meter = createMeter(model, library, onLoading);
  let problem: Problem | undefined;
  const read = async (name: string): Promise<ArrayBuffer | Blob> => {
    await meter.begin();
    const content = await readVerified(files, model, name);
    await meter.read(name);
    return content;
  };
  const sri = (name: string) => (knownFile(model, name) ? `sha256-${base64(knownFile(model, name)!.sha256)}` : undefined);
  const [config, program, tokenizer] = [sri('mlc-chat-config.json'), sri(library), sri('tokenizer.json')];
  return {
    modelAddress,
    libraryAddress: modelAddress + library,
    addresses: () => Object.keys(model.files).map((name) => modelAddress + name),
    async answer(address) {
      try {
        if (!address.startsWith(modelAddress)) throw unusable(model, `its program asked for ${address}, which is refused`);
        return new Response(await read(decodeURIComponent(address.slice(modelAddress.length))));
      } catch (error) {
        if (error instanceof Problem) problem ??= error;
        throw new TypeError('Failed to fetch', { cause: error });
      }
    },
    json: async (name) => {
      const content = await read(name);
      try {
        return JSON.parse(await new Response(content).text());
      } catch (cause) {
        throw unusable(model, `${name} cannot be understood`, cause);
      }
    },
    integrity: { ...(config && { config }), ...(program && { model_lib: program }), ...(tokenizer && { tokenizer: { 'tokenizer.json': tokenizer } }) },
    get problem() {
      return problem;
    },
  };
}

const knownFile = ({ files }: WriterModel, name: string): VaultFile | undefined => (Object.hasOwn(files, name) ? files[name] : undefined);

function createMeter(model: WriterModel, library: string, onLoading: OnEvent<WriterLoading>) {
  const waited = new Map(Object.entries(model.files)
    .filter(([name]) => CONFIGURATION.includes(name) || WEIGHTS.test(name) || name === library)
    .map(([name, { bytes }]) => [name, bytes]));
  const of = [...waited.values()].reduce((sum, bytes) => sum + bytes, 0);
  let [done, begun] = [0, false];
  return {
    async begin() {
      if (begun) return;
      begun = true;
      await onLoading({ step: 'reading', done, of });
    },
    async read(name: string) {
      const bytes = waited.get(name);
      if (bytes === undefined) return;
      waited.delete(name);
      done += bytes;
      await onLoading({ step: 'reading', done, of });
      if (waited.size === 0) await onLoading({ step: 'starting' });
    },
  };
}

const base64 = (hex: string): string => btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))));
