/** The shape of what is kept of a document. Stored records of these shapes exist on people's machines: change only by an upgrade. */
import type { Block, ExtractionReport, Format, Page } from './extraction.ts';
import type { PlainProblem } from './problem.ts';
import type { DocumentId } from './range.ts';

/** One accepted file. Its original bytes are in the originals, under the same id. */
export interface DocumentRecord {
  id: DocumentId;
  name: string;
  mediaType: string;
  bytes: number;
  addedAt: number;
  /** Set while a removal can still be undone. */
  removedAt?: number;
  format?: Format;
  title?: string;
  pages?: number;
  report?: ExtractionReport;
  extractor?: string;
  /** Why the last try to read it failed. */
  problem?: PlainProblem;
}

export interface TextRecord {
  id: DocumentId;
  text: string;
}

export interface LayoutRecord {
  id: DocumentId;
  blocks: Block[];
  pages: Page[];
}

/** The passages of one document and its part of the lexical index, made together. */
export interface WordsRecord {
  id: DocumentId;
  /** What it was made with. Differs from the wanted stamp: stale. */
  stamp: string;
  /** Passage `i` is canonical text from `starts[i]` to `starts[i + 1]`; one entry more than passages. */
  starts: Uint32Array;
  /** The heading path of passage `i` is `headings[headingOf[i]]`. */
  headings: string[][];
  headingOf: Uint32Array;
  /** Where each page starts, for originals with pages. */
  pageStarts: Uint32Array;
  /** Printed page labels that differ from the page number, by page number. */
  pageLabels: Map<number, string>;
  segment: ArrayBuffer;
}

/** Vectors of consecutive passages of one document in one embedding space. */
export interface VectorsRecord {
  space: string;
  id: DocumentId;
  firstPassage: number;
  /** The stamp of the passages they were made from. */
  stamp: string;
  count: number;
  segment: ArrayBuffer;
}

/** One index version: which model made its vectors, and what was found when they were verified. The vectors lie under its space. */
export interface VersionRecord {
  space: string;
  modelId: string;
  modelName: string;
  dimensions: number;
  /** Milliseconds since 1970. */
  begunAt: number;
  /** Passages it had vectors for when it was verified, or when it last gave its place to another. */
  passages?: number;
  /** Set when it was made beside another version and passed the check: the share of the exact ten nearest that its vectors find, in a sample. */
  verified?: { at: number; recall: number };
}

/** Which version answers, which one answered before it, and which one is being made. A pointer that is not there points nowhere. */
export type Pointer = 'active' | 'previous' | 'building' | 'build-paused';
