/**
 * The runtime's own files, served by us: left alone, transformers.js fetches them from a public host. They must be of the very version
 * of onnxruntime-web that transformers.js is built against, which is the one that the package manager installed for it.
 */
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** "asyncify" is the build with both backends, WebAssembly and WebGPU. */
export const onnxRuntime = { mjs, wasm };
