/** Which devices can be tried for an encoder, best first. */

export type EncoderDevice = 'webgpu' | 'wasm';

/**
 * Asks for a graphics adapter. The processor is always the last resort. After a device has failed, the next one must be tried in another
 * worker: a failed load poisons the runtime.
 */
export async function deviceOrder(): Promise<EncoderDevice[]> {
  // Not in TypeScript's own list of what a worker has.
  const { gpu } = navigator as typeof navigator & { gpu?: { requestAdapter(): Promise<object | null> } };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter ? ['webgpu', 'wasm'] : ['wasm'];
}
