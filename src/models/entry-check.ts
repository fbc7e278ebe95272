/** Whether a description of a model is one. It may come from a stranger's folder, so every field is looked at. */
import type { CatalogueEntry } from '../contract/model.ts';

type Check = (value: unknown) => boolean;

const ID = /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/;
const REPOSITORY = /^([\w-][\w.-]*\/[\w-][\w.-]*)?$/;
/** Far above what any model has. */
const MOST_ITEMS = 2_000;

const text: Check = (value) => typeof value === 'string' && value.length <= 2_000;
const matching = (pattern: RegExp): Check => (value) => typeof value === 'string' && pattern.test(value);
const amount: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const truth: Check = (value) => typeof value === 'boolean';
const oneOf = (...values: string[]): Check => (value) => typeof value === 'string' && values.includes(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.length <= MOST_ITEMS && value.every(check);
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const shape = (fields: Record<string, Check>): Check => (value) =>
  typeof value === 'object' && value !== null && Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));

/** Parts of a path that would climb, or, as the key of an object, mean something else. */
const ODD_PARTS = new Set(['', '.', '..', '__proto__']);

/** A path that stays in its folder, and can be the key of a record. */
export function isInnerPath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 500 && value.split('/').every((part) => !ODD_PARTS.has(part) && !part.includes('\\'));
}

const isWebAddress: Check = (value) => typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:';

const isBuild = shape({
  id: matching(ID),
  device: oneOf('webgpu', 'wasm'),
  dtype: oneOf('fp32', 'fp16', 'q8', 'q4', 'q4f16'),
  files: listOf(isInnerPath),
  downloadBytes: amount,
  memoryBytes: amount,
  largestBufferBytes: optional(amount),
  needs: listOf(oneOf('shader-f16')),
});

const isEmbedding = shape({
  dimensions: amount,
  prefixes: listOf(amount),
  pooling: oneOf('mean', 'cls'),
  output: optional(oneOf('sentence_embedding')),
  queryPrompt: text,
  documentPrompt: text,
  maximumTokens: amount,
});

const isEntry = shape({
  id: matching(ID),
  kind: oneOf('embedding', 'language'),
  name: text,
  maker: text,
  repository: matching(REPOSITORY),
  revision: text,
  licence: text,
  gated: truth,
  languages: listOf(text),
  parameters: amount,
  goodFor: text,
  commonFiles: listOf(isInnerPath),
  builds: listOf(isBuild),
  standsInFor: optional(text),
  embedding: optional(isEmbedding),
  language: optional(
    shape({ engine: oneOf('web-llm', 'transformers'), contextTokens: amount, library: optional(shape({ url: isWebAddress, name: isInnerPath })) }),
  ),
});

/** `undefined` when it is none. A model without a build, or without the facts of its kind, is none either. */
export function asCatalogueEntry(value: unknown): CatalogueEntry | undefined {
  if (!isEntry(value)) return undefined;
  const entry = value as CatalogueEntry;
  return entry.builds.length > 0 && entry[entry.kind] ? entry : undefined;
}

/** SHA-256 by path, as a `carrel-model.json` may give them. `undefined` when there are none, or they make no sense. */
export function asDigests(value: unknown): Map<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const digests = new Map(Object.entries(value).map(([path, digest]) => [path, String(digest).toLowerCase()]));
  return [...digests.values()].every((digest) => /^[0-9a-f]{64}$/.test(digest)) ? digests : undefined;
}
