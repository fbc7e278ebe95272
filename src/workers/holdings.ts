/** The index in memory, as searches use it: words and vectors of every document, and where their passages are. */
import type { DocumentId, TextRange } from '../contract/range.ts';
import type { Passage, Place } from '../contract/search.ts';
import type { DocumentRecord, VectorsRecord, WordsRecord } from '../contract/stored.ts';
import { passageOf } from '../ingest/steps.ts';
import { LexicalIndex } from '../lexical-index/lexical-index.ts';
import { VectorIndex } from '../vector-index/vector-index.ts';

/** Canonical texts kept in memory for snippets; the rest is read when it is needed. */
const TEXTS_KEPT = 24;

export interface HoldingsParts {
  record(id: DocumentId): DocumentRecord | undefined;
  text(id: DocumentId): Promise<string | undefined>;
}

export class Holdings {
  readonly lexical = new LexicalIndex();
  private space: { name: string; index: VectorIndex } | undefined;
  /** Without the segment: the lexical index holds that. */
  private readonly outlines = new Map<DocumentId, Omit<WordsRecord, 'segment'>>();
  private readonly texts = new Map<DocumentId, Promise<string | undefined>>();

  constructor(private readonly parts: HoldingsParts) {}

  /** Vectors of one space only: those of another are never compared with them. Those that were here go, unless it is the same space. */
  useSpace(name: string, dimensions: number): void {
    if (this.space?.name !== name) this.space = { name, index: new VectorIndex(dimensions) };
  }

  /** Puts the vectors of another space in place, all at once. Documents that went meanwhile are not in it. */
  swapSpace(name: string, index: VectorIndex): void {
    for (const id of index.documents()) if (!this.outlines.has(id)) index.delete(id);
    this.space = { name, index };
  }

  /** The vectors that answer now, and the name of their space. */
  get vectors(): { name: string; index: VectorIndex } | undefined {
    return this.space;
  }

  /** Every document that can be found by word, with what its passages were made with. */
  documents(): { id: DocumentId; stamp: string; passages: number }[] {
    return [...this.outlines.values()].map(({ id, stamp, headingOf }) => ({ id, stamp, passages: headingOf.length }));
  }

  setWords(words: WordsRecord): void {
    const { segment, ...outline } = words;
    this.drop(words.id);
    this.outlines.set(words.id, outline);
    this.lexical.set(words.id, segment);
  }

  addVectors({ space, id, firstPassage, segment }: VectorsRecord): void {
    if (this.space?.name === space) this.space.index.append(id, firstPassage, segment);
  }

  drop(id: DocumentId): void {
    this.lexical.delete(id);
    this.space?.index.delete(id);
    this.outlines.delete(id);
    this.texts.delete(id);
  }

  /** Canonical text, from memory when it was used lately. */
  text(id: DocumentId): Promise<string | undefined> {
    const kept = this.texts.get(id) ?? this.parts.text(id);
    this.texts.delete(id);
    this.texts.set(id, kept);
    const [oldest] = this.texts.keys();
    if (this.texts.size > TEXTS_KEPT && oldest !== undefined) this.texts.delete(oldest);
    return kept;
  }

  async passage(id: DocumentId, number: number): Promise<Passage | undefined> {
    const outline = this.outlines.get(id);
    const record = this.parts.record(id);
    if (!outline || !record?.format || number < 0 || number >= outline.headingOf.length) return undefined;
    const text = await this.text(id);
    if (text === undefined) return undefined;
    const { start, end } = passageOf(outline, number);
    const range = { documentId: id, start, end };
    return { range, documentName: record.name, format: record.format, place: this.place(range), text: text.slice(start, end) };
  }

  /** Page and headings at the start of a range. */
  place({ documentId, start }: TextRange): Place {
    const outline = this.outlines.get(documentId);
    if (!outline) return { headings: [] };
    const { headings } = passageOf(outline, lastAtOrBefore(outline.starts.subarray(0, outline.headingOf.length), start));
    if (outline.pageStarts.length === 0) return { headings };
    const page = lastAtOrBefore(outline.pageStarts, start) + 1;
    const pageLabel = outline.pageLabels.get(page);
    return { headings, page, ...(pageLabel === undefined ? {} : { pageLabel }) };
  }
}

/** Index of the last value that is not above `wanted`; 0 when all are. `sorted` ascends. */
function lastAtOrBefore(sorted: Uint32Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
