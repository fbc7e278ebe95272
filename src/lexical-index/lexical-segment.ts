/**
 * The words of one document, ready to be searched: one buffer that is stored and loaded as it is, with nothing to parse.
 * It never changes; a document that changes gets a new one. Values are little-endian, as on every machine with a browser.
 *
 * header      11 × u32: magic, format, passages, terms, postings, units of all terms, forms, units of all forms, slots,
 *             bytes of a unit, bytes of a passage number
 * lengths     u32 per passage: how many words it has
 * termStarts  u32 per term + 1: where each term's units start; terms are sorted by their UTF-16 units
 * starts      u32 per term + 1: where each term's postings start
 * formStarts  u32 per form + 1, formTerms u32 per form: words whose beginnings do not lead to their term, sorted, and whose they are
 * slots       u16 or u32: hash table of the terms, number + 1 or 0, so that most documents are passed over at the first look
 * passages    u16 or u32 per posting: passage numbers, ascending within a term
 * units       u8 or u16: the terms, one after the other, then formUnits: the forms; bytes when all are below U+0100
 * frequencies u8 per posting: how often the term occurs in the passage, at most 255
 */
import { stem } from './stem.ts';
import { hashTerm } from './term-hash.ts';
import { words } from './words.ts';

const MAGIC = 0x4c58_4c43; // "CLXL"
/** Raise when the layout or the making of terms changes; a segment of another format is refused and made again. */
const FORMAT = 1;
const HEADER_WORDS = 11;
const HIGHEST_FREQUENCY = 255;

/** A segment's buffer, seen as what it holds. */
export interface LexicalSegment {
  passageCount: number;
  termCount: number;
  formCount: number;
  lengths: Uint32Array;
  termStarts: Uint32Array;
  starts: Uint32Array;
  formStarts: Uint32Array;
  formTerms: Uint32Array;
  slots: Uint16Array | Uint32Array;
  passages: Uint16Array | Uint32Array;
  units: Uint8Array | Uint16Array;
  formUnits: Uint8Array | Uint16Array;
  frequencies: Uint8Array;
}

const SIZES_IN_ORDER = ['passages', 'terms', 'postings', 'units', 'forms', 'formUnits', 'slots', 'unitBytes', 'passageBytes'] as const;
type Sizes = Record<(typeof SIZES_IN_ORDER)[number], number>;

/** Bytes of a slot: it holds term numbers + 1. */
const slotBytes = (terms: number) => (terms < 0xffff ? 2 : 4);

function bytesOf(sizes: Sizes): number {
  const numbers = HEADER_WORDS + sizes.passages + 2 * (sizes.terms + 1) + (sizes.forms + 1) + sizes.forms;
  const slots = sizes.slots * slotBytes(sizes.terms);
  return 4 * numbers + slots + sizes.postings * (sizes.passageBytes + 1) + (sizes.units + sizes.formUnits) * sizes.unitBytes;
}

/** Lays the views over a buffer of the right size. Each starts where its width allows: widest first, and slots are an even number. */
function view(buffer: ArrayBuffer, sizes: Sizes): LexicalSegment {
  let at = 4 * HEADER_WORDS;
  const take = (bytes: number) => (at += bytes) - bytes;
  const u32 = (count: number) => new Uint32Array(buffer, take(4 * count), count);
  const u16 = (count: number) => new Uint16Array(buffer, take(2 * count), count);
  const u8 = (count: number) => new Uint8Array(buffer, take(count), count);
  const units = sizes.unitBytes === 1 ? u8 : u16;
  return {
    passageCount: sizes.passages,
    termCount: sizes.terms,
    formCount: sizes.forms,
    lengths: u32(sizes.passages),
    termStarts: u32(sizes.terms + 1),
    starts: u32(sizes.terms + 1),
    formStarts: u32(sizes.forms + 1),
    formTerms: u32(sizes.forms),
    slots: slotBytes(sizes.terms) === 2 ? u16(sizes.slots) : u32(sizes.slots),
    passages: sizes.passageBytes === 2 ? u16(sizes.postings) : u32(sizes.postings),
    units: units(sizes.units),
    formUnits: units(sizes.formUnits),
    frequencies: u8(sizes.postings),
  };
}

/**
 * Sees a stored buffer as a segment, without copying it.
 * @throws Error when the buffer is not a lexical segment, is of another format, or was cut short.
 */
export function readLexicalSegment(buffer: ArrayBuffer): LexicalSegment {
  if (buffer.byteLength < 4 * HEADER_WORDS) throw new Error('Not a lexical segment.');
  const [magic, format, ...counts] = new Uint32Array(buffer, 0, HEADER_WORDS);
  if (magic !== MAGIC) throw new Error('Not a lexical segment.');
  if (format !== FORMAT) throw new Error(`Lexical segment has format ${format}, this build reads ${FORMAT}.`);
  const sizes = Object.fromEntries(SIZES_IN_ORDER.map((name, i) => [name, counts[i]])) as Sizes;
  if (buffer.byteLength !== bytesOf(sizes)) throw new Error('Lexical segment is damaged.');
  return view(buffer, sizes);
}

