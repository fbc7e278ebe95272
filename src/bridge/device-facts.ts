/** What this machine can do for models, asked of the browser. Only asked: no device is opened, and nothing is measured. */
import type { DeviceFacts } from '../contract/model.ts';

/** Longest wait for the browser's answer. A driver that hangs must not keep the page from opening. */
const ANSWER_MILLISECONDS = 3_000;
/** Graphics devices that the processor imitates: Chromium's, Mesa's two, and Windows' own. */
const IMITATED = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bwarp\b|software/i;

/** The part of WebGPU that is asked here. Not in TypeScript's own list of what a page has. */
interface Adapter {
  features: { has(name: string): boolean };
  limits: { maxBufferSize?: number; maxStorageBufferBindingSize?: number; maxStorageBuffersPerShaderStage?: number };
  info?: AdapterInfo;
  /** Where it was before it moved to `info`. */
  isFallbackAdapter?: boolean;
}
interface AdapterInfo {
  vendor?: string;
  architecture?: string;
  device?: string;
  description?: string;
  isFallbackAdapter?: boolean;
}
export interface AskedNavigator {
  gpu?: { requestAdapter(options?: { powerPreference: 'high-performance' }): Promise<Adapter | null> };
  deviceMemory?: number;
  hardwareConcurrency?: number;
}

/**
 * Asks the browser. Never rejects, and answers within three seconds: what a browser does not tell, or fails to, is as if it had not got it.
 * @param asked who is asked, for tests
 */
export async function deviceFacts(asked: AskedNavigator = navigator as AskedNavigator): Promise<DeviceFacts> {
  const adapter = await findAdapter(asked);
  return {
    ...(adapter ? { gpu: describe(adapter) } : {}),
    ...(asked.deviceMemory ? { memoryGigabytes: asked.deviceMemory } : {}),
    cores: asked.hardwareConcurrency ?? 1,
  };
}

async function findAdapter({ gpu }: AskedNavigator): Promise<Adapter | undefined> {
  if (!gpu) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_MILLISECONDS);
  });
  try {
    // Safari throws here at once, instead of rejecting, when its device was lost before.
    return (await Promise.race([gpu.requestAdapter({ powerPreference: 'high-performance' }), tooLate])) ?? undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function describe({ features, limits, info = {}, isFallbackAdapter }: Adapter): NonNullable<DeviceFacts['gpu']> {
  const parts = [info.vendor, info.architecture, info.device, info.description].filter((part) => part);
  const description = [...new Set(parts)].join(' ');
  const { maxBufferSize = 0, maxStorageBufferBindingSize = 0, maxStorageBuffersPerShaderStage } = limits;
  return {
    shaderF16: features.has('shader-f16'),
    // Weights are one buffer that a computation is given whole, so both limits hold.
    maxBufferBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
    ...(maxStorageBuffersPerShaderStage === undefined ? {} : { maxBuffersAtOnce: maxStorageBuffersPerShaderStage }),
    software: (info.isFallbackAdapter ?? isFallbackAdapter ?? false) || IMITATED.test(description),
    description,
  };
}
