/** Finds passages by their words: BM25 over the segments of all documents, none of which is ever rebuilt. */
import type { DocumentId } from '../contract/range.ts';
import { readLexicalSegment, type LexicalSegment } from './lexical-segment.ts';
import { queryTerms, type QueryTerm } from './query-terms.ts';
import { hashTerm } from './term-hash.ts';
import { findPrefix, findTerm } from './term-lookup.ts';

export interface LexicalHit {
  documentId: DocumentId;
  /** Number of the passage in its document, from 0. */
  passage: number;
  /** BM25. Comparable within one result only. */
  score: number;
}

/**
 * How soon more occurrences stop counting. This and B: of 16 pairs within 0.001 of the best mean nDCG@10 over every other query of
 * SciFact, Cranfield, MED and SQuAD; 0.004 above that pair on the other queries.
 */
const K1 = 1.2;
/** How much long passages must say more to score the same; 0 not at all, 1 in proportion. */
const B = 0.75;
/** An occurrence of a longer word that only begins like the one being typed, in occurrences of the word itself. */
const PREFIX_WEIGHT = 0.5;

interface Held {
  id: DocumentId;
  segment: LexicalSegment;
  /** Number of the document's first passage among all passages, documents sorted by id. */
  base: number;
}

/** A query term in one segment: its own number there (-1: absent), and the numbers of longer words that begin with it. */
interface Match {
  held: Held;
  exact: number;
  longer: readonly number[];
}

export class LexicalIndex {
  readonly #held = new Map<DocumentId, Held>();
  #passages = 0;
  #words = 0;
  /** By id, so that equal scores always come in the same order, whatever the order of adding. `undefined` after a change. */
  #sorted: Held[] | undefined;
  /** One value per passage of the library, all zero between searches. */
  #scores = new Float64Array(0);
  #frequencies = new Float64Array(0);

  /**
   * Adds a document, in place of what was there under its id. The buffer is kept, not copied.
   * @throws Error when the segment is of another format.
   */
  set(id: DocumentId, segment: ArrayBuffer): void {
    const held = { id, segment: readLexicalSegment(segment), base: 0 };
    this.delete(id);
    this.#held.set(id, held);
    this.#count(held.segment, 1);
  }

  delete(id: DocumentId): void {
    const held = this.#held.get(id);
    if (!held) return;
    this.#held.delete(id);
    this.#count(held.segment, -1);
  }

  has(id: DocumentId): boolean {
    return this.#held.has(id);
  }

  /** Passages of all documents. */
  get passageCount(): number {
    return this.#passages;
  }

  /**
   * The passages that score highest for the words of `query`, any of which suffices; best first, equal ones by document, then passage.
   * Rarity and average length are those of all documents even when `scope` names a few: a filter leaves scores as they were.
   * @param options.prefix the last word of the query may be unfinished
   */
  search(query: string, options: { limit: number; scope?: ReadonlySet<DocumentId>; prefix?: boolean }): LexicalHit[] {
    const terms = queryTerms(query, options.prefix ?? false);
    if (options.limit <= 0 || this.#passages === 0) return [];
    const all = this.#order();
    const touched: number[] = [];
    for (const term of terms) this.#score(term, this.#find(term, all), options.scope, touched);
    return this.#best(touched, options.limit);
  }

  /**
   * How rare each term is (inverse document frequency): 0 is in every passage. A term that is nowhere is the rarest.
   * @param terms as `words` gives them
   */
  rarity(terms: readonly string[]): number[] {
    const all = this.#order();
    return terms.map((term) => {
      const hash = hashTerm(term);
      let containing = 0;
      for (const { segment } of all) containing += postingsOf(segment, findTerm(segment, term, hash));
      return inverseFrequency(containing, this.#passages);
    });
  }

  #count(segment: LexicalSegment, sign: 1 | -1) {
    this.#passages += sign * segment.passageCount;
    this.#words += sign * segment.lengths.reduce((sum, length) => sum + length, 0);
    this.#sorted = undefined;
  }

  #order(): Held[] {
    if (this.#sorted) return this.#sorted;
    this.#sorted = [...this.#held.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    let base = 0;
    for (const held of this.#sorted) {
      held.base = base;
      base += held.segment.passageCount;
    }
    if (this.#scores.length < base) {
      this.#scores = new Float64Array(base * 2);
      this.#frequencies = new Float64Array(base * 2);
    }
    return this.#sorted;
  }

  #find({ term, prefix }: QueryTerm, all: readonly Held[]): Match[] {
    const matches: Match[] = [];
    const hash = hashTerm(term);
    for (const held of all) {
      const exact = findTerm(held.segment, term, hash);
      const longer = prefix === undefined ? [] : findPrefix(held.segment, prefix).filter((number) => number !== exact);
      if (exact >= 0 || longer.length > 0) matches.push({ held, exact, longer });
    }
    return matches;
  }

