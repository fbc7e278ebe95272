/** What can go wrong between a host and a browser, on demand. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import type { Answer } from './hub-answers.ts';

export type Fault =
  /** The connection ends when this byte of the file would be next. Answers that do not reach it are left alone. */
  | { kind: 'cut'; atByte: number }
  /** The body stops there for good; the connection stays. */
  | { kind: 'stall'; atByte: number }
  /** Right bytes, slowly. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** As long as the right body, and one byte of it is another. */
  | { kind: 'wrong-bytes' }
  /** A whole answer, with status 200, of the first half only. */
  | { kind: 'short' }
  /** The whole file with status 200, whatever range was asked for. */
  | { kind: 'ignores-range' }
  /** A sign-in page, as a hotel sends one. */
  | { kind: 'web-page' }
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  | { kind: 'redirect'; host: string };

/** Bytes written at a time. Small, so that a slow body flows and a cut is where it should be. */
const PIECE_BYTES = 16_384;
/** A slow body comes in so many pieces a second at least. */
const PIECES_PER_SECOND = 20;
const SILENCE_BEFORE_CUT_MS = 100;

const html = Buffer.from('<!doctype html><title>Sign in</title><p>Welcome to the hotel. Sign in to go on.');
const permission = (answer: Answer) => Object.fromEntries(Object.entries(answer.headers).filter(([name]) => /^Access-Control|^Vary/i.test(name)));

function flipped(body: Buffer): Buffer {
  const wrong = Buffer.from(body);
  const middle = wrong.length >> 1;
  wrong.writeUInt8(wrong.readUInt8(middle) ^ 1, middle);
  return wrong;
}

/** The fault's answer in place of the right one. Faults of sending leave it as it is. */
export function spoil(answer: Answer, fault: Fault | undefined, path: string): Answer {
  const { file } = answer;
  switch (fault?.kind) {
    case 'wrong-bytes': return { ...answer, body: flipped(answer.body) };
    case 'short': return { ...answer, status: 200, body: answer.body.subarray(0, answer.body.length >> 1) };
    case 'ignores-range': return file ? { ...answer, status: 200, headers: { ...answer.headers, 'Content-Range': '' }, body: file.whole, file: { ...file, start: 0 } } : answer;
    case 'web-page': return { status: 200, headers: { ...permission(answer), 'Content-Type': 'text/html; charset=utf-8' }, body: html };
    case 'status': {
      const retry = fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) };
      return { status: fault.status, headers: { ...permission(answer), 'Content-Type': 'text/plain', ...retry }, body: Buffer.from('No.') };
    }
    case 'redirect': return { status: 302, headers: { ...permission(answer), Location: `https://${fault.host}${path}` }, body: Buffer.alloc(0) };
    default: return answer;
  }
}

/** Whether the fault says anything about this answer: most are about the bytes of a file, and a redirect to it has none. */
export function applies(fault: Fault, { file, body }: Answer): boolean {
  if (fault.kind === 'web-page' || fault.kind === 'status' || fault.kind === 'redirect') return true;
  if (fault.kind !== 'cut' && fault.kind !== 'stall') return file !== undefined;
  return file !== undefined && file.start <= fault.atByte && fault.atByte < file.start + body.length;
}

/** Where in the body the sending stops, if it does. */
const stopOf = (fault: Fault | undefined, { file, body }: Answer) =>
  fault?.kind === 'cut' || fault?.kind === 'stall' ? fault.atByte - (file?.start ?? 0) : body.length;

/** Hands bytes to the system. Resolves when it has taken them, with false when nobody is there any more. */
const write = (response: ServerResponse, part: Buffer) =>
  new Promise<boolean>((resolve) => {
    const gone = () => resolve(false);
    response.once('close', gone);
    response.write(part, (error) => {
      response.off('close', gone);
      resolve(!error);
    });
  });

/**
 * Sends a body the way the fault wants it. Resolves when it is sent, cut, or no longer wanted.
 * @param onSent called with the number of bytes each time some have been handed to the system
 */
export async function send(response: ServerResponse, given: Answer, fault: Fault | undefined, onSent: (bytes: number) => void): Promise<void> {
  const stop = stopOf(fault, given);
  const pace = fault?.kind === 'slow' ? fault.bytesPerSecond : Number.POSITIVE_INFINITY;
  const piece = Math.max(1, Math.min(PIECE_BYTES, Math.ceil(pace / PIECES_PER_SECOND)));
  response.flushHeaders();
  for (let at = 0; at < stop; at += piece) {
    const part = given.body.subarray(at, Math.min(stop, at + piece));
    onSent(part.length);
    if (!(await write(response, part))) return;
    if (Number.isFinite(pace)) await wait((part.length / pace) * 1_000);
  }
  if (fault?.kind === 'cut') {
    // A browser drops what it has received and not yet handed on when a connection breaks: a moment of silence lets it hand all of it on.
    await wait(SILENCE_BEFORE_CUT_MS);
    response.socket?.destroySoon();
  } else if (fault?.kind !== 'stall') response.end();
}
