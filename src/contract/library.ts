/** What the library worker promises the page. Both sides are checked against this file. */
import type { Answer, AskEvent, AskRequest } from './answer.ts';
import type { OnEvent } from './events.ts';
import type { Block, ExtractionReport, Format, Page } from './extraction.ts';
import type { PlainProblem } from './problem.ts';
import type { DocumentId } from './range.ts';
import type { SearchRequest, SearchResult } from './search.ts';

/** What is being done to a document right now. */
export type WorkStep =
  | { step: 'storing' }
  | { step: 'reading'; unit: 'page' | 'byte'; done: number; of: number }
  | { step: 'indexing-words' }
  | { step: 'indexing-meaning'; done: number; of: number };

export type DocumentState =
  | { status: 'waiting' }
  | { status: 'working'; work: WorkStep }
  | { status: 'ready' }
  | { status: 'failed'; problem: PlainProblem };

/** One line of the library. */
export interface DocumentItem {
  id: DocumentId;
  name: string;
  bytes: number;
  /** Milliseconds since 1970. */
  addedAt: number;
  /** Unknown until the file was read. */
  format?: Format;
  title?: string;
  pages?: number;
  report?: ExtractionReport;
  /** Words first, meaning second: both while vectors are still being made. */
  findable: 'not-yet' | 'by-word' | 'by-word-and-meaning';
  state: DocumentState;
}

/** A file that was turned away before anything of it was stored, shown until it is dismissed. */
export interface RefusedFile {
  key: string;
  name: string;
  problem: PlainProblem;
}

export interface LibrarySnapshot {
  documents: DocumentItem[];
  refused: RefusedFile[];
  /** The batch at work: counted from the first file of it. `undefined` when nothing is. */
  work?: { done: number; of: number; paused: boolean; secondsLeft?: number };
  /** One tab writes; the others search, and add through it. */
  role: 'writer' | 'reader';
  /** Set when the meaning half of search cannot run; search by word goes on. */
  embedding: { status: 'starting' | 'ready' | 'failed'; name: string; languages: string[]; problem?: PlainProblem };
}

/** All of a document that the reader shows. */
export interface ReadableDocument {
  id: DocumentId;
  name: string;
  format: Format;
  title?: string;
  text: string;
  blocks: Block[];
  pages: Page[];
  report: ExtractionReport;
}

export interface LibraryCommands {
  /** Resolves once every accepted file is stored durably; reading and indexing go on behind. Folders must be unfolded already. */
  add(files: File[]): Promise<void>;
  /** Stops the work on a document and leaves no trace of it. */
  cancel(id: DocumentId): Promise<void>;
  /** Takes documents out of every search at once. Nothing is freed yet, so that `restore` can bring them back. */
  remove(ids: DocumentId[]): Promise<void>;
  restore(ids: DocumentId[]): Promise<void>;
  /** Frees everything of documents that were removed. Happens by itself when Carrel is next opened. */
  forget(ids: DocumentId[]): Promise<void>;
  /** Tries a failed document again; with a password when it was locked. The password is not stored. */
  retry(id: DocumentId, password?: string): Promise<void>;
  dismiss(refusedKey: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  keepAnswer(answer: Answer): Promise<void>;
  removeAnswers(ids: string[]): Promise<void>;
}

export interface LibraryQueries {
  search(signal: AbortSignal, request: SearchRequest): Promise<SearchResult>;
  /** Finds evidence, has an answer made of it, checks every citation, stores the answer. */
  ask(signal: AbortSignal, request: AskRequest, onEvent: OnEvent<AskEvent>): Promise<Answer>;
  /** Oldest first. */
  answers(): Promise<Answer[]>;
  read(id: DocumentId): Promise<ReadableDocument>;
  /** The original, byte for byte. */
  original(id: DocumentId): Promise<File>;
}

/** The page hires and dismisses the other workers; only it may start one. */
export interface Workshop {
  /** A port to the worker of that name, which is started when it is not running. */
  hire(worker: 'extract' | 'embed' | 'generate'): Promise<MessagePort>;
  /** Stops a worker at once, whatever it is doing. */
  dismiss(worker: 'extract' | 'embed' | 'generate'): Promise<void>;
  /** Resolves when the worker that is running now has died or was dismissed. */
  gone(worker: 'extract' | 'embed' | 'generate'): Promise<void>;
}

export interface LibraryApi extends LibraryCommands, LibraryQueries {
  /** Must be called first. Snapshots arrive whenever something changed, a few times a second at most. */
  open(workshop: Workshop, onSnapshot: OnEvent<LibrarySnapshot>): Promise<void>;
}
