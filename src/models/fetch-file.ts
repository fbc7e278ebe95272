/** One file of a model, from where its unfinished file ends to its last byte, in segments. */
import { Problem } from '../contract/problem.ts';
import { ask, hostOf, lost, Passing, watchSilence, type Errand, type Net, type Watch } from './net.ts';
import { retrying, type Wait } from './retrying.ts';
import type { Part } from './vault-store.ts';

/**
 * Bytes asked for at once. Small enough that a host's limit on one request's time is never met on a slow line, large enough that the
 * requests themselves cost nothing: at 10 Mbit/s one takes 7 seconds.
 */
export const SEGMENT_BYTES = 8 * 1024 * 1024;

export interface FetchFile {
  address: string;
  /** Exact length, where the source told it. */
  bytes: number | undefined;
  errand: Errand;
  part: Part;
  /** More bytes are in the unfinished file. */
  onBytes(added: number): void;
  onWait(wait: Wait | undefined): void;
}

/**
 * Every byte that was acknowledged is kept, whatever happens; none of them is asked for again.
 * @throws Problem download-*, StoreFull, and what the signal says
 */
export async function fetchFile(signal: AbortSignal, net: Net, file: FetchFile): Promise<void> {
  const attempts = { host: hostOf(file.address), gained: () => file.part.size, onWait: file.onWait };
  while (!(await retrying(signal, net, attempts, () => fetchSegment(signal, net, file)))) signal.throwIfAborted();
}

/** @returns whether the file is whole */
async function fetchSegment(signal: AbortSignal, net: Net, file: FetchFile): Promise<boolean> {
  signal.throwIfAborted();
  const { part, bytes } = file;
  if (bytes !== undefined && part.size >= bytes) return true;
  const from = part.size;
  const to = Math.min(from + SEGMENT_BYTES, bytes ?? Infinity);
  const watch = watchSilence(signal, net);
  try {
    const response = await ask(watch, net, file.address, file.errand, `bytes=${from}-${to - 1}`);
    const answer = answerOf(response, file, from, to);
    if (answer === 'whole') return true;
    await copy(watch, response, file, answer);
    return isWhole(response, file, from, answer);
  } finally {
    watch.end();
    part.flush();
  }
}

/** Bytes of an answer to keep: those at `start` of the file and later, but none from `end` on. `first` is where the answer begins. */
interface Answer {
  first: number;
  start: number;
  end: number;
  total: number | undefined;
}

function answerOf(response: Response, file: FetchFile, from: number, to: number): Answer | 'whole' {
  refusePages(response, file);
  const range = rangeOf(response.headers.get('content-range'));
  const total = range?.total;
  if (total !== undefined && file.bytes !== undefined && total !== file.bytes) throw otherSize(file, total);
  if (response.status === 416) return nothingAfter(file, from, total);
  // A host that knows no ranges sends everything; what is here already is passed over.
  if (response.status !== 206) return { first: 0, start: from, end: Infinity, total: file.bytes };
  const first = range?.first ?? from;
  // A hole would remain.
  if (first > from) throw new Problem('download-not-the-file', { path: file.errand.path, found: 'another part of it' });
  return { first, start: from, end: to, total: file.bytes ?? total };
}

/** Nothing is there after what we have: of a file of unknown length that means that we have it all. */
function nothingAfter(file: FetchFile, from: number, total: number | undefined): 'whole' {
  if (file.bytes === undefined && (total === undefined || total === from)) return 'whole';
  throw otherSize(file, total);
}

/** A host answers a missing file with a page, a hotel's network any file. */
function refusePages(response: Response, { errand: { path } }: FetchFile): void {
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 416 || !/^text\/html\b/i.test(type) || /\.html?$/i.test(path)) return;
  void response.body?.cancel().catch(() => {});
  throw new Problem('download-not-the-file', { path, found: 'a web page' });
}

async function copy(watch: Watch, response: Response, file: FetchFile, { first, start, end }: Answer): Promise<void> {
  const limit = Math.min(end, file.bytes ?? Infinity);
  let at = first;
  let unflushed = 0;
  for await (const chunk of chunksOf(watch, response, file.address)) {
    const kept = chunk.subarray(Math.max(0, start - at), Math.max(0, limit - at));
    at += chunk.length;
    if (kept.length > 0) {
      file.part.append(kept);
      file.onBytes(kept.length);
      unflushed += kept.length;
    }
    if (file.bytes !== undefined && end === Infinity && at > file.bytes) throw otherSize(file);
    if (unflushed >= SEGMENT_BYTES) {
      file.part.flush();
      unflushed = 0;
    }
    if (at >= end) return;
  }
}

async function* chunksOf(watch: Watch, response: Response, address: string): AsyncGenerator<Uint8Array, void> {
  if (!response.body) return;
  const reader = response.body.getReader();
  // Not every stream ends with its request's signal.
  const onAbort = () => void reader.cancel().catch(() => {});
  watch.signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      watch.signal.throwIfAborted();
      watch.alive();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw lost(watch, address, error);
  } finally {
    watch.signal.removeEventListener('abort', onAbort);
    void reader.cancel().catch(() => {});
  }
}

/** After an answer that ended as if all were well. */
function isWhole(response: Response, file: FetchFile, from: number, { end, total }: Answer): boolean {
  const { part, errand, address } = file;
  if (total !== undefined && part.size >= total) return true;
  if (part.size >= end) return false;
  // It stopped early and called that the end. A full answer that is always too short is another file.
  if (total !== undefined) {
    throw new Passing(end === Infinity ? otherSize(file, part.size) : new Problem('download-host-trouble', { host: hostOf(address), status: 0 }));
  }
  const announced = response.headers.get('content-length');
  const short = response.status === 206 && announced !== null && part.size - from < Number(announced);
  if (short) throw new Passing(new Problem('download-host-trouble', { host: hostOf(address), status: 0 }));
  if (part.size === 0) throw new Problem('download-not-the-file', { path: errand.path, found: 'an empty file' });
  return true;
}

function otherSize({ errand: { path }, bytes }: FetchFile, found?: number): Problem {
  const expected = bytes === undefined ? '' : ` instead of ${bytes}`;
  return new Problem('download-not-the-file', { path, found: found === undefined ? 'a file of another size' : `a file of ${found} bytes${expected}` });
}

/** `bytes 0-99/1000`; a host may hide it from pages of other addresses. */
function rangeOf(header: string | null): { first?: number; total?: number } | undefined {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, first, total] = match;
  return { ...(first !== undefined && { first: Number(first) }), ...(total !== '*' && { total: Number(total) }) };
}
