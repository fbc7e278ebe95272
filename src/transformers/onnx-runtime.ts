/**
 * The runtime's own files, served by us: left alone, transformers.js fetches them from a public host. They must be of the very version
 * of onnxruntime-web that transformers.js is built against, which is the one that the package manager installed for it.
 */
import bothMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import bothWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import processorMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import processorWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { ModelDevice } from '../contract/model.ts';

/**
 * "asyncify" is the build with both backends. It is made so that it can wait for a graphics device in the middle of its work, which makes it
 * twice as large and nearly twice as slow on the processor (296 passages a second against 545). So what runs on the processor gets the build
 * that knows of no other.
 */
export const onnxRuntime: Record<ModelDevice, { mjs: string; wasm: string }> = {
  webgpu: { mjs: bothMjs, wasm: bothWasm },
  wasm: { mjs: processorMjs, wasm: processorWasm },
};
