/** Tries again what may pass by itself, ever more slowly, and gives up only when nothing at all comes any more. */
import { Problem, type PlainProblem } from '../contract/problem.ts';
import { Passing, sleep, type Net } from './net.ts';

/** Tries in a row without a byte gained before it is called a failure: about a minute of them. */
export const MOST_TRIES = 7;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** The hub counts requests over five minutes, so it never needs to ask for more. A host that asks for an hour is not believed. */
const LONGEST_ASKED_WAIT_MS = 300_000;
/** `navigator.onLine` has been known to stay `false` on a working network, so it is not believed for ever. */
const LONGEST_OFFLINE_MS = 30_000;
/** The browser's own word that the network is back does not reach every worker. Looking costs nothing: nothing is sent. */
const OFFLINE_LOOK_MS = 1_000;

export interface Wait {
  problem: PlainProblem;
  /** When it goes on, in milliseconds since 1970. */
  atMs: number;
}

export interface Attempts {
  host: string;
  /** Grows with every byte that is kept. A try that gained something is no failure. */
  gained(): number;
  /** It waits now; `undefined`: it goes on. */
  onWait(wait: Wait | undefined): void;
}

/** @throws whatever `once` threw that is not a Passing; after too many of those, the Problem of the last one */
export async function retrying<T>(signal: AbortSignal, net: Net, attempts: Attempts, once: () => Promise<T>): Promise<T> {
  let tries = 0;
  for (;;) {
    await whileOffline(signal, net, attempts);
    const before = attempts.gained();
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      // A try that lost its network is not counted either: the next one waits for it.
      if (attempts.gained() > before || !net.isOnline()) tries = 0;
      tries += 1;
      if (tries >= MOST_TRIES) throw error.problem;
      const waitMs = waitBefore(tries, error.waitMs, net.random());
      await waiting(attempts, { problem: error.problem.plain(), atMs: net.now() + waitMs }, () => sleep(signal, net, waitMs));
    }
  }
}

/**
 * Doubles with every try. Half of it is chance, so that many tabs do not come back together.
 * @param asked what the host wants, in milliseconds
 */
export function waitBefore(tries: number, asked: number | undefined, chance: number): number {
  if (asked !== undefined) return Math.min(asked, LONGEST_ASKED_WAIT_MS) + chance * FIRST_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)) * (0.5 + chance / 2);
}

async function whileOffline(signal: AbortSignal, net: Net, attempts: Attempts): Promise<void> {
  if (net.isOnline()) return;
  const problem = new Problem('download-offline', { host: attempts.host }).plain();
  const until = net.now() + LONGEST_OFFLINE_MS;
  await waiting(attempts, { problem, atMs: until }, async () => {
    while (!net.isOnline() && net.now() < until) await lookAgain(signal, net);
  });
}

async function lookAgain(signal: AbortSignal, net: Net): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const looks = [net.online(either), sleep(either, net, OFFLINE_LOOK_MS)];
  for (const look of looks) look.catch(() => {}); // The one that lost the race is called off below.
  await Promise.race(looks).finally(() => over.abort());
}

async function waiting(attempts: Attempts, wait: Wait, pause: () => Promise<void>): Promise<void> {
  attempts.onWait(wait);
  try {
    await pause();
  } finally {
    attempts.onWait(undefined);
  }
}
