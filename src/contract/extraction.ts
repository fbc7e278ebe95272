/** What reading a file yields: canonical text, its structure, and where each part of it lives in the original. */
import type { OnEvent } from './events.ts';
import type { DocumentId, Span } from './range.ts';

export type Format = 'text' | 'markdown' | 'html' | 'pdf' | 'docx';

/** One structural piece of canonical text. Blocks are in text order and do not overlap; only white space lies between them. */
export interface Block extends Span {
  kind: 'heading' | 'paragraph' | 'list-item' | 'quote' | 'code' | 'table-row';
  /** Headings: 1–6. List items: depth from 1. Otherwise 0. */
  level: number;
}

/**
 * One page of a paged original, in points from its top left corner, as it is shown (rotation applied).
 * Run `i` is the text `starts[i]`–`ends[i]` (canonical text) drawn in the box `boxes[4i…4i+3]` = x, y, width, height.
 * Runs are in text order and lie inside the page's own span.
 */
export interface Page extends Span {
  /** From 1. */
  number: number;
  /** The page's printed label ("iv"), when the file names one that differs from the number. */
  label?: string;
  width: number;
  height: number;
  starts: Uint32Array;
  ends: Uint32Array;
  boxes: Float32Array;
}

export interface ExtractionReport {
  words: number;
  /** Numbers of pages on which no text was found. Never skipped silently. */
  pagesWithoutText: number[];
  /** The character encoding of a text file, when it was guessed and not declared. */
  guessedEncoding?: string;
}

export interface Extraction {
  format: Format;
  /** Which reader made this, and its version: part of the stamp that says what is stale ("pdf/1"). */
  extractor: string;
  title?: string;
  /** Canonical text: NFC, "\n" line ends, no control characters but "\n" and "\t". Immutable for one extractor version. */
  text: string;
  blocks: Block[];
  /** Empty unless the original has pages. */
  pages: Page[];
  report: ExtractionReport;
}

/** `done` and `of` count pages where the original has them, else bytes. */
export interface ExtractEvent {
  unit: 'page' | 'byte';
  done: number;
  of: number;
}

export interface ExtractApi {
  /**
   * Reads one file. Runs on files from strangers: it may hang, so the caller holds a deadline and kills the worker.
   * @throws Problem file-empty, file-not-supported, file-locked, file-encrypted, file-damaged, file-over-limit, file-without-text
   */
  extract(file: Blob, fileName: string, password: string | undefined, onEvent: OnEvent<ExtractEvent>): Promise<Extraction>;
}

export interface DrawApi {
  /**
   * Draws one page of a PDF. The last document stays open, so that turning pages is quick.
   * @param pixelsPerPoint device pixels for one PDF point
   */
  drawPage(source: DrawSource, pageNumber: number, pixelsPerPoint: number): Promise<ImageBitmap>;
}

export interface DrawSource {
  documentId: DocumentId;
  file: Blob;
  fileName: string;
  password: string | undefined;
}
