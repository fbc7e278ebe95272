/**
 * Nearest passages by meaning: a straight scan over the bytes of every document in scope. Nothing is built, so a document
 * is found as soon as its vectors are here and gone as soon as it is deleted.
 */
import type { DocumentId } from '../contract/range.ts';
import { dot, outside, unit, type Batch } from './batch.ts';
import { Densities } from './density.ts';
import { readVectorSegment } from './vector-segment.ts';

/** Names one passage. */
interface PassageKey {
  documentId: DocumentId;
  /** Number of the passage in its document, from 0. */
  passage: number;
}

export interface VectorHit extends PassageKey {
  cosine: number;
}

export class VectorIndex {
  /** In batches, as the vectors were made. */
  readonly #batches = new Map<DocumentId, Batch[]>();
  /** Of the index as it is. Made when it is asked for. */
  #densities: Densities | undefined;

  /** @param dimensions of every vector and query of this index */
  constructor(readonly dimensions: number) {}

  /**
   * Adds vectors of a document: row `i` is passage `firstPassage + i`. A passage given again replaces what was there.
   * @throws Error when the segment is of another format or has other dimensions.
   */
  append(id: DocumentId, firstPassage: number, segment: ArrayBuffer): void {
    const batch = { ...readVectorSegment(segment), firstPassage };
    if (batch.dimensions !== this.dimensions) {
      throw new Error(`Vector segment has ${batch.dimensions} dimensions, this index has ${this.dimensions}.`);
    }
    this.#densities = undefined;
    const end = firstPassage + batch.rowCount;
    const kept = (this.#batches.get(id) ?? []).flatMap((old) => outside(old, firstPassage, end));
    this.#batches.set(id, [...kept, batch].toSorted((a, b) => a.firstPassage - b.firstPassage));
  }

  delete(id: DocumentId): void {
    this.#densities = undefined;
    this.#batches.delete(id);
  }

  documents(): DocumentId[] {
    return [...this.#batches.keys()];
  }

  /** How many passages of the document have their row here, zero vectors included. */
  count(id: DocumentId): number {
    return (this.#batches.get(id) ?? []).reduce((sum, { rowCount }) => sum + rowCount, 0);
  }

  /**
   * The passages with the largest cosine to `query`, largest first; equal ones by document, then passage.
   * A zero vector matches nothing, as a passage and as a query. Negative cosines are results like others: floors are the caller's.
   * @param query a unit vector
   * @param options.scope only these documents are looked at
   * @throws RangeError when the query has other dimensions
   */
  nearest(query: Float32Array, options: { limit: number; scope?: ReadonlySet<DocumentId> }): VectorHit[] {
    if (query.length !== this.dimensions) throw new RangeError(`The query has ${query.length} dimensions, this index has ${this.dimensions}.`);
    if (query.every((value) => value === 0)) return [];
    const best = new Nearest(options.limit);
    for (const id of options.scope ?? this.#batches.keys()) {
      for (const batch of this.#batches.get(id) ?? []) scan(batch, query, id, best);
    }
    return best.take();
  }

  /**
   * The cosine of each of these passages to `query`, in their order; NaN for one without a vector.
   * @param query a unit vector
   */
  cosines(query: Float32Array, passages: readonly PassageKey[]): number[] {
    return passages.map((key) => {
      const at = this.#row(key);
      return at ? dot(at.batch.rows, at.row * this.dimensions, query) * at.batch.scales[at.row]! : Number.NaN;
    });
  }

  /**
   * How crowded it is around each of these passages (density.ts): above 0 more than on average, in terms of cosines. NaN for one without
   * a vector. Each that was not asked for since the index changed takes up to two thousand comparisons.
   * @param leading how many leading dimensions tell which others may be near
   */
  densities(passages: readonly PassageKey[], leading = this.dimensions): number[] {
    if (this.#densities?.leading !== leading) this.#densities = new Densities(this.#batches, leading);
    const densities = this.#densities;
    return passages.map((key) => {
      const at = this.#row(key);
      return at ? densities.of(at.batch, at.row) : Number.NaN;
    });
  }

  /**
   * The middle of these passages, at length one: the sum of their vectors, each times its weight. Zeros when they have none.
   * @param weights one for each passage
   */
  centroid(passages: readonly PassageKey[], weights: readonly number[]): Float32Array {
    const sum = new Float32Array(this.dimensions);
    for (const [i, key] of passages.entries()) {
      const at = this.#row(key);
      const weight = (weights[i] ?? 0) * (at?.batch.scales[at.row] ?? 0);
      if (at && weight !== 0) for (let d = 0; d < sum.length; d++) sum[d]! += at.batch.rows[at.row * this.dimensions + d]! * weight;
    }
    return unit(sum);
  }

  /** Where the vector of a passage is. `undefined` without one, or with a zero vector. */
  #row({ documentId, passage }: PassageKey): { batch: Batch; row: number } | undefined {
    const batch = this.#batches.get(documentId)?.findLast(({ firstPassage }) => firstPassage <= passage);
    const row = passage - (batch?.firstPassage ?? 0);
    return batch?.scales[row] ? { batch, row } : undefined;
  }
}

function scan({ rows, scales, rowCount, dimensions, firstPassage }: Batch, query: Float32Array, id: DocumentId, best: Nearest) {
  for (let row = 0; row < rowCount; row++) {
    const scale = scales[row]!;
    if (scale === 0) continue;
    const cosine = dot(rows, row * dimensions, query) * scale;
    if (cosine >= best.floor) best.offer({ documentId: id, passage: firstPassage + row, cosine });
  }
}

/** Best first. Never undecided for different passages, so results do not depend on the order of scanning. */
function inOrder(a: VectorHit, b: VectorHit): number {
  if (a.cosine !== b.cosine) return b.cosine - a.cosine;
  return a.documentId === b.documentId ? a.passage - b.passage : a.documentId < b.documentId ? -1 : 1;
}

/** The best hits so far. Sorts only when twice as many as wanted have gathered, which a scan seldom sees: the floor rises fast. */
class Nearest {
  #hits: VectorHit[] = [];
  /** A cosine below this cannot enter. */
  floor: number;

  constructor(readonly limit: number) {
    this.floor = limit > 0 ? -Infinity : Infinity;
  }

  offer(hit: VectorHit): void {
    this.#hits.push(hit);
    if (this.#hits.length < 2 * this.limit) return;
    this.#hits = this.take();
    this.floor = this.#hits.at(-1)!.cosine;
  }

  take(): VectorHit[] {
    return this.#hits.sort(inOrder).slice(0, this.limit);
  }
}
