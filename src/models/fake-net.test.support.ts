/** A network for tests: hosts with files, faults that happen when told to, and a clock that goes as fast as it is asked. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Net } from './net.ts';

export const hex256 = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
export const gitBlob = (bytes: Uint8Array): string => bytesToHex(sha1.create().update(utf8ToBytes(`blob ${bytes.length}\0`)).update(bytes).digest());

/** Bytes that differ everywhere, so that one in the wrong place is noticed. */
export function someBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed * 2_654_435_761;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 1) >>> 0;
    return state >>> 24;
  });
}

/** Answers one request. `next` is how it would be answered without the fault. */
export type Fault = (request: Asked, next: () => Response) => Response | Promise<Response>;

export interface Asked {
  address: string;
  from: number | undefined;
  to: number | undefined;
  signal: AbortSignal | undefined;
}

export interface FakeNet extends Net {
  asked: Asked[];
  /** Used up one for each request, in order. */
  faults: (Fault | undefined)[];
  slept: number[];
  time: number;
  isUp: boolean;
}

/** @param answer what the hosts say without any fault */
export function fakeNet(answer: (request: Asked) => Response): FakeNet {
  const net: FakeNet = {
    asked: [],
    faults: [],
    slept: [],
    time: 1_000_000,
    isUp: true,
    async fetch(address, init) {
      const range = /^bytes=(\d+)-(\d+)?$/.exec(new Headers(init.headers).get('range') ?? '');
      const request: Asked = {
        address,
        from: range ? Number(range[1]) : undefined,
        to: range?.[2] === undefined ? undefined : Number(range[2]),
        signal: init.signal ?? undefined,
      };
      net.asked.push(request);
      request.signal?.throwIfAborted();
      const fault = net.faults.shift();
      return fault ? fault(request, () => answer(request)) : answer(request);
    },
    now: () => net.time,
    after(milliseconds, run) {
      // Time passes when nobody has anything else to do.
      const timer = setTimeout(() => {
        net.time += milliseconds;
        net.slept.push(milliseconds);
        run();
      }, Math.min(milliseconds, 5));
      return () => clearTimeout(timer);
    },
    random: () => 0.5,
    isOnline: () => net.isUp,
    online: (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  };
  return net;
}

/** A file as a good host sends it. */
export function fileAnswer(bytes: Uint8Array<ArrayBuffer>, { from, to }: Asked, headers: Record<string, string> = {}): Response {
  if (from === undefined) return new Response(bytes, { headers });
  if (from >= bytes.length) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } });
  const end = Math.min(to ?? Infinity, bytes.length - 1);
  return new Response(bytes.slice(from, end + 1), {
    status: 206,
    headers: { 'content-range': `bytes ${from}-${end}/${bytes.length}`, 'content-length': String(end + 1 - from), ...headers },
  });
}

/** The connection breaks after that many bytes of the answer. */
export const cutAfter = (bytes: number): Fault => (_request, next) => broken(next(), bytes, (stream) => stream.error(new TypeError('network error')));

/** The connection sends that many bytes, and then nothing more for ever. */
export const stallAfter = (bytes: number): Fault => (_request, next) => broken(next(), bytes, () => {});

function broken(whole: Response, bytes: number, end: (stream: ReadableStreamDefaultController<Uint8Array>) => void): Response {
  const body = whole.arrayBuffer();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const sent = new Uint8Array(await body).slice(0, bytes);
      if (sent.length > 0) controller.enqueue(sent);
      end(controller);
      // Without an end, `pull` is not called again until something was read.
      await new Promise((resolve) => setTimeout(resolve, 0));
      bytes = 0;
    },
  });
  return new Response(stream, { status: whole.status, headers: whole.headers });
}

/** No answer at all. */
export const unreachable: Fault = () => {
  throw new TypeError('Failed to fetch');
};
