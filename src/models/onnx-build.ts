/** Builds of models in the ONNX format, described from the few facts in which they differ. Repositories on the hub all name their files alike. */
import type { Dtype, ModelBuild, ModelDevice } from '../contract/model.ts';

/** What a precision adds to the name of the file, as transformers.js looks for it (`DEFAULT_DTYPE_SUFFIX_MAPPING`). */
const SUFFIX: Record<Dtype, string> = { fp32: '', fp16: '_fp16', q8: '_quantized', q4: '_q4', q4f16: '_q4f16' };

/**
 * How often the weights are in memory while a model is loaded. The runtime unpacks into its own memory what it is handed; on the graphics
 * device a part of it stays on the processor's side.
 */
const COPIES: Record<ModelDevice, number> = { wasm: 2, webgpu: 1.5 };

export interface OnnxWeights {
  device: ModelDevice;
  dtype: Dtype;
  weightsBytes: number;
  /** The weights lie beside the graph, in a file of their own. */
  externalData?: boolean;
  largestBufferBytes?: number;
}

/**
 * @param commonBytes configuration and tokenizer together
 * @param workingBytes what the runtime needs besides the weights: intermediate values, and a language model's memory of its context
 */
export function onnxBuild(weights: OnnxWeights, commonBytes: number, workingBytes: number): ModelBuild {
  const { device, dtype, weightsBytes, externalData = false, largestBufferBytes } = weights;
  const graph = `onnx/model${SUFFIX[dtype]}.onnx`;
  return {
    id: `${device}-${dtype}`,
    device,
    dtype,
    files: externalData ? [graph, `${graph}_data`] : [graph],
    downloadBytes: weightsBytes + commonBytes,
    memoryBytes: Math.round(weightsBytes * COPIES[device]) + workingBytes,
    ...(device === 'webgpu' && largestBufferBytes !== undefined ? { largestBufferBytes } : {}),
    needs: device === 'webgpu' && (dtype === 'fp16' || dtype === 'q4f16') ? ['shader-f16'] : [],
  };
}
