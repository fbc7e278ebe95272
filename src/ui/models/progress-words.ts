/** How far a download has come, in words. */
import { bytesWords } from '../kit/bytes-words.ts';
import { secondsWords } from '../kit/duration-words.ts';

interface Progress {
  done: number;
  of: number;
  bytesPerSecond?: number;
  secondsLeft?: number;
}

/** "12 MB of 130 MB · 3.2 MB/s · 40 s left"; what is not known is left out, so it may be empty. */
export function progressWords({ done, of, bytesPerSecond, secondsLeft }: Progress): string {
  const parts = of > 0 ? [`${bytesWords(done)} of ${bytesWords(of)}`] : done > 0 ? [bytesWords(done)] : [];
  if (bytesPerSecond !== undefined) parts.push(`${bytesWords(Math.round(bytesPerSecond))}/s`);
  if (secondsLeft !== undefined) parts.push(`${secondsWords(secondsLeft)} left`);
  return parts.join(' · ');
}

/** "Next try in 12 s", from two moments in milliseconds since 1970. */
export function waitWords(atMs: number, nowMs: number): string {
  const seconds = Math.ceil((atMs - nowMs) / 1000);
  return seconds <= 0 ? 'Trying again now' : `Next try in ${seconds < 60 ? `${seconds} s` : secondsWords(seconds)}`;
}
