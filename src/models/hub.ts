/** The hub that models come from: which commit a name means, and what files it has, with the digests that it publishes. */
import { Problem } from '../contract/problem.ts';
import type { Digest } from './digest.ts';
import { ask, hostOf, lost, watchSilence, type Errand, type Net } from './net.ts';
import { retrying, type Wait } from './retrying.ts';

const HUB = 'https://huggingface.co';
/** A list of a repository's files is some hundred kilobytes at most. */
const LARGEST_LIST_BYTES = 20_000_000;
/** A thousand files come in one page. */
const MOST_PAGES = 50;

export interface HubFile {
  bytes: number;
  digest: Digest;
}

/** Which repository is asked, and how a failure names it. */
export interface HubRequest {
  repository: string;
  modelName: string;
  onWait(wait: Wait | undefined): void;
}

export const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

/** Where a person reads about a model and accepts its terms. */
export const hubPage = (repository: string): string => `${HUB}/${encoded(repository)}`;

export const hubFileAddress = (repository: string, commit: string, path: string): string =>
  `${HUB}/${encoded(repository)}/resolve/${encodeURIComponent(commit)}/${encoded(path)}`;

/**
 * The commit that a branch or tag means now.
 * @throws Problem download-*
 */
export async function commitOf(signal: AbortSignal, net: Net, request: HubRequest, revision: string): Promise<string> {
  const address = `${HUB}/api/models/${encoded(request.repository)}/revision/${encodeURIComponent(revision)}`;
  const { value } = await askJson(signal, net, request, address);
  const sha = (value as { sha?: unknown } | null)?.sha;
  if (typeof sha !== 'string' || !isCommit(sha)) throw notTheAnswer(request);
  return sha;
}

/**
 * Every file of a commit, by path.
 * @throws Problem download-*
 */
export async function treeOf(signal: AbortSignal, net: Net, request: HubRequest, commit: string): Promise<Map<string, HubFile>> {
  const files = new Map<string, HubFile>();
  let next: string | undefined = `${HUB}/api/models/${encoded(request.repository)}/tree/${commit}?recursive=true`;
  for (let page = 0; next !== undefined; page += 1) {
    if (page === MOST_PAGES) throw notTheAnswer(request);
    const { value, link } = await askJson(signal, net, request, next);
    if (!Array.isArray(value)) throw notTheAnswer(request);
    for (const item of value) {
      const file = asFile(item);
      if (file === 'other') continue;
      if (!file) throw notTheAnswer(request);
      files.set(file.path, file);
    }
    next = nextPage(link);
  }
  return files;
}

/** `undefined` when it is nothing that the hub would say. */
function asFile(item: unknown): (HubFile & { path: string }) | 'other' | undefined {
  const { type, path, size, oid, lfs } = (item ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string') return undefined;
  if (type !== 'file') return 'other';
  const large = lfs as { oid?: unknown; size?: unknown } | undefined;
  const digest = large ? asDigest('sha256', large.oid, 64) : asDigest('git-blob', oid, 40);
  const bytes = large?.size ?? size;
  if (typeof path !== 'string' || !digest || !Number.isSafeInteger(bytes) || (bytes as number) < 0) return undefined;
  return { path, bytes: bytes as number, digest };
}

function asDigest(kind: Digest['kind'], value: unknown, length: number): Digest | undefined {
  const hex = typeof value === 'string' ? value.replace(/^sha256:/, '').toLowerCase() : '';
  return hex.length === length && /^[0-9a-f]+$/.test(hex) ? { kind, hex } : undefined;
}

/** `Link: <address>; rel="next"` (RFC 8288). Only the hub itself is believed. */
function nextPage(link: string | null): string | undefined {
  const address = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  if (address === undefined) return undefined;
  const url = new URL(address, HUB);
  return url.origin === HUB ? url.href : undefined;
}

async function askJson(signal: AbortSignal, net: Net, request: HubRequest, address: string): Promise<{ value: unknown; link: string | null }> {
  const errand: Errand = { path: request.repository, modelName: request.modelName, page: hubPage(request.repository) };
  const attempts = { host: hostOf(address), gained: () => 0, onWait: request.onWait };
  return retrying(signal, net, attempts, async () => {
    const watch = watchSilence(signal, net);
    try {
      const response = await ask(watch, net, address, errand);
      const text = await response.text().catch((error: unknown) => {
        throw lost(watch, address, error);
      });
      if (text.length > LARGEST_LIST_BYTES) throw notTheAnswer(request);
      return { value: parsed(text, request), link: response.headers.get('link') };
    } finally {
      watch.end();
    }
  });
}

function parsed(text: string, request: HubRequest): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notTheAnswer(request, /^\s*</.test(text) ? 'a web page' : undefined);
  }
}

function notTheAnswer({ repository }: HubRequest, found = 'an answer that the hub never gives'): Problem {
  return new Problem('download-not-the-file', { path: repository, found });
}

/** Slashes stay, everything else of a name becomes harmless. Segments that would climb are refused where entries are checked. */
const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
