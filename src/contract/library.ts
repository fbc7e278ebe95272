/** What the library worker promises the page. Both sides are checked against this file. */
import type { Answer, AskEvent, AskRequest, Conversation, ConversationHit, UsableWriter } from './answer.ts';
import type { OnEvent } from './events.ts';
import type { Block, ExtractionReport, Format, Page } from './extraction.ts';
import type { PlainProblem } from './problem.ts';
import type { Dtype, ModelDevice } from './model.ts';
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

/** One index version: a vector for every passage of every document, in one embedding space. */
export interface IndexVersion {
  /** Name of the embedding space. */
  space: string;
  modelId: string;
  modelName: string;
  dimensions: number;
  /** Passages that have their vector, of all there are. */
  done: number;
  of: number;
  /** What its vectors take on disk. */
  bytes: number;
}

/** A version on its way, beside the one that answers. */
export type BuildingVersion = IndexVersion &
  (
    | { status: 'starting' }
    | { status: 'building'; passagesPerSecond?: number; secondsLeft?: number }
    | { status: 'paused' }
    | { status: 'verifying' }
    | { status: 'failed'; problem: PlainProblem }
  );

export interface IndexVersions {
  active: IndexVersion;
  building?: BuildingVersion;
  /** The one that answered before; one click goes back to it. Kept until it is freed. */
  previous?: IndexVersion;
}

/** A way to run a model that was tried and turned down, with the reason in words for a report. */
export interface RefusedWay {
  device: ModelDevice;
  dtype: Dtype;
  why: 'other-vectors' | 'cannot-run' | 'damaged' | 'ended-the-tab';
}

/** An embedding model that is here and can be used for searching. */
export interface UsableModel {
  id: string;
  name: string;
  /** Came with the page. */
  builtIn: boolean;
  goodFor: string;
  languages: string[];
  licence: string;
  /** Lengths that its vectors can be cut to, ascending, the whole included. A passage takes that many bytes and four more. */
  prefixes: number[];
}

export interface LibrarySnapshot {
  documents: DocumentItem[];
  refused: RefusedFile[];
  /** The batch at work: counted from the first file of it. `undefined` when nothing is. */
  work?: { done: number; of: number; paused: boolean; secondsLeft?: number };
  /** One tab writes; the others search, and add through it. */
  role: 'writer' | 'reader';
  /** The model that searches by meaning now. When it cannot run, search by word goes on. */
  embedding: {
    status: 'starting' | 'ready' | 'failed';
    name: string;
    languages: string[];
    problem?: PlainProblem;
    /** Where a chosen model runs, and the ways that were tried before and turned down. */
    runsOn?: { device: ModelDevice; dtype: Dtype; refused: RefusedWay[] };
  };
  /** Absent until the first model has said its name. */
  versions?: IndexVersions;
  /** Documents read by an older version of Carrel: they stay findable as they are, and can be read again. */
  drifted: DocumentId[];
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
  /** Reads documents again with the reader of today. The old text answers until the new one is indexed. */
  readAgain(ids: DocumentId[]): Promise<void>;
  /**
   * Makes the index version of that model and length beside the one that answers, then puts it in its place. At once when it is there already.
   * Resolves when the wish is stored; the work shows in snapshots.
   */
  useModel(modelId: string, dimensions: number): Promise<void>;
  pauseBuild(): Promise<void>;
  resumeBuild(): Promise<void>;
  /** Ends the building and deletes what it made. */
  cancelBuild(): Promise<void>;
  /** Puts the previous version back in its place, at once. */
  goBack(): Promise<void>;
  /** Deletes the previous version. */
  freePrevious(): Promise<void>;
  /** Stores an answer, new or changed. A conversation that is not there yet begins with it. */
  keepAnswer(answer: Answer): Promise<void>;
  removeAnswers(ids: string[]): Promise<void>;
  rateAnswer(id: string, rating: Answer['rating'] | null): Promise<void>;
  renameConversation(id: string, title: string): Promise<void>;
  /** Deletes a conversation and its answers. */
  removeConversation(id: string): Promise<void>;
  /** Makes a conversation of the answers before the given one, which stays where it is. */
  branchConversation(newId: string, answerId: string): Promise<void>;
}

export interface LibraryQueries {
  search(signal: AbortSignal, request: SearchRequest): Promise<SearchResult>;
  /**
   * Finds evidence, has an answer made of it, checks every citation, stores the answer. Stopped after its first words it resolves with the
   * half answer, marked as unfinished; before, it rejects.
   */
  ask(signal: AbortSignal, request: AskRequest, onEvent: OnEvent<AskEvent>): Promise<Answer>;
  /** Of one conversation, oldest first. */
  answers(conversationId: string): Promise<Answer[]>;
  /** Last changed first. */
  conversations(): Promise<Conversation[]>;
  /** Where all the words are said, in questions and answers. Last changed first, a few of each conversation. */
  findInConversations(words: string): Promise<ConversationHit[]>;
  /** What can write answers here. Quoting is always there, and comes first. */
  usableWriters(): Promise<UsableWriter[]>;
  /** Embedding models that are here: the one that came with the page, and those in the vault. */
  usableModels(): Promise<UsableModel[]>;
  /** Whether there is any model in the vault, to search or to write with. */
  hasOwnModels(): Promise<boolean>;
  /** Tries the chosen model again every way it can run, also those that once ended a tab. The outcome shows in snapshots. */
  tryModelAgain(): Promise<void>;
  read(id: DocumentId): Promise<ReadableDocument>;
  /** The original, byte for byte. */
  original(id: DocumentId): Promise<File>;
}

/**
 * `embed` runs the model that came with the page; `encode` a chosen one, for passages, and `encode-query` the same for questions,
 * which never wait behind a batch. `generate` writes with a model of the vault; `browser-writer` is no worker but the page itself, the
 * only place where the browser's own model can be reached.
 */
export type Trade = 'extract' | 'embed' | 'encode' | 'encode-query' | 'generate' | 'browser-writer';

/** The page hires and dismisses the other workers; only it may start one. */
export interface Workshop {
  /** A port to the worker of that name, which is started when it is not running. */
  hire(worker: Trade): Promise<MessagePort>;
  /** Stops a worker at once, whatever it is doing. */
  dismiss(worker: Trade): Promise<void>;
  /** Resolves when the worker that is running now has died or was dismissed. */
  gone(worker: Trade): Promise<void>;
}

/** What a page notes of models that are being loaded in it, so that a load that ended its tab is known at the next start. */
export interface LoadNotes {
  /** @param load its name; every load has one of its own */
  begins(load: string): Promise<void>;
  ends(load: string): Promise<void>;
  /** Loads that were going on in a tab that crashed; not those of a tab that was closed or reloaded. */
  crashed(): Promise<string[]>;
  /** @param loads of those that crashed */
  forget(loads: readonly string[]): Promise<void>;
}

export interface LibraryApi extends LibraryCommands, LibraryQueries {
  /** Must be called first. Snapshots arrive whenever something changed, a few times a second at most. */
  open(workshop: Workshop, loads: LoadNotes, onSnapshot: OnEvent<LibrarySnapshot>): Promise<void>;
}