  /** Adds one term's part to the score of every passage in scope that has it. */
  #score({ weight }: QueryTerm, matches: readonly Match[], scope: ReadonlySet<DocumentId> | undefined, touched: number[]) {
    const frequencies = this.#frequencies;
    const averageLength = this.#words / this.#passages;
    const containing: number[] = [];
    // A word and the longer words that begin with it count as one word, so their passages are counted together.
    for (const match of matches) this.#gather(match, containing);
    const idf = inverseFrequency(containing.length, this.#passages) * weight;
    let next = 0;
    for (const { held } of matches) {
      const { lengths, passageCount } = held.segment;
      const inScope = scope === undefined || scope.has(held.id);
      for (; next < containing.length && containing[next]! < held.base + passageCount; next++) {
        const at = containing[next]!;
        const frequency = frequencies[at]!;
        frequencies[at] = 0;
        if (!inScope) continue;
        if (this.#scores[at] === 0) touched.push(at);
        const norm = K1 * (1 - B + (B * lengths[at - held.base]!) / averageLength);
        this.#scores[at]! += (idf * frequency * (K1 + 1)) / (frequency + norm);
      }
    }
  }

  #gather({ held, exact, longer }: Match, containing: number[]) {
    const { starts, passages, frequencies } = held.segment;
    for (const number of [exact, ...longer]) {
      if (number < 0) continue;
      const weight = number === exact ? 1 : PREFIX_WEIGHT;
      for (let i = starts[number]!; i < starts[number + 1]!; i++) {
        const at = held.base + passages[i]!;
        if (this.#frequencies[at] === 0) containing.push(at);
        this.#frequencies[at]! += weight * frequencies[i]!;
      }
    }
  }

  /** The best of the touched passages, whose scores are wiped. */
  #best(touched: readonly number[], limit: number): LexicalHit[] {
    const scores = this.#scores;
    const better = (a: number, b: number) => scores[b]! - scores[a]! || a - b;
    let best: number[] = [];
    let floor = 0;
    for (const at of touched) {
      if (scores[at]! < floor) continue;
      best.push(at);
      if (best.length < 2 * limit) continue;
      best = best.sort(better).slice(0, limit);
      floor = scores[best.at(-1)!]!;
    }
    const hits = best.sort(better).slice(0, limit).map((at) => ({ ...this.#locate(at), score: scores[at]! }));
    for (const at of touched) scores[at] = 0;
    return hits;
  }

  #locate(at: number): { documentId: DocumentId; passage: number } {
    const all = this.#order();
    let [low, high] = [0, all.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (all[middle]!.base <= at) low = middle;
      else high = middle;
    }
    const { id, base } = all[low]!;
    return { documentId: id, passage: at - base };
  }
}

const postingsOf = ({ starts }: LexicalSegment, term: number) => (term < 0 ? 0 : starts[term + 1]! - starts[term]!);

/** The form of BM25's inverse document frequency that is never negative (Lucene's). */
const inverseFrequency = (containing: number, all: number) => Math.log(1 + (all - containing + 0.5) / (containing + 0.5));
