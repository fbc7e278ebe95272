/** Compares texts with a query by meaning. */
import type { RetrievalParts } from './parts.ts';

/** Cosine of each text to the query; `undefined` when the model cannot run. Vectors are unit vectors, so it is their dot product. */
export async function cosinesTo(
  signal: AbortSignal,
  parts: Pick<RetrievalParts, 'embedSentences'>,
  query: Float32Array,
  texts: string[],
): Promise<number[] | undefined> {
  if (texts.length === 0) return [];
  const vectors = await parts.embedSentences(signal, texts);
  return vectors && texts.map((_, i) => dot(query, vectors, i * query.length));
}

/** Dot product of `a` with as many values of `b` from `offset` on. */
export function dot(a: Float32Array, b: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[offset + i] ?? 0);
  return sum;
}
