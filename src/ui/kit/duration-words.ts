/** Lengths of time, as short as a person needs them. */

/** Time that is left, rounded so that it does not flicker: "20 s", "3 min", "1 h 5 min". */
export function secondsWords(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 60) return `${Math.round(seconds / 5) * 5} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** Time that something took: "38 ms", "1.2 s". */
export function millisecondsWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(1, Math.round(milliseconds))} ms`;
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : secondsWords(milliseconds / 1000);
}
