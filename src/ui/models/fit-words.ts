/** Whether a model suits this machine, in words, and why. Nothing here says more than the browser told. */
import type { DeviceFacts, Dtype, Fit, ModelBuild } from '../../contract/model.ts';
import { bytesWords } from '../kit/bytes-words.ts';
import { countWords } from '../kit/count-words.ts';

export interface FitWords {
  label: string;
  /** One or two sentences. */
  reason: string;
}

const labels: { [F in Fit]: string } = { fits: 'Fits this machine', slow: 'Slow on this machine', 'too-big': 'Too big for this machine' };

/** Many browsers tell of this much at most. */
const MOST_TOLD_GIGABYTES = 8;
/** Up to this share of the memory that the browser tells of, memory is not the reason. */
const EASY_SHARE = 0.5;
const GIGABYTE = 1_000_000_000;

const precisions: { [D in Dtype]: string } = { fp32: '32-bit', fp16: '16-bit', q8: '8-bit', q4: '4-bit', q4f16: '4-bit, 16-bit arithmetic' };

/** "about 4 GB", because browsers round it; "8 GB or more". */
const memoryWords = (gigabytes: number): string => (gigabytes === MOST_TOLD_GIGABYTES ? `${gigabytes} GB or more` : `about ${gigabytes} GB`);

/** What runs a build, and how exactly: "Processor, 8-bit". */
export const buildWords = ({ device, dtype }: ModelBuild): string => `${device === 'webgpu' ? 'Graphics device' : 'Processor'}, ${precisions[dtype]}`;

/** What a build needs of a graphics device that is not here; empty when nothing is missing. */
function missingGraphics({ device, needs }: ModelBuild, gpu: DeviceFacts['gpu']): string {
  if (device !== 'webgpu') return '';
  if (!gpu) return 'It needs a graphics device, and this browser offers none to pages.';
  if (gpu.software) return 'It needs a graphics device; the one that this browser offers is imitated by the processor.';
  return needs.includes('shader-f16') && !gpu.shaderF16 ? 'It needs 16-bit arithmetic, which the graphics device of this machine does not offer.' : '';
}

/** Whether the browser told of enough memory for memory to be no question. */
const hasEasyMemory = ({ memoryBytes }: ModelBuild, gigabytes: number | undefined): boolean =>
  gigabytes !== undefined && memoryBytes <= gigabytes * GIGABYTE * EASY_SHARE;

function memoryReason({ memoryBytes }: ModelBuild, gigabytes: number | undefined): string {
  const told = gigabytes === undefined ? 'the browser does not tell how much this machine has' : `the browser tells of ${memoryWords(gigabytes)} on this machine`;
  return `It needs ${bytesWords(memoryBytes)} of memory while it runs; ${told}.`;
}

function tooBigReason(build: ModelBuild, { memoryGigabytes }: DeviceFacts): string {
  if (build.device === 'webgpu' && hasEasyMemory(build, memoryGigabytes)) return 'Its parts are larger than the graphics device of this machine takes.';
  return memoryReason(build, memoryGigabytes);
}

function slowReason(build: ModelBuild, { memoryGigabytes }: DeviceFacts): string {
  const onProcessor = build.device === 'wasm' ? 'It runs on the processor, which takes long for it.' : 'It runs on the graphics device.';
  return hasEasyMemory(build, memoryGigabytes) ? onProcessor : `${onProcessor} ${memoryReason(build, memoryGigabytes)}`;
}

export function fitWords(fit: Fit, build: ModelBuild, device: DeviceFacts): FitWords {
  const label = labels[fit];
  if (fit === 'fits') return { label, reason: `It runs on ${build.device === 'webgpu' ? 'the graphics device' : 'the processor'}.` };
  const missing = missingGraphics(build, device.gpu);
  if (missing !== '') return { label: fit === 'too-big' ? 'Does not run on this machine' : label, reason: missing };
  return { label, reason: fit === 'slow' ? slowReason(build, device) : tooBigReason(build, device) };
}

/** What the browser tells of this machine, in one line. */
export function machineWords({ cores, memoryGigabytes, gpu }: DeviceFacts): string {
  const graphics = !gpu || gpu.software ? 'no graphics device for pages' : gpu.description === '' ? 'a graphics device' : gpu.description;
  const memory = memoryGigabytes === undefined ? [] : [`${memoryWords(memoryGigabytes)} of memory`];
  return new Intl.ListFormat('en').format([countWords(cores, 'processor core'), ...memory, graphics]);
}
