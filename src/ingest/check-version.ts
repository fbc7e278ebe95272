/** Looks whether a new index version may answer: everything is there, can be read, and finds what exact vectors find. */
import type { DocumentId } from '../contract/range.ts';
import type { VectorsRecord, WordsRecord } from '../contract/stored.ts';
import { passageOf, searchedText } from './steps.ts';

export interface CheckParts {
  documents(): { id: DocumentId; stamp: string; passages: number }[];
  words(id: DocumentId): Promise<WordsRecord | undefined>;
  text(id: DocumentId): Promise<string | undefined>;
  vectors(space: string, id: DocumentId): Promise<VectorsRecord[]>;
  embed(signal: AbortSignal, texts: string[]): Promise<Float32Array>;
  /** A stored segment as floats, row after row. @throws Error when it cannot be read */
  readSegment(segment: ArrayBuffer): Float32Array;
}

export interface VersionCheck {
  passages: number;
  /** Of the ten nearest passages by exact vectors, the share that the stored ones find too. Measured inside the sample. */
  recall: number;
}

/** Passages that are embedded once more and compared. Enough that a mixed-up model is sure to be seen, few enough for a slow machine. */
const SAMPLE = 48;
const NEAREST = 10;

/**
 * @throws Error when a vector is missing or a segment cannot be read; the signal's reason once it is aborted
 */
export async function checkVersion(signal: AbortSignal, parts: CheckParts, target: { space: string; dimensions: number }): Promise<VersionCheck> {
  const all = parts.documents();
  const total = all.reduce((sum, { passages }) => sum + passages, 0);
  const wanted = new Set(Array.from({ length: Math.min(SAMPLE, total) }, (_, i) => Math.floor((i * total) / Math.min(SAMPLE, total))));
  const texts: string[] = [];
  const stored: Float32Array[] = [];
  let first = 0;
  for (const { id, stamp, passages } of all) {
    signal.throwIfAborted();
    const rows = rowsOf(await parts.vectors(target.space, id), stamp, target.dimensions, parts.readSegment);
    if (rows.length < passages) throw new Error(`${passages - rows.length} of ${passages} vectors of a document are missing.`);
    const chosen = Array.from({ length: passages }, (_, i) => i).filter((i) => wanted.has(first + i));
    texts.push(...(await textsOf(parts, id, chosen)));
    stored.push(...chosen.map((i) => rows[i]!));
    first += passages;
  }
  if (texts.length !== stored.length) throw new Error('A document changed while it was looked at.');
  const exact = texts.length > 0 ? await parts.embed(signal, texts) : new Float32Array();
  const exactRows = stored.map((_, i) => exact.subarray(i * target.dimensions, (i + 1) * target.dimensions));
  return { passages: total, recall: recallOf(exactRows, stored) };
}

function rowsOf(batches: readonly VectorsRecord[], stamp: string, dimensions: number, read: CheckParts['readSegment']): Float32Array[] {
  const rows: Float32Array[] = [];
  for (const { stamp: madeFrom, firstPassage, count, segment } of batches) {
    if (madeFrom !== stamp || firstPassage !== rows.length) break;
    const values = read(segment);
    if (values.length !== count * dimensions) throw new Error('A segment has another size than its record says.');
    for (let row = 0; row < count; row += 1) rows.push(values.subarray(row * dimensions, (row + 1) * dimensions));
  }
  return rows;
}

async function textsOf(parts: CheckParts, id: DocumentId, passages: readonly number[]): Promise<string[]> {
  if (passages.length === 0) return [];
  const [words, text] = await Promise.all([parts.words(id), parts.text(id)]);
  return words && text !== undefined ? passages.map((passage) => searchedText(text, passageOf(words, passage))) : [];
}

/** Mean recall@10 of the stored vectors against the exact ones, each passage of the sample asked once for its neighbours. 1 for an empty sample. */
function recallOf(exact: readonly Float32Array[], stored: readonly Float32Array[]): number {
  if (exact.length === 0) return 1;
  const shares = exact.map((query) => {
    const right = new Set(nearest(query, exact));
    return nearest(query, stored).filter((i) => right.has(i)).length / right.size;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function nearest(query: Float32Array, rows: readonly Float32Array[]): number[] {
  const cosines = rows.map((row) => row.reduce((sum, value, i) => sum + value * query[i]!, 0));
  return cosines.map((_, i) => i).toSorted((a, b) => cosines[b]! - cosines[a]! || a - b).slice(0, NEAREST);
}
