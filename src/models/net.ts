/** One request to a host of models, with every way it can go wrong told apart. What may pass by itself is a `Passing`, anything else a Problem. */
import { Problem } from '../contract/problem.ts';

/** The world outside as the vault uses it; tests hand in another. */
export interface Net {
  fetch(address: string, init: RequestInit): Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something later. Returns how to call it off. */
  after(milliseconds: number, run: () => void): () => void;
  /** Between 0 and 1. */
  random(): number;
  /** `false` when the browser knows that there is no network. `true` promises nothing. */
  isOnline(): boolean;
  /** Resolves when the browser says that there is a network again. */
  online(signal: AbortSignal): Promise<void>;
}

/** What a request is for, in the words a failure needs. */
export interface Errand {
  /** Path inside the model, or what is asked of the host. */
  path: string;
  modelName: string;
  /** Where a person accepts the maker's terms. */
  page: string;
}

/** Trouble that may pass by itself. `problem` is what to say if it does not. */
export class Passing extends Error {
  override readonly name = 'Passing';
  constructor(
    readonly problem: Problem,
    /** What the host asks to wait, in milliseconds. */
    readonly waitMs?: number,
  ) {
    super(problem.code);
  }
}

/** A connection that sends nothing for this long is taken for dead: mobile networks drop connections without a word. */
const SILENCE_MS = 20_000;
const [TIMED_OUT, TOO_EARLY, TOO_MANY] = [408, 425, 429] as const;
const MAY_PASS: ReadonlySet<number> = new Set([TIMED_OUT, TOO_EARLY, TOO_MANY]);
/** The hub counts requests over five minutes and lets no page read how long is left. Seven tries so far apart outlast it. */
const UNSAID_WAIT_MS: Readonly<Record<number, number>> = { [TOO_MANY]: 50_000 };
const RANGE_REFUSED = 416;

export const hostOf = (address: string): string => new URL(address).host;

/** Ends a connection that has gone silent. */
export interface Watch {
  /** The person's own. */
  person: AbortSignal;
  /** Theirs, and the silence. */
  signal: AbortSignal;
  /** Something came. */
  alive(): void;
  end(): void;
}

/** @param person ends the connection as well */
export function watchSilence(person: AbortSignal, net: Net): Watch {
  const silence = new AbortController();
  const start = () => net.after(SILENCE_MS, () => silence.abort());
  let callOff = start();
  return {
    person,
    signal: AbortSignal.any([person, silence.signal]),
    alive() {
      callOff();
      callOff = start();
    },
    end: () => callOff(),
  };
}

/**
 * Sends a request and looks at the first answer. 200, 206 and 416 come back; the caller reads on under the same watch.
 * @throws Passing, Problem download-refused, download-missing, download-host-trouble, and what the person's signal says
 */
export async function ask(watch: Watch, net: Net, address: string, errand: Errand, range?: string): Promise<Response> {
  let response: Response;
  try {
    response = await net.fetch(address, {
      signal: watch.signal,
      ...(range && { headers: { Range: range } }),
      // Nothing that says who asks, and no second copy of gigabytes in the browser's cache.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  } catch (error) {
    throw lost(watch, address, error);
  }
  watch.alive();
  const refusal = refusalOf(response, address, errand, net.now());
  if (!refusal) return response;
  void response.body?.cancel().catch(() => {});
  throw refusal;
}

/** What it means that a request, or the reading of its answer, ended with an error. */
export function lost({ person, signal }: Watch, address: string, error: unknown): unknown {
  if (person.aborted) return person.reason;
  const host = hostOf(address);
  if (signal.aborted) return new Passing(new Problem('download-host-trouble', { host, status: 0 }));
  return new Passing(new Problem('download-offline', { host }, { cause: error }));
}

function refusalOf({ status, ok, headers }: Response, address: string, { path, modelName, page }: Errand, now: number): Error | undefined {
  const host = hostOf(address);
  if (ok || status === RANGE_REFUSED) return undefined;
  if (status === 401 || status === 403) return new Problem('download-refused', { modelName, address: page });
  if (status === 404 || status === 410) return new Problem('download-missing', { path, host });
  const trouble = new Problem('download-host-trouble', { host, status });
  if (status < 500 && !MAY_PASS.has(status)) return trouble;
  return new Passing(trouble, waitOf(headers.get('retry-after'), now) ?? UNSAID_WAIT_MS[status]);
}

/** Retry-After is a number of seconds, or a date (RFC 9110, 10.2.3). */
function waitOf(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** Waits, unless the signal ends it. */
export function sleep(signal: AbortSignal, net: Net, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      callOff();
      reject(signal.reason);
    };
    const callOff = net.after(milliseconds, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
