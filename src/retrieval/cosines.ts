/** Compares texts with a query by meaning. */
import type { MeaningFacts, RetrievalParts } from './parts.ts';

/** Cosine of each text to the query; `undefined` when the model cannot run. Vectors are unit vectors, so it is their dot product. */
export async function cosinesTo(
  signal: AbortSignal,
  parts: Pick<RetrievalParts, 'embedSentences' | 'meaning'>,
  query: Float32Array,
  texts: string[],
): Promise<number[] | undefined> {
  if (texts.length === 0) return [];
  const vectors = await parts.embedSentences(signal, texts);
  return vectors && texts.map((_, i) => comparable(dot(query, vectors, i * query.length), parts.meaning));
}

/** A cosine of any model in the terms of the built-in one: models differ in what a cosine of 0.5 says. */
export function comparable(cosine: number, meaning: Pick<MeaningFacts, 'cosineScale'> | undefined): number {
  const { a, b } = meaning?.cosineScale ?? { a: 1, b: 0 };
  return a * cosine + b;
}

/** Dot product of `a` with as many values of `b` from `offset` on. */
export function dot(a: Float32Array, b: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[offset + i] ?? 0);
  return sum;
}
