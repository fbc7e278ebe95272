/** Whether a device can run a build of a model, how well, and which build to offer first. Judged by what the browser tells, before any download. */
import type { CatalogueEntry, DeviceFacts, Fit, ModelBuild } from '../contract/model.ts';

/** In bytes. */
const GIGABYTE = 1_000_000_000;
/** Taken where the browser does not tell. Half of it is about what Safari on a phone allows a tab before it ends it (1.5 GB, web-llm #753). */
const UNTOLD_GIGABYTES = 3;
/** Share of the machine's memory that a model may take: above, the system pushes other programs out to disk. */
const COMFORTABLE_SHARE = 0.5;
/** Above this share the tab is ended, or the graphics device is lost. */
const LARGEST_SHARE = 0.75;
/** WebAssembly memory ends at 4 GiB; the rest is for the texts and the runtime. */
const WASM_LARGEST_BYTES = 3.5 * GIGABYTE;
/**
 * Encoders above this many million parameters need about a second for a passage on a processor core. Multilingual models that are mostly a
 * table of words (E5, Granite) stay under it.
 */
const QUICK_ENCODER_MILLIONS = 150;
/** Language models above this many million parameters write slower than a person reads when the processor runs them. */
const QUICK_WRITER_MILLIONS = 400;
/** WebLLM asks the device for computations with this many buffers, and starts on none with fewer. */
const WEB_LLM_BUFFERS_AT_ONCE = 10;
/** WebLLM asks for buffers of 1 GiB; where they are refused, for ones of 128 MiB and nothing between. In bytes. */
const WEB_LLM_BUFFER_BYTES = { wanted: 1 << 30, least: 1 << 27 };

/** What a graphics device can do for us. One imitated by the processor counts as none: it is a hundred times slower. */
type Gpu = NonNullable<DeviceFacts['gpu']>;
const realGpu = ({ gpu }: DeviceFacts): Gpu | undefined => (gpu?.software ? undefined : gpu);

/**
 * How a build would run on a device.
 * @returns "too-big" also when the device lacks something that the build cannot do without
 */
export function fitOf(entry: CatalogueEntry, build: ModelBuild, device: DeviceFacts): Fit {
  if (build.device === 'webgpu' && !gpuCanRun(entry, build, realGpu(device))) return 'too-big';
  if (build.device === 'wasm' && build.memoryBytes > WASM_LARGEST_BYTES) return 'too-big';
  const share = build.memoryBytes / memoryBytes(device);
  if (share > LARGEST_SHARE) return 'too-big';
  return share > COMFORTABLE_SHARE || isSlowOnProcessor(entry, build) ? 'slow' : 'fits';
}

/** The build to offer first: the best that runs. `undefined`: none does. */
export function recommendedBuild(entry: CatalogueEntry, device: DeviceFacts): string | undefined {
  const runs = entry.builds.filter((build) => fitOf(entry, build, device) !== 'too-big');
  const places = runs.map((build) => ({ build, place: placeOf(entry, build, device) }));
  return places.toSorted((a, b) => comparePlaces(a.place, b.place) || a.build.downloadBytes - b.build.downloadBytes)[0]?.build.id;
}

/** The models to show on a device: of one in two precisions, the one that the device computes with. */
export function shownOn(entries: readonly CatalogueEntry[], device: DeviceFacts): CatalogueEntry[] {
  const doubles = new Set(entries.flatMap(({ standsInFor }) => standsInFor ?? []));
  const gpu = realGpu(device);
  const halves = gpu === undefined || gpu.shaderF16;
  return entries.filter(({ id, standsInFor }) => (halves ? standsInFor === undefined : !doubles.has(id)));
}

function gpuCanRun(entry: CatalogueEntry, build: ModelBuild, gpu: Gpu | undefined): boolean {
  if (!gpu || (build.needs.includes('shader-f16') && !gpu.shaderF16)) return false;
  if (entry.language?.engine !== 'web-llm') return (build.largestBufferBytes ?? 0) <= gpu.maxBufferBytes;
  const { wanted, least } = WEB_LLM_BUFFER_BYTES;
  const granted = gpu.maxBufferBytes >= wanted ? wanted : least;
  const enoughBuffers = (gpu.maxBuffersAtOnce ?? WEB_LLM_BUFFERS_AT_ONCE) >= WEB_LLM_BUFFERS_AT_ONCE;
  return enoughBuffers && granted <= gpu.maxBufferBytes && (build.largestBufferBytes ?? 0) <= granted;
}

const memoryBytes = ({ memoryGigabytes = UNTOLD_GIGABYTES }: DeviceFacts) => memoryGigabytes * GIGABYTE;

function isSlowOnProcessor({ kind, parameters }: CatalogueEntry, { device, dtype }: ModelBuild): boolean {
  if (device !== 'wasm') return false;
  // Processors compute with whole bytes twice as fast as with numbers in full precision.
  if (dtype === 'fp32') return true;
  return parameters > (kind === 'embedding' ? QUICK_ENCODER_MILLIONS : QUICK_WRITER_MILLIONS);
}

/** What counts, most important first; lower is better. */
function placeOf(entry: CatalogueEntry, build: ModelBuild, device: DeviceFacts): number[] {
  const slow = fitOf(entry, build, device) === 'slow' ? 1 : 0;
  const first = entry.kind === 'embedding' ? build.device === 'wasm' : build.device === 'webgpu';
  const half = build.needs.includes('shader-f16') ? 0 : 1;
  return [slow, entry.kind === 'embedding' && !hasReference(entry, build) ? 1 : 0, first ? 0 : 1, half];
}

/**
 * Whether the files of a build can also be run by the processor, which gives the vectors that a graphics device is tested against. Without
 * them nobody knows whether it computes rightly.
 */
const hasReference = ({ builds }: CatalogueEntry, { files }: ModelBuild) =>
  builds.some((other) => other.device === 'wasm' && other.files.join() === files.join());

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  return a.map((value, i) => value - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
