/** Which ways of running an encoder can be tried on this machine, best first. */
import type { EncoderWay } from '../contract/embedding.ts';
import type { DeviceFacts, Dtype, ModelBuild, ModelDevice } from '../contract/model.ts';

export type GraphicsFacts = Pick<NonNullable<DeviceFacts['gpu']>, 'shaderF16' | 'software'>;

/** What a model is run for: passages by the batch, or questions, one at a time and at once. */
export type EncoderUse = 'batches' | 'questions';

/**
 * Precisions by device, best first. Graphics devices compute in 16 bits fastest and gain nothing from weights of 8 bits; the processor runs
 * weights of 8 bits twice as fast as any others.
 */
const ORDER: Record<ModelDevice, readonly Dtype[]> = {
  webgpu: ['fp16', 'q4f16', 'fp32', 'q4'],
  wasm: ['q8', 'q4', 'fp32', 'fp16', 'q4f16'],
};

/** Not in TypeScript's own list of what a worker has. */
interface Graphics {
  requestAdapter(): Promise<{ features: ReadonlySet<string>; info?: { isFallbackAdapter?: boolean } } | null>;
}

/** Asks for a graphics adapter. `undefined`: the browser has none for us. */
export async function graphicsFacts(): Promise<GraphicsFacts | undefined> {
  const { gpu } = navigator as unknown as { gpu?: Graphics };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter ? { shaderF16: adapter.features.has('shader-f16'), software: adapter.info?.isFallbackAdapter === true } : undefined;
}

/**
 * The ways to try, best first. The processor is never missing: when no build was made for it, it gets the lightest weights that are here.
 * After a way has failed, the next one must be tried in another worker: a failed load poisons the runtime.
 * @param builds those that are installed
 * @param use A graphics device pays for batches of passages. A single question is answered faster by the processor, and does not
 *   wait there behind passages. A graphics device in software is slower than the processor for both.
 */
export function waysFor(builds: readonly Pick<ModelBuild, 'device' | 'dtype'>[], gpu: GraphicsFacts | undefined, use: EncoderUse): EncoderWay[] {
  const dtypesOf = (device: ModelDevice) => new Set(builds.filter((build) => build.device === device).map(({ dtype }) => dtype));
  const on = (device: ModelDevice, there: ReadonlySet<Dtype>): EncoderWay[] => ORDER[device].filter((dtype) => there.has(dtype)).map((dtype) => ({ device, dtype }));
  const graphics = on('webgpu', dtypesOf('webgpu')).filter(({ dtype }) => gpu && (gpu.shaderF16 || !dtype.endsWith('16')));
  const made = on('wasm', dtypesOf('wasm'));
  const processor = made.length > 0 ? made : on('wasm', new Set(builds.map(({ dtype }) => dtype))).slice(0, 1);
  return use === 'batches' && !gpu?.software ? [...graphics, ...processor] : [...processor, ...graphics];
}
