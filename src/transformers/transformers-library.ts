/**
 * transformers.js, cut off from the network and from caches of its own: files come from us or not at all.
 *
 * One failed load or run poisons the library for good: its queues of promises have no catch, so every later call fails with the old error.
 * After a failure its worker must be ended. Import this lazily: it brings megabytes of runtime.
 */
import { env } from '@huggingface/transformers';
import type { ModelDevice } from '../contract/model.ts';
import { Problem } from '../contract/problem.ts';
import { onnxRuntime } from './onnx-runtime.ts';

/** Files are asked for under this address, which exists nowhere. */
const NOWHERE = '/model-files/';
/** What the library is to be told to load: with it, it asks for `/model-files/model/…`. */
export const MODEL = 'model';

export interface LibraryFiles {
  readonly modelId: string;
  /** Some files are optional and looked for all the same. */
  has(name: string): boolean;
  /** A file. Bytes belong to the caller. */
  read(name: string): Promise<ArrayBuffer | Blob>;
}

/** What went wrong with a file says more than what the library makes of it. */
export interface Reading {
  problem?: Problem;
}

export interface LibraryDevice {
  device: ModelDevice;
  /** Threads on the processor. More than one needs a page that is isolated from other origins. */
  threads: number;
}

/**
 * @returns the first problem with a file, once there is one
 * @throws Problem model-unusable when the browser has no WebAssembly
 */
export function setUpLibrary(files: LibraryFiles, { device, threads }: LibraryDevice): Reading {
  const reading: Reading = {};
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = NOWHERE;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.fetch = async (input: string | URL) => {
    const name = String(input).slice(`${NOWHERE}${MODEL}/`.length);
    if (!files.has(name)) return new Response(null, { status: 404 });
    try {
      const content = await files.read(name);
      return content instanceof Blob ? new Response(content) : new BytesResponse(content);
    } catch (error) {
      if (error instanceof Problem) reading.problem ??= error;
      throw error;
    }
  };
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Problem('model-unusable', { modelId: files.modelId, why: 'this browser has no WebAssembly' });
  wasm.wasmPaths = onnxRuntime[device];
  wasm.numThreads = threads;
  return reading;
}

/** Gives its bytes away without copying them. Weights are a gigabyte; an ordinary response holds a copy and makes another. */
class BytesResponse extends Response {
  constructor(private readonly content: ArrayBuffer) {
    super(null);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.content;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(this.content);
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}
