/** Ends a text before the first of some strings, while it is still coming in pieces: nothing is let through that may be the start of one. */

export interface StopFilter {
  /** What of the text so far can be shown, beyond what was shown before. After a stop string: nothing any more. */
  push(piece: string): string;
  /** What was held back, when the text ends by itself. */
  end(): string;
  readonly stopped: boolean;
}

/** @param stops empty strings are ignored */
export function createStopFilter(stops: readonly string[] = []): StopFilter {
  const wanted = stops.filter((stop) => stop !== '');
  let held = '';
  let stopped = false;
  return {
    get stopped() {
      return stopped;
    },
    push(piece) {
      if (stopped) return '';
      held += piece;
      const found = wanted.map((stop) => held.indexOf(stop)).filter((at) => at >= 0);
      if (found.length > 0) {
        stopped = true;
        return held.slice(0, Math.min(...found));
      }
      const safe = held.length - Math.max(0, ...wanted.map((stop) => openEnd(held, stop)));
      const shown = held.slice(0, safe);
      held = held.slice(safe);
      return shown;
    },
    end() {
      const rest = stopped ? '' : held;
      held = '';
      return rest;
    },
  };
}

/** Length of the longest end of `text` that `stop` begins with. */
function openEnd(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length -= 1) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
