/**
 * How crowded it is around a passage. In many dimensions some points are near to a great many others ("hubs"; Radovanović et al., 2010),
 * and a passage that is near to everything is near to most queries without answering them.
 */
import type { DocumentId } from '../contract/range.ts';
import { dot, unit, type Batch } from './batch.ts';

/** How many of the sample count as around a passage. */
const NEAREST = 5;
/** Most passages in the sample. Of the paraphrases to choose by, among 2,113 passages, 1,000 find up to two in a hundred less, and all no more. */
const SAMPLE = 2_000;
/** How many of the sample, the nearest by leading dimensions, are compared by all. */
const COMPARED = 32;
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
   * @param leading how many leading dimensions tell which of the sample may be nearest
   */
  constructor(batches: ReadonlyMap<DocumentId, readonly Batch[]>, readonly leading: number) {
    const all = [...batches.keys()].toSorted().flatMap((id) => batches.get(id) ?? []);
    const rows = rowsAt(all, evenly(all.reduce((sum, { rowCount }) => sum + rowCount, 0), SAMPLE));
    this.#sample = rows.filter(({ batch, row }) => batch.scales[row] !== 0).map((row) => ({ ...row, vector: unit(leadingOf(row, leading)) }));
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
    const own = unit(leadingOf({ batch, row }, this.leading));
    const close = new Largest(COMPARED);
    for (const [i, other] of this.#sample.entries()) if (other.batch !== batch || other.row !== row) close.offer(dot(own, 0, other.vector), i);
    const whole = unit(leadingOf({ batch, row }, batch.dimensions));
    const nearest = new Largest(NEAREST);
    for (const i of close.which) {
      const { batch: there, row: at } = this.#sample[i]!;
      nearest.offer(dot(there.rows, at * there.dimensions, whole) * there.scales[at]!, i);
    }
    return nearest.values.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, nearest.values.length);
  }
}

function leadingOf({ batch: { rows, dimensions }, row }: Row, leading: number): Float32Array {
  return Float32Array.from(rows.subarray(row * dimensions, row * dimensions + leading));
}

/** The largest of the values that are offered, largest first, and which they were. */
class Largest {
  readonly values: number[] = [];
  readonly which: number[] = [];

  constructor(readonly most: number) {}

  offer(value: number, which: number): void {
    const { values, most } = this;
    if (values.length === most && value <= values[most - 1]!) return;
    let place = Math.min(values.length, most - 1);
    for (; place > 0 && values[place - 1]! < value; place--) {
      values[place] = values[place - 1]!;
      this.which[place] = this.which[place - 1]!;
    }
    values[place] = value;
    this.which[place] = which;
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
