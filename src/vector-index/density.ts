/**
 * How crowded it is around a passage. In many dimensions some points are near to a great many others ("hubs"; Radovanović et al., 2010),
 * and a passage that is near to everything is near to most queries without answering them.
 */
import type { DocumentId } from '../contract/range.ts';
import { dot, unit, type Batch } from './batch.ts';

/** How many of the sample count as around a passage. */
const NEAREST = 5;
/**
 * Most passages in the sample: with the whole index instead, the results are hardly better (mean nDCG@10 of the test sets 0.001 higher) and
 * cost more with every passage.
 */
const SAMPLE = 1_000;
/** How many of the sample the mean is taken over. */
const FOR_THE_MEAN = 64;

interface Row {
  batch: Batch;
  row: number;
}

export class Densities {
  /** With the leading dimensions of each, at length one. */
  readonly #sample: (Row & { vector: Float32Array })[];
  readonly #mean: number;
  readonly #known = new WeakMap<Batch, Float32Array>();

  /**
   * @param batches of the whole index; the sample is spread evenly over them, in an order that does not depend on when they came
   * @param leading how many leading dimensions are compared
   */
  constructor(batches: ReadonlyMap<DocumentId, readonly Batch[]>, readonly leading: number) {
    const all = [...batches.keys()].toSorted().flatMap((id) => batches.get(id) ?? []);
    const rows = rowsAt(all, evenly(all.reduce((sum, { rowCount }) => sum + rowCount, 0), SAMPLE));
    this.#sample = rows.filter(({ batch, row }) => batch.scales[row] !== 0).map((row) => ({ ...row, vector: unit(this.#leadingOf(row)) }));
    const some = evenly(this.#sample.length, FOR_THE_MEAN).map((i) => this.#around(this.#sample[i]!));
    this.#mean = some.reduce((sum, density) => sum + density, 0) / Math.max(1, some.length);
  }

  /**
   * The mean cosine of a passage to those of the sample that are nearest to it, less what that is on average.
   * @param row of the batch, with a vector that is not zero
   */
  of(batch: Batch, row: number): number {
    const known = this.#known.get(batch) ?? new Float32Array(batch.rowCount).fill(Number.NaN);
    this.#known.set(batch, known);
    if (Number.isNaN(known[row])) known[row] = this.#around({ batch, row }) - this.#mean;
    return known[row]!;
  }

  #around({ batch, row }: Row): number {
    /** Largest first. */
    const nearest = new Float32Array(Math.max(0, Math.min(NEAREST, this.#sample.length - 1))).fill(-1);
    if (nearest.length === 0) return 0;
    const own = unit(this.#leadingOf({ batch, row }));
    for (const other of this.#sample) {
      if (other.batch === batch && other.row === row) continue;
      const cosine = dot(own, 0, other.vector);
      let place = nearest.length - 1;
      if (cosine <= nearest[place]!) continue;
      for (; place > 0 && nearest[place - 1]! < cosine; place--) nearest[place] = nearest[place - 1]!;
      nearest[place] = cosine;
    }
    return nearest.reduce((sum, cosine) => sum + cosine, 0) / nearest.length;
  }

  #leadingOf({ batch: { rows, dimensions }, row }: Row): Float32Array {
    return Float32Array.from(rows.subarray(row * dimensions, row * dimensions + this.leading));
  }
}

/** As many of the numbers below `count` as are wanted, at even distances. */
function evenly(count: number, wanted: number): number[] {
  const chosen = Math.min(wanted, count);
  return Array.from({ length: chosen }, (_, i) => Math.floor((i * count) / chosen));
}

/** @param places rising, counted through all batches as if they were one */
function rowsAt(batches: readonly Batch[], places: readonly number[]): Row[] {
  let at = 0;
  let before = 0;
  return places.map((place) => {
    while (place >= before + batches[at]!.rowCount) before += batches[at++]!.rowCount;
    return { batch: batches[at]!, row: place - before };
  });
}
