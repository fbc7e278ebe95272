/** How far the work on one model is: added up over its files, and said as one state. */
import type { PlainProblem } from '../contract/problem.ts';
import { createRate } from './rate.ts';
import type { Wait } from './retrying.ts';

export type Reading =
  | { status: 'downloading'; done: number; of: number; bytesPerSecond?: number; secondsLeft?: number }
  | { status: 'retrying'; done: number; of: number; problem: PlainProblem; atMs: number }
  | { status: 'verifying'; done: number; of: number };

export interface Meter {
  /** @param present bytes that are here already; @param finished those of them that were checked */
  begin(present: number, finished: number, of: number): void;
  fetched(bytes: number): void;
  /** Bytes that have to be fetched again. */
  lost(bytes: number): void;
  checked(bytes: number): void;
  /** Marks one piece of fetching; call what it returns at its end. */
  fetching(): () => void;
  checking(): () => void;
  wait(piece: string, wait: Wait | undefined): void;
  read(): Reading;
}

/** @param clock milliseconds; @param onChange something is different now */
export function createMeter(clock: () => number, onChange: () => void): Meter {
  const rate = createRate(clock);
  const waits = new Map<string, Wait>();
  let [present, verified, all, fetches, checks] = [0, 0, 0, 0, 0];

  function reading(): Reading {
    const of = Math.max(all, present);
    const first = [...waits.values()].toSorted((a, b) => a.atMs - b.atMs)[0];
    // While one file still comes, nobody needs to hear that another waits.
    if (first && waits.size >= fetches) return { status: 'retrying', done: present, of, ...first };
    if (checks > 0 && fetches === 0) return { status: 'verifying', done: Math.min(verified, of), of };
    const bytesPerSecond = rate.now();
    const known = bytesPerSecond !== undefined && { bytesPerSecond, secondsLeft: Math.ceil((of - present) / bytesPerSecond) };
    return { status: 'downloading', done: present, of, ...known };
  }

  return {
    begin(bytesPresent, bytesFinished, of) {
      [present, verified, all] = [bytesPresent, bytesFinished, of];
      onChange();
    },
    fetched(bytes) {
      present += bytes;
      rate.add(bytes);
      onChange();
    },
    lost(bytes) {
      present -= bytes;
      onChange();
    },
    checked(bytes) {
      verified += bytes;
      onChange();
    },
    fetching() {
      fetches += 1;
      return () => {
        fetches -= 1;
        onChange();
      };
    },
    checking() {
      checks += 1;
      onChange();
      return () => {
        checks -= 1;
        onChange();
      };
    },
    wait(piece, wait) {
      if (wait) waits.set(piece, wait);
      else waits.delete(piece);
      onChange();
    },
    read: reading,
  };
}
