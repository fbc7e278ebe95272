/** Tells how far the reading of a file has come: often enough to watch, seldom enough not to cost time. */
import type { ExtractEvent } from '../contract/extraction.ts';
import type { OnEvent } from '../contract/events.ts';

const EVENTS_PER_FILE = 20;

/** Called with the bytes done so far; awaits the listener. */
export type Progress = (done: number) => Promise<void>;

/** @param of how many bytes the file has */
export function byteProgress(of: number, onEvent: OnEvent<ExtractEvent>): Progress {
  let told = 0;
  return async (done) => {
    const now = Math.min(done, of);
    if (now - told < of / EVENTS_PER_FILE && (now < of || told === of)) return;
    told = now;
    await onEvent({ unit: 'byte', done: now, of });
  };
}