/** A list of numbers that grows without boxing them. */
class Numbers {
  #values = new Uint32Array(1024);
  length = 0;
  push(value: number) {
    if (this.length === this.#values.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }
  at(index: number): number {
    return this.#values[index]!;
  }
}

interface Collected {
  /** Number of each term, in the order they were first seen. */
  numbers: Map<string, number>;
  /** Term of each word that lost its ending. */
  forms: Map<string, string>;
  lengths: Uint32Array;
  terms: Numbers;
  passages: Numbers;
  frequencies: Numbers;
}

/** Counts the words of each passage. Postings come out ordered by passage. */
function collect(texts: readonly string[]): Collected {
  const numbers = new Map<string, number>();
  const forms = new Map<string, string>();
  const lengths = new Uint32Array(texts.length);
  const [terms, passages, frequencies] = [new Numbers(), new Numbers(), new Numbers()];
  for (const [passage, text] of texts.entries()) {
    const counts = new Map<number, number>();
    const found = words(text);
    lengths[passage] = found.length;
    for (const { term, form } of found) {
      if (form !== term) forms.set(form, term);
      let number = numbers.get(term);
      if (number === undefined) numbers.set(term, (number = numbers.size));
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const [number, count] of counts) {
      terms.push(number);
      passages.push(passage);
      frequencies.push(Math.min(count, HIGHEST_FREQUENCY));
    }
  }
  return { numbers, forms, lengths, terms, passages, frequencies };
}

/** Sorts postings by term; the passages of a term stay in order. `ranks` is each term's place in the sorted dictionary. */
function fillPostings(segment: LexicalSegment, { terms, passages, frequencies }: Collected, ranks: Uint32Array) {
  const { starts } = segment;
  for (let i = 0; i < terms.length; i++) starts[ranks[terms.at(i)]! + 1]!++;
  for (let t = 0; t < segment.termCount; t++) starts[t + 1]! += starts[t]!;
  const next = starts.slice();
  for (let i = 0; i < terms.length; i++) {
    const place = next[ranks[terms.at(i)]!]!++;
    segment.passages[place] = passages.at(i);
    segment.frequencies[place] = frequencies.at(i);
  }
}

/** Writes strings one after the other, and where each starts. */
function fillStrings(starts: Uint32Array, units: Uint8Array | Uint16Array, sorted: readonly string[]) {
  let at = 0;
  for (const [i, string] of sorted.entries()) {
    for (let k = 0; k < string.length; k++) units[at++] = string.charCodeAt(k);
    starts[i + 1] = at;
  }
}

/** Open addressing: a term is in the first free slot from its hash on. */
function fillSlots({ slots }: LexicalSegment, sorted: readonly string[]) {
  const mask = slots.length - 1;
  for (const [number, term] of sorted.entries()) {
    let at = hashTerm(term) & mask;
    while (slots[at] !== 0) at = (at + 1) & mask;
    slots[at] = number + 1;
  }
}

/** A power of two, at least half again as many as there are terms. */
const slotsFor = (terms: number) => 2 ** Math.max(1, Math.ceil(Math.log2(1.5 * terms + 1)));

/**
 * Whether somebody who types `form` comes by a beginning that leads to its term neither as the term's own beginning nor by its stem:
 * "terminati" on the way to "termination" (termin), but nothing on the way to "contracts".
 */
function needsForm(form: string, term: string): boolean {
  let shared = 0;
  while (shared < term.length && form[shared] === term[shared]) shared++;
  for (let length = shared + 1; length < form.length; length++) if (stem(form.slice(0, length)) !== term) return true;
  return false;
}

const totalLength = (strings: readonly string[]) => strings.reduce((sum, { length }) => sum + length, 0);
// oxlint-disable-next-line no-control-regex -- The range is Latin-1, of which control characters are part.
const isNarrow = (string: string) => /^[\x00-\xff]*$/.test(string);

/**
 * Indexes the passages of one document; their numbers are their places in `passages`.
 * The buffer is the caller's, to store and to hand to `LexicalIndex.set`.
 */
export function buildLexicalSegment(passages: readonly string[]): ArrayBuffer {
  const collected = collect(passages);
  const terms = [...collected.numbers.keys()].sort();
  const forms = [...collected.forms].flatMap(([form, term]) => (needsForm(form, term) ? [form] : [])).sort();
  const sizes: Sizes = {
    passages: passages.length,
    terms: terms.length,
    postings: collected.terms.length,
    units: totalLength(terms),
    forms: forms.length,
    formUnits: totalLength(forms),
    slots: slotsFor(terms.length),
    unitBytes: terms.every(isNarrow) && forms.every(isNarrow) ? 1 : 2,
    passageBytes: passages.length <= 0x10000 ? 2 : 4,
  };
  const buffer = new ArrayBuffer(bytesOf(sizes));
  new Uint32Array(buffer, 0, HEADER_WORDS).set([MAGIC, FORMAT, ...SIZES_IN_ORDER.map((name) => sizes[name])]);
  const segment = view(buffer, sizes);
  segment.lengths.set(collected.lengths);
  fillStrings(segment.termStarts, segment.units, terms);
  fillSlots(segment, terms);
  fillStrings(segment.formStarts, segment.formUnits, forms);
  const ranks = new Map(terms.map((term, rank) => [term, rank]));
  segment.formTerms.set(forms.map((form) => ranks.get(collected.forms.get(form)!)!));
  fillPostings(segment, collected, Uint32Array.from(collected.numbers.keys(), (term) => ranks.get(term)!));
  return buffer;
}
